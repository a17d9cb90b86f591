import { defineConfig } from "vitest/config";

/** The panel's own tier: its modules in Node, its bundle in a headless Chromium. */
export default defineConfig({
  test: {
    include: ["test/webview/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
