import { mkdir, readFile, writeFile } from "node:fs/promises";
import { context } from "esbuild";
import { minify } from "terser";
import { modelSources } from "./src/launch/model-sources.mjs";

/** `--watch`: build again on every change, with source maps, until Ctrl-C. */
const watch = process.argv.includes("--watch");

const common = {
  bundle: true,
  minify: !watch,
  sourcemap: watch && "linked",
  logLevel: "warning",
  target: "es2022",
};

/** One block an artefact. */
const artefacts = [
  {
    ...common,
    entryPoints: ["src/cli/main.ts"],
    outfile: "dist/cli.js",
    platform: "node",
    format: "esm",
    banner: { js: "#!/usr/bin/env node" },
  },
  {
    ...common,
    entryPoints: ["src/explore/index.ts"],
    outfile: "dist/explore.js",
    platform: "neutral",
    format: "esm",
  },
  {
    ...common,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/host/extension.js",
    platform: "browser",
    format: "cjs",
    external: ["vscode", "node:worker_threads"],
  },
  {
    ...common,
    entryPoints: ["src/host/worker/main.ts"],
    outfile: "dist/worker.js",
    format: "esm",
    external: ["node:worker_threads"],
  },
  {
    ...common,
    entryPoints: {
      webview: "webview/main.ts",
      lesson: "webview/lesson/main.ts",
      document: "webview/document/main.ts",
    },
    outdir: "dist",
    platform: "browser",
    format: "iife",
  },
];

// One bundle serves Node and browsers. A browser wants a name in .js; Node, whose VS Code would take that for a module
// of ECMAScript, comes in by a name in .cjs.
await mkdir("dist/host", { recursive: true });
await writeFile("dist/host/package.json", '{ "type": "commonjs" }\n');
await writeFile("dist/host/extension.cjs", 'module.exports = require("./extension.js");\n');

// The models' own source, for the reader who wants to see what a step is.
await writeFile("dist/models.txt", await modelSources());

// The types themselves are written by tsc (tsconfig.library.json).
await writeFile("dist/explore.d.ts", 'export * from "./types/explore";\n');

/** The scripts that are part of the VSIX. */
const installed = ["host/extension", "worker", "webview", "lesson", "document"].map(
  (name) => `dist/${name}.js`,
);

/** Takes some 5 % more off a script than esbuild alone, which keeps the VSIX small. */
async function shrink(file) {
  const { code } = await minify(await readFile(file, "utf8"), {
    ecma: 2020,
    toplevel: true,
    compress: { passes: 2 },
  });
  await writeFile(file, code);
}

const contexts = await Promise.all(artefacts.map((artefact) => context(artefact)));
if (watch) {
  await Promise.all(contexts.map((one) => one.watch()));
  console.log("Watching src and webview.");
} else {
  await Promise.all(contexts.map((one) => one.rebuild()));
  await Promise.all(contexts.map((one) => one.dispose()));
  await Promise.all(installed.map(shrink));
}
