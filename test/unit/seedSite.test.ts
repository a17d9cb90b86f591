import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { openDigSite } from "../../src/series/digSite";

/** Expected values are those of test/data/seed-truth.json, written by hand from the documents. */
interface Truth {
  readonly totals: Record<"patches" | "diffFiles" | "hunks" | "additions" | "deletions", number>;
  readonly threads: readonly { readonly root: string; readonly edges: readonly [string, string, string][] }[];
  readonly "002": {
    readonly comments: readonly { by: string; lines: [number, number]; quoteLines: [number, number] }[];
  };
  readonly "004": Truth["002"];
}
const truth = JSON.parse(readFileSync("test/data/seed-truth.json", "utf8")) as Truth;
const files = readdirSync("media/corpus").filter((name) => name.endsWith(".txt"));
const site = openDigSite(files.map((name) => readDocument(name, readFileSync(`media/corpus/${name}`))));

/** The truth numbers a document's own mail m1 and those it quotes q1, q2, ...; the output counts them on. */
function idOf(short: string): string {
  const [document = "", label = ""] = short.split(".");
  const stem = files.find((name) => name.startsWith(`${document}_`))?.replace(".txt", "") ?? "";
  const n = Number(label.slice(1)) + (label.startsWith("q") ? 1 : 0);
  return `${stem}:m${n}`;
}

test("seven patches, eleven file diffs and 48 hunks with the counted lines", () => {
  const diffs = site.patches.flatMap(({ patch }) => patch.files);
  const sum = (pick: (diff: (typeof diffs)[number]) => number): number =>
    diffs.reduce((total, diff) => total + pick(diff), 0);
  expect({
    patches: site.patches.length,
    diffFiles: diffs.length,
    hunks: sum((diff) => diff.hunks.length),
    additions: sum((diff) => diff.additions),
    deletions: sum((diff) => diff.deletions),
  }).toEqual({
    patches: truth.totals.patches,
    diffFiles: truth.totals.diffFiles,
    hunks: truth.totals.hunks,
    additions: truth.totals.additions,
    deletions: truth.totals.deletions,
  });
  expect(site.patches.map(({ id }) => id)).toEqual(["p1", "p2", "p3", "p4", "p5", "pgbusy", "propogate"]);
});

test("threads have the roots and the edges of the truth", () => {
  const edges = site.threads.flatMap(({ entries }) =>
    entries.filter(({ parent }) => parent !== null).map(({ id, parent }) => `${id} under ${parent}`),
  );
  const expected = truth.threads.flatMap((thread) =>
    thread.edges.map(([child, parent]) => `${idOf(child)} under ${idOf(parent)}`),
  );
  expect([...edges].sort()).toEqual([...expected].sort());
  expect(site.threads.map(({ root }) => root).sort()).toEqual(
    truth.threads.map(({ root }) => idOf(root)).sort(),
  );
});

test("five patches in one mail are a whole series; two of 002's three parts never arrived", () => {
  const [direct, aio] = site.series;
  expect(direct).toMatchObject({ of: 5, missing: [], extra: [] });
  expect(direct?.parts.map((part) => part.patch?.id)).toEqual(["p1", "p2", "p3", "p4", "p5"]);
  expect(aio).toMatchObject({ of: 3, missing: [2, 3] });
});

test("documents are linked by commit, bug and thread", () => {
  const ends = (kind: string, key: string): string[] =>
    site.links.find((link) => link.kind === kind && link.key === key)?.ends.map((end) => end.message) ?? [];
  expect(ends("same-commit", "8459d86aff04fa53c2ab6a6b9f355b3063cc8014")).toEqual([
    idOf("000.m1"),
    idOf("001.m1"),
  ]);
  expect(ends("same-bug", "lkml 2007/2/8/337")).toEqual([idOf("002.q2"), idOf("003.q1")]);
  expect(ends("same-bug", "bug 242116")).toEqual([idOf("001.m1")]);
  expect(new Set(ends("same-thread", idOf("003.q1")))).toContain(idOf("004.m1"));
});

test.each(["002", "004"] as const)("comments of %s stand below the words they answer", (key) => {
  const found = site.comments
    .filter(({ file }) => file.startsWith(key))
    .map(({ author, lines, range }) => ({ by: author, last: lines.at(-1)?.line, quote: range }));
  // The truth counts in reading order of depth, the output in order of lines.
  const expected = truth[key].comments.map(({ by, lines, quoteLines }) => ({
    by,
    last: lines[1],
    quote: quoteLines,
  }));
  expect(found).toHaveLength(expected.length);
  for (const one of expected) expect(found).toContainEqual(one);
});

test("Zach Brown's main comment of 002 belongs to new line 2418 of mm/filemap.c, and that was inferred", () => {
  const comment = site.comments.find(({ lines }) => lines[0]?.line === 72);
  expect(comment?.range).toEqual([60, 70]);
  expect(comment?.anchor).toMatchObject({
    patch: "pgbusy",
    path: "mm/filemap.c",
    side: "new",
    line: 2418,
    certainty: 0.9,
  });
});

test("the list's footer below 003's last hunk is no row, and that is said with the hunk", () => {
  const hunk = site.patches
    .find(({ id }) => id === "propogate")
    ?.patch.files.at(-1)
    ?.hunks.at(-1);
  expect(hunk?.lastLine).toBe(376);
  expect(hunk?.repairs.filter(({ kind }) => kind === "furniture").map(({ line }) => line)).toEqual([377]);
});

test("each of the four names that 000's page glued a picture's text to is mended in the open", () => {
  const [message] = site.messages;
  expect(message?.message.repairs.map(({ line }) => line)).toEqual([45, 48, 50, 51]);
});
