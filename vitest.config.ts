import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** A test ends when it has found what it waits for; these only end one that hangs, however busy the machine is. */
const patient = { testTimeout: 120_000, hookTimeout: 180_000 };

/**
 * As many files at a time as there are processors; Vitest would leave one of them idle, which is half of two. What only
 * computes has no other limit than that, also where it gets a tenth of a processor.
 */
const onAll = {
  maxWorkers: availableParallelism(),
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 60_000 } },
};

/** One file at a time: it measures. */
const alone = { fileParallelism: false, ...patient };

const inHost = "test/unit/host/**/*.test.ts";

/** In place of VS Code, where only what is made of its texts matters. */
const alias = { vscode: fileURLToPath(new URL("test/unit/host/vscode.ts", import.meta.url)) };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "core",
          include: ["test/{unit,laws,golden,spin}/**/*.test.ts"],
          exclude: [inHost],
          alias,
          ...onAll,
          // Modules are loaded, and compiled by V8, once. What they keep from one file to the next are names: structs
          // and places of programs, of which the latest counts.
          isolate: false,
        },
      },
      // Here each file has a `vscode` of its own, which remembers what was registered.
      { test: { name: "host", include: [inHost], alias, ...onAll } },
      {
        test: {
          name: "webview",
          include: ["test/webview/**/*.test.ts"],
          alias,
          ...onAll,
          // The files of a process share its browser and what was bundled for it.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      // Benchmarks measure and print; they judge nothing, and run only when they are asked for.
      ...(process.env["BENCH"] === undefined
        ? []
        : [{ test: { name: "bench", include: ["test/bench/**/*.bench.ts"], ...alone } }]),
      {
        test: {
          name: "editor",
          include: ["test/editor/**/*.test.ts"],
          globalSetup: ["test/editor/setup.ts"],
          setupFiles: ["test/editor/afterFailure.ts"],
          // A server, an extension host and a browser: one editor keeps four fifths of two processors busy.
          maxWorkers: 2,
          ...patient,
          expect: { poll: { timeout: 45_000 } },
          // VS Code loses a click on what it draws anew in that moment; the report says what passed only at the second try.
          retry: 1,
        },
      },
    ],
  },
});
