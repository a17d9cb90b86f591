import fc from "fast-check";
import { expect, test } from "vitest";
import { anchorQuote } from "../../../src/patch/anchor";
import { indexPlaces } from "../../../src/patch/anchorIndex";
import { carrySeries } from "../../../src/patch/applyHunks";
import { readPatches } from "../../../src/patch/reader";
import { patchText } from "../../../src/patch/render";
import { corpusLines, linesOf } from "../../unit/patch/documentLines";
import { runs } from "../thorough";

const seeds = [
  corpusLines("001_9edfb32b0ba350d2.txt"),
  corpusLines("002_ef5d9ec70bccdd58.txt"),
  corpusLines("003_9bfbbbf349019d4b.txt"),
].map((lines) => lines.map((line) => line.text));

/** One change to a document: lines taken away, doubled, swapped, cut, joined, or with a character put in. */
interface Mutation {
  readonly kind: number;
  readonly at: number;
  readonly count: number;
  readonly text: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.nat(6),
  at: fc.nat(1000),
  count: fc.integer({ min: 1, max: 30 }),
  text: fc.oneof(
    fc.constantFrom(
      "",
      " ",
      "-",
      "+",
      "@@",
      "@@ -1 +1 @@",
      "--- ",
      "+++ b/x",
      "diff --git ",
      "\\ No newline",
    ),
    fc.constantFrom("@@ -0,0 +1,99999999 @@", "@@ -5,3 +5,3 @@ __proto__", "> ", "-- ", "\0", "\u202e"),
    fc.string({ maxLength: 40 }),
  ),
});

function mutated(lines: readonly string[], mutations: readonly Mutation[]): readonly string[] {
  const result = [...lines];
  for (const { kind, at, count, text } of mutations) {
    const place = at % Math.max(1, result.length);
    const line = result[place] ?? "";
    if (kind === 0) result.splice(place, count);
    else if (kind === 1) result.splice(place, 0, ...result.slice(place, place + count));
    else if (kind === 2) result.splice(place, 0, text);
    else if (kind === 3) result[place] = text + line;
    else if (kind === 4) result[place] = line.slice(0, count);
    else if (kind === 5) result.splice(place, 2, `${line} ${result[place + 1] ?? ""}`);
    else result.splice(place, 1, line.slice(0, count), line.slice(count));
  }
  return result;
}

const documents = fc
  .tuple(fc.constantFrom(...seeds), fc.array(mutation, { minLength: 1, maxLength: 12 }))
  .map(([lines, mutations]) => linesOf(mutated(lines, mutations).join("\n")));

test("whatever happens to a document, reading it ends without an error and stays within it", () => {
  fc.assert(
    fc.property(documents, (lines) => {
      const { patches, problems } = readPatches(lines);
      const last = lines.length;
      for (const patch of patches) {
        expect(patch.firstLine).toBeGreaterThanOrEqual(1);
        expect(patch.lastLine).toBeLessThanOrEqual(last);
        for (const hunk of patch.files.flatMap((file) => file.hunks)) {
          expect(hunk.lastLine).toBeLessThanOrEqual(last);
          expect(hunk.certainty).toBeGreaterThan(0);
          expect(hunk.certainty).toBeLessThanOrEqual(1);
          expect(hunk.additions).toBe(hunk.rows.filter((row) => row.mark === "+").length);
          expect(hunk.deletions).toBe(hunk.rows.filter((row) => row.mark === "-").length);
          // Rows stand in the order of the document, and each line makes at most one.
          const places = hunk.rows.map((row) => row.line);
          expect([...places].sort((one, other) => one - other)).toEqual(places);
        }
      }
      expect(problems.every((problem) => problem.line >= 1 && problem.line <= last)).toBe(true);
    }),
    { numRuns: runs(40, 150), seed: 1 },
  );
});

test("a hunk that is certain has exactly the rows that its header counts", () => {
  fc.assert(
    fc.property(documents, (lines) => {
      for (const hunk of readPatches(lines)
        .patches.flatMap((patch) => patch.files)
        .flatMap((file) => file.hunks)) {
        if (hunk.certainty < 1 || hunk.parents !== undefined) continue;
        expect(hunk.rows.length - hunk.additions).toBe(hunk.oldLines);
        expect(hunk.rows.length - hunk.deletions).toBe(hunk.newLines);
      }
    }),
    { numRuns: runs(30, 100), seed: 2 },
  );
});

test("what was read can be written, carried to both sides and asked for anchors", () => {
  fc.assert(
    fc.property(documents, fc.nat(1000), fc.integer({ min: 1, max: 20 }), (lines, from, count) => {
      const { patches } = readPatches(lines);
      for (const patch of patches) {
        // Written cleanly and read again, a patch has the same rows and nothing is in doubt.
        const again = readPatches(linesOf(patchText(patch))).patches.flatMap((one) => one.files);
        const files = patch.files.filter((file) => !file.binary && file.hunks.length > 0);
        if (
          files.length === patch.files.length &&
          files.every((file) => file.new !== null && file.old !== null)
        )
          expect(again.map((file) => [file.additions, file.deletions])).toEqual(
            files.map((file) => [file.additions, file.deletions]),
          );
      }
      const { states } = carrySeries(patches.flatMap((patch) => patch.files));
      // Whoever shows a state walks its lines in order.
      for (const { lines: known } of states) {
        const numbers = [...known.keys()];
        expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
      }
      const { anchor, candidates } = anchorQuote(lines.slice(from, from + count), indexPlaces(patches));
      if (anchor !== null) expect(candidates[0]).toEqual(anchor);
    }),
    { numRuns: runs(20, 60), seed: 3 },
  );
});

test("a line of three million characters is read like any other", () => {
  const long = "x".repeat(3_000_000);
  const texts = [
    `diff --git a/${long} b/${long}\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+${long}`,
    `--- ${long}\n+++ ${long}\n@@ -1 +1 @@ ${long}\n-a\n+b`,
    `--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n ${long}\n-a\n+b\n${long}\n c`,
    `> > ${long}\ncommit 1234567\nAuthor: ${long}\n\n    ${long}\n`,
    `diff -u ${"a ".repeat(1_000_000)}\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b`,
    `${long} changed, | ${long}\n ${long} | 5 +\n 1 file changed, 1 insertion(+)`,
  ];
  for (const text of texts) expect(readPatches(linesOf(text)).patches.length).toBeLessThanOrEqual(1);
});
