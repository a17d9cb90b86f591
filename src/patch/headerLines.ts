import { firstCode } from "../mail/textLine";
import type { TextLine } from "../mail/textLine";

/** The text of a line, or the empty text beyond the end. */
export function textAt(lines: readonly TextLine[], at: number): string {
  return lines[at]?.text ?? "";
}

/** Lines of `git diff` between `diff --git` and the hunks, less `index` and the names. */
export const extendedHeader =
  /^(?:old mode|new mode|deleted file mode|new file mode|copy from|copy to|rename from|rename to|rename old|rename new|similarity index|dissimilarity index|index) /;

const binaryFiles = /^(?:Binary files|Files) .+ (?:and .+ )?differ\r?$/;

/** `Binary files a/x and b/x differ` (git, GNU), `Files a and b differ` (GNU -q). */
export function isBinaryNote(text: string): boolean {
  return (text.startsWith("Binary files ") || text.startsWith("Files ")) && binaryFiles.test(text);
}

/** `--- name` as it begins a file's header; the caller looks whether `+++` follows. */
export function isOldName(text: string): boolean {
  return text.startsWith("--- ") && text.length > 4;
}

/** `+++ name`. */
export function isNewName(text: string): boolean {
  return text.startsWith("+++ ") && text.length > 4;
}

/** How far below `--- name` the `+++ name` may stand: a mailer may have wrapped the name and its date. */
const REACH = 3;

/**
 * True if the lines from `at` are `--- name`, `+++ name` and a hunk header, each
 * perhaps wrapped. Prose may begin with `--- ` (and phantom files come of it).
 */
export function isNamePair(lines: readonly TextLine[], at: number): boolean {
  if (!isOldName(textAt(lines, at))) return false;
  for (let below = at + 1; below <= at + REACH; below++) {
    const text = textAt(lines, below);
    if (!isNewName(text)) {
      if (text.trim() === "" || text.startsWith("@@")) return false;
      continue;
    }
    for (let hunk = below + 1; hunk <= below + REACH; hunk++)
      if (textAt(lines, hunk).startsWith("@@")) return true;
    return false;
  }
  return false;
}

/** The names above a diff in the context format: `*** name`, `--- name` and the stars of its first hunk. */
export function isContextNames(lines: readonly TextLine[], at: number): boolean {
  return (
    textAt(lines, at).startsWith("*** ") &&
    isOldName(textAt(lines, at + 1)) &&
    textAt(lines, at + 2).startsWith("***************")
  );
}

/** True if a commit header or a new file's header begins at `at`: no hunk reaches beyond such a line. */
export function isBoundary(lines: readonly TextLine[], at: number): boolean {
  const text = textAt(lines, at);
  switch (firstCode(text)) {
    case 0x64: // d
      return isDiffLine(lines, at);
    case 0x49: // I
      return isIndexLine(lines, at);
    case 0x2d: // -
      return isNamePair(lines, at);
    case 0x2a: // *
      return isContextNames(lines, at);
    case 0x63: // c
      return /^commit [0-9a-f]{7,64}\b/.test(text.slice(0, 80));
    case 0x46: // F
      return /^From [0-9a-f]{40}(?:[0-9a-f]{24})? /.test(text.slice(0, 80));
    case 0x23: // #
      return text.startsWith("# HG changeset patch");
    case 0x42: // B
      return isBinaryNote(text);
    default:
      return false;
  }
}

/** `Index: path` with its rule, a name or a `diff` line below, as quilt, svn and CVS write it. */
export function isIndexLine(lines: readonly TextLine[], at: number): boolean {
  if (!textAt(lines, at).startsWith("Index: ")) return false;
  for (let below = at + 1; below <= at + REACH; below++) {
    const text = textAt(lines, below);
    if (text.startsWith("======") || isOldName(text) || text.startsWith("diff ")) return true;
  }
  return false;
}

/** A `diff` command line: git's always, any other one only if names, hunks or a note follow it. */
function isDiffLine(lines: readonly TextLine[], at: number): boolean {
  const text = textAt(lines, at);
  if (!text.startsWith("diff ")) return false;
  if (isContextNames(lines, at + 1)) return true;
  if (/^diff --(?:git|cc|combined) /.test(text.slice(0, 20))) return true;
  for (let below = at + 1; below <= at + REACH; below++) {
    const next = textAt(lines, below);
    // A sentence that begins with "diff", above the command line itself.
    if (next.startsWith("diff ")) return false;
    if (isOldName(next) || isNewName(next) || next.startsWith("@@ -") || isBinaryNote(next)) return true;
    if (extendedHeader.test(next.slice(0, 24)) || next.startsWith("GIT binary patch")) return true;
    if (next.trim() === "") return false;
  }
  return false;
}
