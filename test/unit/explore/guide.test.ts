import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";

it("the guide's first program runs as it stands, and finds what its comments say", async () => {
  const source = new URL("../../../src/explore/", import.meta.url);
  const guide = readFileSync(new URL("README.md", source), "utf8");
  const code = /```ts\n([\s\S]*?)```/.exec(guide)?.[1] ?? "";
  const folder = mkdtempSync(join(tmpdir(), "guide-"));
  try {
    const library = JSON.stringify(fileURLToPath(new URL("index.ts", source)));
    const text = code.replace('"./explore.js"', library);
    expect(text).not.toBe(code);
    writeFileSync(
      join(folder, "guide.ts"),
      `${text}\nexport { outcomes, executions, redundant, states, steps };\n`,
    );
    const outfile = join(folder, "guide.mjs");
    await build({
      entryPoints: [join(folder, "guide.ts")],
      outfile,
      bundle: true,
      format: "esm",
      logLevel: "silent",
    });
    const found = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as {
      readonly outcomes: readonly { readonly value: number }[];
      readonly executions: number;
      readonly redundant: number;
      readonly states: number;
      readonly steps: readonly unknown[];
    };
    expect(found.outcomes.map(({ value }) => value).sort()).toEqual([1, 2]);
    // Either order of the whole updates, or both reads first and then either order of the writes.
    expect(found.executions).toBe(4);
    expect(found.redundant).toBe(0);
    expect(found.steps).toHaveLength(4);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
