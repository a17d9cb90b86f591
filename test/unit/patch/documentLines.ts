import { readFileSync } from "node:fs";
import type { TextLine } from "../../../src/mail/textLine";

/** The lines of a text, numbered from 1 as in a document. */
export function linesOf(text: string): readonly TextLine[] {
  return text.split("\n").map((line, index) => ({ text: line, line: index + 1 }));
}

/** Lines `first` to `last` of a seed document, keeping their numbers in it. */
export function corpusLines(file: string, first = 1, last = Infinity): readonly TextLine[] {
  const text = readFileSync(new URL(`../../../media/corpus/${file}`, import.meta.url), "utf8");
  return linesOf(text.replace(/\n$/, "")).filter(({ line }) => line >= first && line <= last);
}
