import type { TextLine } from "../mail/textLine";
import type { BinaryPart } from "./patch";
import { textAt } from "./headerLines";

/** The parts of a `GIT binary patch` and the index of the first line behind it. */
export interface BinaryReading {
  readonly parts: readonly BinaryPart[];
  readonly next: number;
}

// A length letter and groups of five characters of git's base 85 (base85.c).
const data = /^[A-Za-z](?:[0-9A-Za-z!#$%&()*+;<=>?@^_`{|}~-]{5})+\r?$/;

/**
 * Bounds a `GIT binary patch` that begins at `at`: one or two parts (forward, reverse),
 * each a `literal <bytes>` or `delta <bytes>` line, its data lines and a blank line.
 * The data is bounded, not unpacked: what it does to a file is not text to read.
 */
export function readBinaryPatch(lines: readonly TextLine[], at: number): BinaryReading {
  const parts: BinaryPart[] = [];
  let next = at + 1;
  while (parts.length < 2) {
    const head = /^(literal|delta) (\d+)\r?$/.exec(textAt(lines, next));
    if (head === null) break;
    parts.push({ method: head[1] === "delta" ? "delta" : "literal", bytes: Number(head[2]) });
    next += 1;
    while (data.test(textAt(lines, next))) next += 1;
    if (textAt(lines, next).trim() === "") next += 1;
  }
  return { parts, next: Math.min(next, lines.length) };
}
