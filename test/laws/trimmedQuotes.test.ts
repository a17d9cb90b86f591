import fc from "fast-check";
import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { openDigSite } from "../../src/series/digSite";
import type { Comment } from "../../src/series/anchoredComment";
import { remarks, samples, styles } from "./quoting";
import type { QuotingStyle, Row, Sample } from "./quoting";
import { runs } from "./thorough";

/** A remark below a few rows; `skipped` rows above them were cut out, and `far` stood above those. */
interface Trimmed {
  readonly sample: Sample;
  readonly row: Row;
  readonly near: number;
  readonly skipped: number;
  readonly far: number;
  readonly remark: string;
}

const trimmed: fc.Arbitrary<Trimmed> = fc.constantFrom(...samples).chain((sample) =>
  fc.record({
    sample: fc.constant(sample),
    row: fc.constantFrom(
      ...sample.rows.filter(({ index }) => (sample.lines[index] ?? "").trim().length > 12),
    ),
    near: fc.integer({ min: 1, max: 6 }),
    skipped: fc.integer({ min: 1, max: 8 }),
    far: fc.integer({ min: 0, max: 3 }),
    remark: fc.constantFrom(...remarks),
  }),
);

/** The quoted rows by their index in the diff, cut short where the hunk begins; null where rows were cut out. */
function keptRows({ sample, row, near, skipped, far }: Trimmed): readonly (number | null)[] {
  const first = sample.lines.findLastIndex((text, i) => i < row.index && text.startsWith("@@")) + 1;
  const run = (from: number, end: number): number[] =>
    Array.from({ length: Math.max(0, end - Math.max(from, first)) }, (_, i) => Math.max(from, first) + i);
  const below = run(row.index - near + 1, row.index + 1);
  const gap = (below[0] ?? 0) - skipped;
  const above = run(gap - far, gap);
  return above.length === 0 ? below : [...above, null, ...below];
}

const squash = (text = ""): string => text.replace(/\s+/g, "");

/** In how many places of the diff the kept rows stand: in order, within one hunk, with room for what was surely cut out. */
function placesOf(
  { lines, rows }: Sample,
  kept: readonly (number | null)[],
  keepsMarks: boolean,
  leastCut: number,
): number {
  const key = (index: number): string => {
    const text = lines[index] ?? "";
    return keepsMarks ? text.charAt(0) + squash(text.slice(1)) : squash(text.slice(1));
  };
  const gap = kept.indexOf(null);
  const below = kept.slice(gap + 1).map((index) => key(index ?? 0));
  const above = gap < 0 ? [] : kept.slice(0, gap).map((index) => key(index ?? 0));
  const stands = (run: readonly string[], end: number): boolean =>
    run.every((each, i) => each === key(end - run.length + 1 + i));
  return rows.filter(({ index }) => {
    if (!stands(below, index)) return false;
    if (above.length === 0) return true;
    const header = lines.findLastIndex((text, i) => i < index && text.startsWith("@@"));
    return rows.some(
      (other) =>
        other.index > header && other.index <= index - below.length - leastCut && stands(above, other.index),
    );
  }).length;
}

function readComments(one: Trimmed, body: string, head: string): readonly Comment[] {
  const patch = [
    "From x@example.org Wed Feb 21 08:00:00 2007",
    "From: Zach Brown <zach.brown@oracle.com>\nDate: Tue, 20 Feb 2007 11:01:50 -0500",
    `Subject: [PATCH] ${one.sample.subject}\nMessage-ID: <patch@x>\n`,
    ...one.sample.lines,
    "",
  ];
  const reply = [
    "From x@example.org Wed Feb 21 08:00:00 2007",
    "From: Andrew Morton <akpm@osdl.org>\nDate: Wed, 21 Feb 2007 09:08:41 -0500",
    `Subject: Re: [PATCH] ${one.sample.subject}\nMessage-ID: <reply@x>\nIn-Reply-To: <patch@x>\n`,
    head,
    body,
    "",
  ];
  const text = [...patch, ...reply].join("\n");
  return openDigSite([readDocument("box.mbox", new TextEncoder().encode(text))]).comments;
}

/** How people show that they cut something out. */
const cuts: Readonly<Record<string, string>> = {
  "nothing shown": "",
  "[...] behind the mark": "[...]",
  "<snip> behind the mark": "<snip>",
  "dots behind the mark": "...",
};

function isRight(comment: Comment | undefined, row: Row): boolean {
  const anchor = comment?.anchor;
  return anchor?.path === row.path && anchor.side === row.side && anchor.line === row.line;
}

interface Score {
  decidable: number;
  right: number;
  wronglyBelieved: number;
}

function count(score: Score, one: Trimmed, style: QuotingStyle, cut: string): void {
  const kept = keptRows(one);
  const quote = kept.map((index) => style.quote(index === null ? cut : (one.sample.lines[index] ?? "")));
  const comments = readComments(one, `${quote.join("\n")}\n\n${one.remark}\n`, style.head);
  const comment = comments.find(({ lines }) => lines.map(({ text }) => text).join("\n") === one.remark);
  const isContext = kept.every((index) => index === null || (one.sample.lines[index] ?? "").startsWith(" "));
  // Rows of context alone behind bare marks look like rows without a first column behind marks with a blank.
  const keepsMarks = !(isContext && style.quote(" x") === "> x");
  const places = placesOf(one.sample, kept, keepsMarks, cut === "" ? 0 : 1);
  if (places === 1) {
    score.decidable++;
    if (isRight(comment, one.row)) score.right++;
    else if ((comment?.anchor?.certainty ?? 0) >= 0.5) score.wronglyBelieved++;
    return;
  }
  expect(comment?.anchor?.certainty ?? 0).toBeLessThan(0.5);
  expect(comment?.candidates.some(({ line, side }) => line === one.row.line && side === one.row.side)).toBe(
    true,
  );
}

test.each(
  Object.entries(styles).flatMap(([name, style]) =>
    Object.entries(cuts).map(([cut, sign]) => ({ name, style, cut, sign })),
  ),
)(
  "a few rows without any header, quoted with $name, $cut: 95 of 100 decidable remarks find their line",
  ({ style, sign }) => {
    const numRuns = runs(16, 32);
    const score: Score = { decidable: 0, right: 0, wronglyBelieved: 0 };
    for (const one of fc.sample(trimmed, { numRuns, seed: 11 })) count(score, one, style, sign);
    expect(score.decidable).toBeGreaterThan(0.75 * numRuns);
    expect(score.right / score.decidable).toBeGreaterThanOrEqual(0.95);
    expect(score.wronglyBelieved / score.decidable).toBeLessThanOrEqual(0.02);
  },
);

test("a remark above a patch that is quoted whole speaks of no line", () => {
  // Where the marks are lost as well, only the sense of the words could tell the remark from the log message.
  for (const [, style] of Object.entries(styles).filter(([name]) => !name.includes("lost"))) {
    for (const one of fc.sample(trimmed, { numRuns: 5, seed: 3 })) {
      const body = `${one.remark}\n\n${style.head}\n${one.sample.lines.map(style.quote).join("\n")}\n`;
      const comments = readComments(one, body, "");
      const comment = comments.find(({ lines }) => lines.map(({ text }) => text).join("\n") === one.remark);
      expect(comment).toBeDefined();
      expect(comment?.anchor).toBeNull();
    }
  }
});
