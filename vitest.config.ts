import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/{unit,laws,golden}/**/*.test.ts"],
    testTimeout: 60_000,
  },
});
