import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { FileDiff } from "../../../src/patch/patch";
import { readPatches } from "../../../src/patch/reader";
import { linesOf } from "../../unit/patch/documentLines";
import { cSource, edited } from "./cSource";
import { Random } from "./random";

/*
 * GNU diff writes the same two trees in the context and in the unified format; the second is the truth
 * for the first: names, ranges, headings and rows, whatever stands in the files.
 */

const folder = mkdtempSync(join(tmpdir(), "patch-context-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function diff(...words: readonly string[]): string {
  const run = spawnSync("diff", words, {
    cwd: folder,
    encoding: "latin1",
    env: { ...process.env, LC_ALL: "C" },
  });
  if (run.status !== 1) throw new Error(`diff ends with ${String(run.status)}: ${run.stderr}`);
  return run.stdout;
}

/** Writes a file as it was and as it is: edited, new, gone, emptied, with and without a last newline. */
function writePair(random: Random, name: string): void {
  const old = cSource(random);
  const now = random.chance(0.1) ? [] : edited(random, edited(random, old));
  // What looks like the format's own lines makes no difference inside a file.
  const odd = [
    "--- 1,7 ----",
    "*** 1,7 ****",
    "***************",
    "",
    "!",
    "-- ",
    "\\ No newline at end of file",
  ];
  const spiced = random.chance(0.3)
    ? now.flatMap((line, i) => (i % 17 === 3 ? [random.pick(odd), line] : [line]))
    : now;
  const end = random.chance(0.25) ? "\r\n" : "\n";
  const write = (side: string, lines: readonly string[]): void => {
    const text = lines.join(end) + (lines.length > 0 && random.chance(0.8) ? end : "");
    writeFileSync(join(folder, side, name), text, "latin1");
  };
  if (!random.chance(0.1)) write("old", old);
  if (!random.chance(0.1)) write("new", spiced);
}

function shown({ old, new: now, status, hunks }: FileDiff): object {
  return {
    old,
    now,
    status,
    hunks: hunks.map(({ oldStart, oldLines, newStart, newLines, heading, rows, certainty }) => ({
      ranges: [oldStart, oldLines, newStart, newLines],
      heading,
      certainty,
      rows: rows.map(({ mark, text, noNewline }) => `${mark}${text}${noNewline === true ? "\\" : ""}`),
    })),
  };
}

const filesOf = (text: string): readonly FileDiff[] =>
  readPatches(linesOf(text)).patches.flatMap(({ files }) => files);

describe("diff -c", () => {
  const random = new Random(15);
  mkdirSync(join(folder, "old"));
  mkdirSync(join(folder, "new"));
  for (let i = 0; i < 120; i++) writePair(random, `file${String(i)}.c`);

  test.each([[[]], [["-p"]], [["-U1"]], [["-U0"]]])(
    "is read as the unified diff of the same trees %s",
    (options) => {
      const common = options.filter((option) => !option.startsWith("-U"));
      const width = options.find((option) => option.startsWith("-U"))?.slice(2);
      const unified = diff("-rN", width === undefined ? "-u" : `-U${width}`, ...common, "old", "new");
      const context = diff("-rN", width === undefined ? "-c" : `-C${width}`, ...common, "old", "new");
      const read = filesOf(context);
      expect(read.length).toBeGreaterThan(100);
      const wanted = filesOf(unified).map(shown);
      for (const [i, file] of read.entries()) expect(shown(file)).toEqual(wanted[i]);
      expect(read.length).toBe(wanted.length);
      expect(readPatches(linesOf(context)).problems).toEqual([]);
    },
  );
});
