import type { ParentRange } from "./patch";

/** The numbers and the heading of an `@@` line. */
export interface HunkHeader {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly heading: string;
  /** Only for `@@@` headers of combined diffs. */
  readonly parents?: readonly ParentRange[];
}

const AT = 0x40;

// A count that is left out is 1 (POSIX diff -u). Blanks are optional where mailers and archives lose them.
const unified = /^@@ ?-(\d{1,10})(?:,(\d{1,10}))? ?\+(\d{1,10})(?:,(\d{1,10}))? ?@@[ \t]?(.*)$/s;
const combined = /^(@@@+)((?: -\d{1,10}(?:,\d{1,10})?)+) \+(\d{1,10})(?:,(\d{1,10}))? (@@@+) ?(.*)$/s;

function count(text: string | undefined): number {
  return text === undefined ? 1 : Number(text);
}

/** True for the lines that `readHunkHeader` reads. */
export function isHunkHeader(text: string): boolean {
  // Nearly all are of this form, and to say so costs a fraction of reading the numbers.
  return text.startsWith("@@") && (unified.test(text) || readHunkHeader(text) !== null);
}

/** Reads `@@ -a,b +c,d @@ heading` and `@@@ -a,b -c,d +e,f @@@ heading`; null for any other line. */
export function readHunkHeader(text: string): HunkHeader | null {
  if (text.charCodeAt(0) !== AT || text.charCodeAt(1) !== AT) return null;
  const two = unified.exec(text);
  if (two !== null) {
    return {
      oldStart: Number(two[1]),
      oldLines: count(two[2]),
      newStart: Number(two[3]),
      newLines: count(two[4]),
      heading: (two[5] ?? "").trimEnd(),
    };
  }
  const many = combined.exec(text);
  if (many === null) return null;
  const parents = (many[2] ?? "")
    .trim()
    .split(" ")
    .map((range) => {
      const [start, lines] = range.slice(1).split(",");
      return { start: Number(start), lines: count(lines) };
    });
  const [first] = parents;
  if (first === undefined || parents.length !== (many[1] ?? "").length - 1) return null;
  return {
    oldStart: first.start,
    oldLines: first.lines,
    newStart: Number(many[3]),
    newLines: count(many[4]),
    heading: (many[6] ?? "").trimEnd(),
    parents,
  };
}
