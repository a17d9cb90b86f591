import type { TextLine } from "../mail/textLine";
import type { BinaryPart, Repair } from "./patch";
import { readBinaryPatch } from "./binaryPatch";
import { readGitNames, readMarkedName, readQuotedName } from "./fileName";
import {
  extendedHeader,
  isBinaryNote,
  isBoundary,
  isContextNames,
  isIndexLine,
  isNamePair,
  isNewName,
  isOldName,
  textAt,
} from "./headerLines";

/** What the header of one file says, before its names are cleaned. */
export interface FileHeader {
  /** First line of the header in the document. */
  readonly line: number;
  /** True if a `diff --git` (or `--cc`) line stands there: only then do git's extended headers count. */
  readonly git: boolean;
  /** Names of the `diff` line, with prefixes, if they can be told apart. */
  readonly diffNames: readonly [string, string] | null;
  /** Name of an `Index:` line or of `diff -r <revision> <name>` (hg). */
  readonly indexName: string | null;
  readonly oldName: string | null;
  readonly newName: string | null;
  readonly oldDate: string;
  readonly newDate: string;
  readonly oldMode: string | null;
  readonly newMode: string | null;
  readonly isNew: boolean;
  readonly isDeleted: boolean;
  readonly renameFrom: string | null;
  readonly renameTo: string | null;
  readonly copyFrom: string | null;
  readonly copyTo: string | null;
  readonly similarity: number | null;
  readonly dissimilarity: number | null;
  readonly oldBlob: string | null;
  readonly newBlob: string | null;
  readonly binary: boolean;
  readonly binaryParts: readonly BinaryPart[];
  readonly repairs: readonly Repair[];
}

/** A header and the index of the first line behind it. */
export interface HeaderReading {
  readonly header: FileHeader;
  readonly next: number;
}

type Draft = { -readonly [Key in keyof FileHeader]: FileHeader[Key] };

const empty: FileHeader = {
  line: 0,
  git: false,
  diffNames: null,
  indexName: null,
  oldName: null,
  newName: null,
  oldDate: "",
  newDate: "",
  oldMode: null,
  newMode: null,
  isNew: false,
  isDeleted: false,
  renameFrom: null,
  renameTo: null,
  copyFrom: null,
  copyTo: null,
  similarity: null,
  dissimilarity: null,
  oldBlob: null,
  newBlob: null,
  binary: false,
  binaryParts: [],
  repairs: [],
};

/** A header for hunks whose file no line names. */
export function unnamedHeader(line: number): FileHeader {
  return { ...empty, line };
}

function name(text: string): string {
  return readQuotedName(text)?.name ?? text;
}

function percent(text: string): number | null {
  const value = parseInt(text, 10);
  return Number.isNaN(value) ? null : value;
}

/** Writes what one of git's extended header lines says into the draft. */
function readExtended(draft: Draft, text: string): void {
  const line = text.trimEnd();
  const key = extendedHeader.exec(line)?.[0] ?? "";
  const value = line.slice(key.length);
  switch (key.trim()) {
    case "old mode":
      draft.oldMode = value;
      break;
    case "new mode":
      draft.newMode = value;
      break;
    case "deleted file mode":
      draft.isDeleted = true;
      draft.oldMode = value;
      break;
    case "new file mode":
      draft.isNew = true;
      draft.newMode = value;
      break;
    case "copy from":
      draft.copyFrom = name(value);
      break;
    case "copy to":
      draft.copyTo = name(value);
      break;
    case "rename from":
    case "rename old":
      draft.renameFrom = name(value);
      break;
    case "rename to":
    case "rename new":
      draft.renameTo = name(value);
      break;
    case "similarity index":
      draft.similarity = percent(value);
      break;
    case "dissimilarity index":
      draft.dissimilarity = percent(value);
      break;
    case "index": {
      const ids = /^([0-9a-f,]{4,})\.\.([0-9a-f]{4,})(?: (\d{6}))?$/.exec(value);
      if (ids === null) break;
      draft.oldBlob = ids[1] ?? null;
      draft.newBlob = ids[2] ?? null;
      draft.oldMode ??= ids[3] ?? null;
      draft.newMode ??= ids[3] ?? null;
      break;
    }
  }
}

/** Writes what a `diff` line says: the names of git, or the single name of hg's `diff -r <revision> <name>`. */
function readDiffLine(draft: Draft, text: string): void {
  if (text.startsWith("diff --git ")) {
    draft.git = true;
    draft.diffNames = readGitNames(text.slice(11));
    return;
  }
  const combined = /^diff --(?:cc|combined) (.+)$/s.exec(text);
  if (combined !== null) {
    draft.git = true;
    const path = name((combined[1] ?? "").trimEnd());
    draft.diffNames = [`a/${path}`, `b/${path}`];
    return;
  }
  const mercurial = /^diff (?:-r [0-9a-f]{12,40} ?)+(.+)$/s.exec(text);
  if (mercurial !== null) {
    draft.indexName = (mercurial[1] ?? "").trimEnd();
    return;
  }
  // Options end where the last two words begin; names with blanks are taken from the lines below.
  const words = text.trimEnd().split(" ");
  const [old, now] = words.slice(-2);
  if (words.length >= 3 && old !== undefined && now !== undefined && !old.startsWith("-") && old !== "diff")
    draft.diffNames = [old, now];
}

/**
 * The line at `at` together with the lines that a mailer wrapped it into: lines that
 * are no header themselves and stand before one of `until`.
 */
function unwrapped(
  lines: readonly TextLine[],
  at: number,
  draft: Draft,
  until: (text: string) => boolean,
): { readonly text: string; readonly next: number } {
  let text = textAt(lines, at);
  for (let next = at + 1; next <= at + 2; next++) {
    const below = lines[next];
    if (below === undefined || below.text.trim() === "" || isHeaderPart(below.text)) break;
    if (!until(textAt(lines, next + 1)) && !until(textAt(lines, next + 2))) break;
    text = `${text} ${below.text}`;
    draft.repairs = [
      ...draft.repairs,
      { line: below.line, kind: "join", note: "the end of a wrapped header line" },
    ];
    if (until(textAt(lines, next + 1))) return { text, next: next + 1 };
  }
  return { text: textAt(lines, at), next: at + 1 };
}

function isHeaderPart(text: string): boolean {
  return (
    isOldName(text) ||
    isNewName(text) ||
    text.startsWith("*** ") ||
    text.startsWith("@@ -") ||
    text.startsWith("diff ") ||
    text.startsWith("GIT binary patch") ||
    isBinaryNote(text) ||
    extendedHeader.test(text.slice(0, 24))
  );
}

/** `Prereq: <word>` stands there for GNU patch: a version that must be in the file. */
const noise = /^(?:={20,}|Prereq: |RCS file: |retrieving revision |Property changes on: )/;

/**
 * Reads the header of one file, of any kind of diff, beginning at `at`; null if none
 * begins there. Names stay as they are written.
 */
export function readFileHeader(lines: readonly TextLine[], at: number): HeaderReading | null {
  const first = lines[at];
  if (first === undefined || !isHeaderStart(lines, at)) return null;
  const draft: Draft = { ...empty, line: first.line };
  let next = at;
  let sawDiff = false;
  let sawNames = false;
  while (next < lines.length) {
    const text = textAt(lines, next);
    if (text.startsWith("diff ") && !sawDiff && !sawNames) {
      sawDiff = true;
      const whole = unwrapped(lines, next, draft, isHeaderPart);
      readDiffLine(draft, whole.text);
      next = whole.next;
    } else if (text.startsWith("Index: ") && next === at) {
      draft.indexName = text.slice(7).trimEnd();
      next += 1;
    } else if (!sawNames && isContextNames(lines, next)) {
      const [old, now] = [readMarkedName(text.slice(4)), readMarkedName(textAt(lines, next + 1).slice(4))];
      [draft.oldName, draft.oldDate, draft.newName, draft.newDate] = [old.name, old.rest, now.name, now.rest];
      sawNames = true;
      next += 2;
    } else if (isOldName(text) && !sawNames && draft.oldName === null && namesFollow(lines, next)) {
      const whole = unwrapped(lines, next, draft, isNewName);
      const part = readMarkedName(whole.text.slice(4));
      draft.oldName = part.name;
      draft.oldDate = part.rest;
      next = whole.next;
    } else if (isNewName(text) && !sawNames) {
      const whole = unwrapped(lines, next, draft, (below) => below.startsWith("@@"));
      const part = readMarkedName(whole.text.slice(4));
      draft.newName = part.name;
      draft.newDate = part.rest;
      sawNames = true;
      next = whole.next;
    } else if (draft.git && !sawNames && isBrokenName(lines, next)) {
      const line = lines[next + 1]?.line ?? first.line;
      const part = readMarkedName(textAt(lines, next + 1));
      draft.repairs = [...draft.repairs, { line, kind: "join", note: "the end of a wrapped header line" }];
      if (text.startsWith("-")) draft.oldName = part.name;
      else draft.newName = part.name;
      sawNames = text.startsWith("+");
      next += 2;
    } else if (draft.git && !sawNames && extendedHeader.test(text.slice(0, 24))) {
      readExtended(draft, text);
      next += 1;
    } else if (text.startsWith("GIT binary patch") && draft.git) {
      const binary = readBinaryPatch(lines, next);
      draft.binary = true;
      draft.binaryParts = binary.parts;
      return { header: draft, next: binary.next };
    } else if (isBinaryNote(text)) {
      draft.binary = true;
      if (draft.diffNames === null) draft.diffNames = binaryNames(text);
      return { header: draft, next: next + 1 };
    } else if (draft.indexName !== null && noise.test(text)) {
      next += 1;
    } else break;
  }
  return { header: draft, next };
}

/** `---` or `+++` alone, the name that a mailer broke off below it. */
function isBrokenName(lines: readonly TextLine[], at: number): boolean {
  const below = textAt(lines, at + 1);
  return /^(?:---|\+\+\+) ?$/.test(textAt(lines, at)) && /^"?[a-z]\/./.test(below) && !isHeaderPart(below);
}

function namesFollow(lines: readonly TextLine[], at: number): boolean {
  if (isNamePair(lines, at)) return true;
  // A header whose other half is lost still names its file, if a hunk follows at once.
  return textAt(lines, at + 1).startsWith("@@ -");
}

function isHeaderStart(lines: readonly TextLine[], at: number): boolean {
  const text = textAt(lines, at);
  if (text.startsWith("diff ") || isOldName(text) || isBinaryNote(text))
    return isBoundary(lines, at) || (isOldName(text) && namesFollow(lines, at));
  if (isNewName(text)) return textAt(lines, at + 1).startsWith("@@ -");
  if (isContextNames(lines, at)) return true;
  return isIndexLine(lines, at);
}

function binaryNames(text: string): readonly [string, string] | null {
  const match = /^(?:Binary files|Files) (.+) and (.+) differ\r?$/.exec(text);
  const [, old, now] = match ?? [];
  return old === undefined || now === undefined ? null : [name(old), name(now)];
}
