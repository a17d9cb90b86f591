import type { TextLine } from "../mail/textLine";
import type { BinaryPart } from "./patch";
import { isBoundary, textAt } from "./headerLines";

/** The parts of a `GIT binary patch` and the index of the first line behind it. */
export interface BinaryReading {
  readonly parts: readonly BinaryPart[];
  readonly next: number;
}

const partHead = /^(literal|delta) (\d{1,15})\s*$/;

/** Data goes on to a blank line; where that was lost, to what no data looks like: base 85 has no blank. */
function isData(lines: readonly TextLine[], at: number): boolean {
  const text = textAt(lines, at).trimEnd();
  return text !== "" && !/[ \t]/.test(text) && text !== "--" && !isBoundary(lines, at);
}

/**
 * Bounds a `GIT binary patch` that begins at `at`: one or two parts (forward, reverse), each a
 * `literal <bytes>` or `delta <bytes>` line, its data lines and a blank line.
 */
export function readBinaryPatch(lines: readonly TextLine[], at: number): BinaryReading {
  const parts: BinaryPart[] = [];
  let next = at + 1;
  while (parts.length < 2) {
    const head = partHead.exec(textAt(lines, next));
    if (head === null) break;
    const line = lines[next]?.line ?? 0;
    const first = next + 1;
    next = first;
    while (isData(lines, next)) next += 1;
    const rows = lines.slice(first, next);
    parts.push({ method: head[1] === "delta" ? "delta" : "literal", bytes: Number(head[2]), line, rows });
    if (textAt(lines, next).trim() === "") next += 1;
  }
  return { parts, next: Math.min(next, lines.length) };
}
