import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The tiers that drive a browser: one file at a time, since each starts an editor or a page of its own. */
const inBrowser = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 180_000 };

/** In place of VS Code, where only what is made of its texts matters. */
const alias = { vscode: fileURLToPath(new URL("test/unit/host/vscode.ts", import.meta.url)) };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "core",
          include: ["test/{unit,laws,golden,spin}/**/*.test.ts"],
          alias,
          testTimeout: 60_000,
        },
      },
      { test: { name: "webview", include: ["test/webview/**/*.test.ts"], alias, ...inBrowser } },
      // Benchmarks measure and print; they judge nothing, and run only when they are asked for.
      ...(process.env["BENCH"] === undefined
        ? []
        : [{ test: { name: "bench", include: ["test/bench/**/*.bench.ts"], ...inBrowser } }]),
      {
        test: {
          name: "editor",
          include: ["test/editor/**/*.test.ts"],
          globalSetup: ["test/editor/setup.ts"],
          ...inBrowser,
          // VS Code loses a click on what it draws anew in that moment; the report says what passed only at the second try.
          retry: 1,
        },
      },
    ],
  },
});
