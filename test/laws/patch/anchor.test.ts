import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anchorQuote } from "../../../src/patch/anchor";
import type { AnchorIndex } from "../../../src/patch/anchorIndex";
import { indexPlaces, squash } from "../../../src/patch/anchorIndex";
import { readPatches } from "../../../src/patch/reader";
import { linesOf } from "../../unit/patch/documentLines";
import { wrap } from "./damage";
import { GitHistory } from "./gitHistory";
import { Random } from "./random";

/** A way in which people and their programs quote. */
interface Style {
  readonly name: string;
  /** True if the first column of the diff survives. */
  readonly keepsMarks: boolean;
  readonly quote: (rows: readonly string[], random: Random) => readonly string[];
}

function collapsed(row: string): string {
  return row.trim().replace(/\s+/g, " ");
}

function wrapped(rows: readonly string[], random: Random): readonly string[] {
  return wrap(rows.join("\n"), random.between(60, 76)).split("\n");
}

const marked = (rows: readonly string[]): readonly string[] => rows.map((row) => `> ${row}`);

const styles: readonly Style[] = [
  { name: "one level", keepsMarks: true, quote: marked },
  {
    name: "without blanks behind the marks",
    keepsMarks: true,
    quote: (rows) => rows.map((row) => `>${row}`),
  },
  { name: "two levels", keepsMarks: true, quote: (rows) => marked(marked(rows)) },
  { name: "quote marks lost", keepsMarks: true, quote: (rows) => rows },
  { name: "blanks lost", keepsMarks: true, quote: (rows) => rows.map(collapsed) },
  { name: "blanks lost, two levels", keepsMarks: true, quote: (rows) => marked(marked(rows.map(collapsed))) },
  { name: "first column lost", keepsMarks: false, quote: (rows) => marked(rows.map((row) => row.slice(1))) },
  { name: "wrapped, then quoted", keepsMarks: true, quote: (rows, random) => marked(wrapped(rows, random)) },
  { name: "quoted, then wrapped", keepsMarks: true, quote: (rows, random) => wrapped(marked(rows), random) },
  {
    name: "wrapped, blanks and quote marks lost",
    keepsMarks: true,
    quote: (rows, random) => wrapped(rows, random).map(collapsed),
  },
];

const history = new GitHistory(1977, 60);
afterAll(() => {
  history.remove();
});

const indices: AnchorIndex[] = [];
beforeAll(() => {
  for (const mail of history.patches()) {
    const { patches } = readPatches(linesOf(mail.slice(mail.indexOf("\n\n") + 2)));
    indices.push(indexPlaces(patches));
  }
});

function keyOf(row: string, style: Style): string {
  return (style.keepsMarks ? row.charAt(0) : "") + squash(row.slice(1));
}

/** How many places of the diff end a run of rows with the same keys: 1 means that a person could decide. */
function places(index: AnchorIndex, rows: readonly string[], style: Style): number {
  const all = index.places.map((place) => (place.mark === "@" ? "@" : keyOf(place.verbatim, style)));
  const wanted = rows.map((row) => keyOf(row, style)).join("\n");
  return all.filter((_, end) => all.slice(Math.max(0, end - rows.length + 1), end + 1).join("\n") === wanted)
    .length;
}

describe.each(styles)("quoted with $name", (style) => {
  test("of the anchors that can be decided 95 in 100 are right, the others are not believed", () => {
    let decidable = 0;
    let right = 0;
    let believedWrongly = 0;
    indices.forEach((index, number) => {
      const random = new Random(number);
      for (let trial = 0; trial < 4; trial++) {
        const end = random.between(0, index.places.length - 1);
        const last = index.places[end];
        if (last === undefined || last.mark === "@" || last.key === "") continue;
        let start = end;
        const most = random.between(1, 12);
        while (
          end - start + 1 < most &&
          index.places[start - 1]?.row === (index.places[start]?.row ?? 0) - 1
        ) {
          if (index.places[start - 1]?.mark === "@") break;
          start -= 1;
        }
        const rows = index.places.slice(start, end + 1).map((place) => place.verbatim);
        const { anchor } = anchorQuote(linesOf(style.quote(rows, random).join("\n")), index);
        const found = anchor !== null && anchor.file === last.file && anchor.hunk === last.hunk;
        const same = found && anchor.row === last.row;
        if (places(index, rows, style) === 1) {
          decidable += 1;
          if (same) right += 1;
          else if ((anchor?.certainty ?? 0) >= 0.5) believedWrongly += 1;
        } else expect(anchor?.certainty ?? 0).toBeLessThan(0.5);
      }
    });
    expect(decidable).toBeGreaterThan(150);
    expect(right / decidable).toBeGreaterThanOrEqual(0.95);
    expect(believedWrongly / decidable).toBeLessThanOrEqual(0.01);
  });
});
