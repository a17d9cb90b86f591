import type { TextLine } from "./textLine";

/** One trailer of a commit message, as `git interpret-trailers --parse` would list it. */
export interface Trailer {
  readonly key: string;
  /** Continuation lines joined with one blank. */
  readonly value: string;
  /** 1-based line of the document. */
  readonly line: number;
}

const generatedByGit = ["Signed-off-by: ", "(cherry picked from commit "];
const field = /^([A-Za-z0-9-]+)[ \t]*:\s*(.*)$/s;
/** Trailers that people give in replies, where no commit message surrounds them (as b4 collects them). */
const given =
  /^((?:[A-Z][A-Za-z-]*-)?(?:by|By)|Cc|CC|Fixes|Link|Closes|Bugzilla|Change-Id|Message-Id|Reported-by|Suggested-by)\s?:\s+(\S.*)$/;
const byPerson = /^[A-Z][A-Za-z-]*-(?:by|By)$/;

function isBlank(text: string): boolean {
  return text.trim() === "";
}

/** Index of the first line of the trailer block, or the number of lines when there is none (git's trailer.c). */
function blockStart(lines: readonly TextLine[], end: number, hasTitle: boolean): number {
  let title = 0;
  if (!hasTitle) while (title < end && !isBlank(lines[title]?.text ?? "")) title++;
  let onlyBlanks = true;
  let isRecognized = false;
  let trailers = 0;
  let others = 0;
  let continuations = 0;
  for (let i = end - 1; i >= title - (hasTitle ? 1 : 0); i--) {
    const text = i < 0 ? "" : (lines[i]?.text ?? "");
    if (text.startsWith("#")) {
      others += continuations;
      continuations = 0;
    } else if (isBlank(text)) {
      if (onlyBlanks) continue;
      others += continuations;
      if (isRecognized && trailers * 3 >= others) return i + 1;
      return trailers > 0 && others === 0 ? i + 1 : end;
    } else {
      onlyBlanks = false;
      if (generatedByGit.some((prefix) => text.startsWith(prefix))) {
        trailers++;
        continuations = 0;
        isRecognized = true;
      } else if (field.test(text)) {
        trailers++;
        continuations = 0;
      } else if (text.startsWith(" ") || text.startsWith("\t")) {
        continuations++;
      } else {
        others += 1 + continuations;
        continuations = 0;
      }
    }
  }
  return end;
}

/**
 * The trailers of a commit message by the rules of `git interpret-trailers --parse`: the last paragraph, if
 * all of it, or a quarter of it beside one line that git itself writes, is trailers; a line of three dashes
 * ends the message. `hasTitle` says that the title is not among the lines (a mail's subject is the title).
 */
export function readTrailers(lines: readonly TextLine[], hasTitle: boolean): Trailer[] {
  let end = lines.findIndex(({ text }) => text.startsWith("---") && /^---(?:\s|$)/.test(text));
  if (end < 0) end = lines.length;
  const trailers: { key: string; value: string; line: number }[] = [];
  let isOpen = false;
  for (let i = blockStart(lines, end, hasTitle); i < end; i++) {
    const { text, line } = lines[i] ?? { text: "", line: 0 };
    if (text.startsWith("#") || isBlank(text)) continue;
    const last = trailers.at(-1);
    if (isOpen && last !== undefined && /^[ \t]/.test(text)) {
      last.value = `${last.value} ${text.trim()}`.trim();
      continue;
    }
    const match = field.exec(text);
    isOpen = match !== null;
    if (match !== null) trailers.push({ key: match[1] ?? "", value: (match[2] ?? "").trim(), line });
  }
  return trailers;
}

/** Trailers anywhere in someone's words: those that name a person, for messages that are not whole. */
export function findGivenTrailers(lines: readonly TextLine[]): Trailer[] {
  const trailers: Trailer[] = [];
  for (const { text, line } of lines) {
    // Cheap refusal first: nearly no line of a long message is a trailer.
    const colon = text.indexOf(":");
    if (colon < 2 || colon > 40) continue;
    const match = given.exec(text);
    if (match === null) continue;
    const key = match[1] ?? "";
    const value = (match[2] ?? "").trim();
    if (byPerson.test(key) || (trailers.length > 0 && /@/.test(value))) trailers.push({ key, value, line });
  }
  return trailers;
}
