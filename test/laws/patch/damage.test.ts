import { afterAll, describe, expect, test } from "vitest";
import type { Patch } from "../../../src/patch/patch";
import { readPatches } from "../../../src/patch/reader";
import { linesOf } from "../../unit/patch/documentLines";
import type { DamageKind } from "./damage";
import { damageKinds } from "./damage";
import { GitHistory } from "./gitHistory";
import { Random } from "./random";

/*
 * Patches of a generated history are damaged in one way each and read again. The rows
 * read from the undamaged text are the truth; git.test.ts proves those against git.
 */

const history = new GitHistory(42, 120);
afterAll(() => {
  history.remove();
});

/** Each mail as the reader of mails hands it over: without its header. */
const mails = history.patches().map((mail) => mail.slice(mail.indexOf("\n\n") + 2));

/** The same patches as people write them who indent by blanks: the first column of context rows stands out less. */
const indented = mails
  .slice(0, 60)
  .map((mail) =>
    mail
      .replace(/^index .*\n/gm, "")
      .replace(/^([-+ ])(\t+)/gm, (_, mark: string, tabs: string) => mark + "    ".repeat(tabs.length)),
  );

const texts = [...mails, ...indented];

function rowsOf(patches: readonly Patch[], kind: DamageKind): readonly string[] {
  const plain = (text: string): string =>
    kind.losesBlanks
      ? text.replace(/\s+/g, " ").trim()
      : kind.name === "trailing blanks stripped"
        ? text.trimEnd()
        : text;
  return patches
    .flatMap((patch) => patch.files)
    .flatMap((file) => [
      `${file.status} ${file.old ?? ""} ${file.new ?? ""}`,
      ...file.hunks.flatMap((hunk) => [
        `@@ ${[hunk.oldStart, hunk.oldLines, hunk.newStart, hunk.newLines].join(" ")}`,
        ...hunk.rows.map((row) => row.mark + plain(row.text)),
      ]),
    ]);
}

/** The certainty of the least certain hunk. */
function certaintyOf(patches: readonly Patch[]): number {
  const hunks = patches.flatMap((patch) => patch.files).flatMap((file) => file.hunks);
  return Math.min(1, ...hunks.map((hunk) => hunk.certainty));
}

/**
 * How many patches of a kind must be read with every row right. Where an archive both
 * wrapped the lines and ate the blanks that would tell the parts from new rows, or
 * dropped empty rows without a trace, the text does not say what stood there: what
 * counts then is that the reading is not believed.
 */
const wanted: Readonly<Record<string, number>> = {
  outlook: 0.7,
  "blank context dropped": 0.2,
};
const USUAL = 0.95;
/** How many wrong readings may be called likelier than not; none may be called certain, or go without a word. */
const BELIEVED = 0.03;

describe.each(damageKinds)("$name", (kind) => {
  test("is repaired, or what is doubtful is said to be", () => {
    let right = 0;
    let believed = 0;
    let silent = 0;
    texts.forEach((text, number) => {
      const random = new Random(number);
      const truth = rowsOf(readPatches(linesOf(text)).patches, kind);
      const { patches, problems } = readPatches(linesOf(kind.apply(text, random)));
      const rows = rowsOf(patches, kind);
      // Of a cut text only what is left can be right.
      const same =
        kind.name === "cut"
          ? rows.join("\n") === truth.slice(0, rows.length).join("\n")
          : rows.join("\n") === truth.join("\n");
      if (same) right += 1;
      else if (certaintyOf(patches) >= 0.5) believed += 1;
      if (!same && (certaintyOf(patches) === 1 || problems.length === 0) && kind.name !== "cut") silent += 1;
    });
    expect(right / texts.length).toBeGreaterThanOrEqual(wanted[kind.name] ?? USUAL);
    expect(believed / texts.length).toBeLessThanOrEqual(BELIEVED);
    expect(silent).toBe(0);
  });
});

test("an undamaged text is read without a repair and without a doubt", () => {
  for (const text of texts) {
    const { patches, problems } = readPatches(linesOf(text));
    const hunks = patches.flatMap((patch) => patch.files).flatMap((file) => file.hunks);
    expect(problems).toEqual([]);
    expect(hunks.every((hunk) => hunk.certainty === 1 && hunk.repairs.length === 0)).toBe(true);
  }
});
