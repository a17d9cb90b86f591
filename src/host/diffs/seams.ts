import type { SparseText } from "../../patch/sparseText";

/**
 * What has to be written into a gap so that colours are right behind it: the end of a comment that begins above
 * and ends in the gap, or the beginning of one that ends below.
 */
export type Seam = "*/" | "/*" | "";

/** Languages that have comments of this kind. */
const commented = /\.(c|h|cc|cpp|cxx|hh|hpp|S|dts|dtsi|lds|java|js|ts|go|rs|css|php|y|l)$/;

/** Strings and characters, which may hold the signs of comments; comments to the end of the line; and those signs. */
const tokens = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\/.*|\/\*|\*\//g;

/**
 * The seams of the gaps between known lines, in order; none for files without such comments.
 *
 * A text and the one on the other side of the patch get the same seams, for a gap must not look changed: where
 * the two differ, none.
 */
export function seamsOf(path: string, text: SparseText, other: SparseText): readonly Seam[] {
  if (!commented.test(path)) return [];
  const [own, across] = [needed(text), needed(other)];
  return own.length === across.length ? own.map((seam, i) => (seam === across[i] ? seam : "")) : [];
}

function needed({ lines }: SparseText): readonly Seam[] {
  const seams: Seam[] = [];
  let isOpen = false;
  for (const run of runsIn(lines)) {
    const startsInside = beginsInComment(run.texts);
    if (run.first > 1) seams.push(isOpen === startsInside ? "" : isOpen ? "*/" : "/*");
    isOpen = endsInComment(run.texts, startsInside);
  }
  return seams;
}

/** Known lines that follow each other. */
function runsIn(lines: ReadonlyMap<number, string>) {
  const runs: { readonly first: number; readonly texts: string[] }[] = [];
  let next = 0;
  for (const [number, text] of lines) {
    const run = number === next ? runs.at(-1) : undefined;
    if (run === undefined) runs.push({ first: number, texts: [text] });
    else run.texts.push(text);
    next = number + 1;
  }
  return runs;
}

/** Whether a run begins within a comment: that ends before another begins, or its first row has the usual star. */
function beginsInComment(texts: readonly string[]): boolean {
  const [first = ""] = texts;
  if (/^\s*\*(\s|$)/.test(first)) return true;
  const sign = /\/\*|\*\//.exec(texts.join("\n"));
  return sign?.[0] === "*/";
}

function endsInComment(texts: readonly string[], startsInside: boolean): boolean {
  let isInside = startsInside;
  for (const text of texts)
    for (let at: number | null = 0; at !== null;) {
      const end: number | null = isInside ? behind(text, "*/", at) : commentFrom(text, at);
      if (end !== null) isInside = !isInside;
      at = end;
    }
  return isInside;
}

/** The index behind a sign; null where there is none. */
function behind(text: string, sign: string, from: number): number | null {
  const at = text.indexOf(sign, from);
  return at < 0 ? null : at + sign.length;
}

/** The index behind the beginning of a comment in a row of code; null where none begins. */
function commentFrom(text: string, from: number): number | null {
  for (const { 0: token, index } of text.slice(from).matchAll(tokens))
    if (token === "/*") return from + index + token.length;
  return null;
}
