import { statSync } from "node:fs";
import { expect, test } from "vitest";
import { readArchive } from "../../src/launch/archive.mjs";
import { vsix } from "../../src/launch/package.mjs";

const names = [...readArchive(vsix).keys()];

test("the VSIX holds both entries, the panel, the worker and the sample, and is smaller than 400 KB", () => {
  for (const name of [
    "host/extension.cjs",
    "host/extension.js",
    "host/package.json",
    "webview.js",
    "webview.css",
    "worker.js",
  ])
    expect(names).toContain(`extension/dist/${name}`);
  expect(names.filter((name) => name.startsWith("extension/media/corpus/"))).toHaveLength(5);
  expect(statSync(vsix).size).toBeLessThan(400_000);
});

test("it holds no source map, no dependency and no source", () => {
  expect(names.filter((name) => /\.map$|node_modules|\.ts$|\/src\//.test(name))).toEqual([]);
});
