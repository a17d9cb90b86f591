import type { TextLine } from "../mail/textLine";
import { isCutSign } from "../mail/cutSign";
import { squash } from "./anchorIndex";

/** One way to understand a quoted line: its mark, if it kept one, and its text without blanks. */
export interface QuotedForm {
  /** "+", "-" or " " where the line shows it; null where it was lost. */
  readonly mark: string | null;
  readonly key: string;
  /** The line as it stands, quote marks removed. */
  readonly verbatim: string;
}

/** A quoted line in all the ways that it may be understood. */
export interface QuotedLine {
  readonly line: number;
  readonly blank: boolean;
  /** True where the quoter says that lines are left out. */
  readonly isCut: boolean;
  /** The file whose diff begins here; null for other lines. */
  readonly file: string | null;
  readonly forms: readonly QuotedForm[];
}

const quoteMarks = /^\s{0,3}(?:(?:[A-Za-z]{0,4}>|[|:])[ \t]?)+/;

const fileName =
  /^(?:diff --git "?a\/([^\s"]+)|(?:\+\+\+|---) "?(?:[a-z]\/)?([^\s"]+)(?:"|\t.*)?$|Index: (\S+)$)/;

/** The path that a line of a diff's header names, quoted or not; null for all other lines and for `/dev/null`. */
export function fileNamedBy(text: string): string | null {
  const found = fileName.exec(text.replace(quoteMarks, ""));
  const path = found?.[1] ?? found?.[2] ?? found?.[3] ?? null;
  return path === "/dev/null" ? null : path;
}

function formsOf(text: string): readonly QuotedForm[] {
  const first = text.charAt(0);
  const whole = { mark: null, key: squash(text), verbatim: text };
  if (first === "+" || first === "-")
    return [{ mark: first, key: squash(text.slice(1)), verbatim: text }, whole];
  if (first === " ") return [{ ...whole, mark: " " }];
  return [whole];
}

/** Reads one line of a quoted passage; quote marks may be there, at any depth, or be gone already. */
export function readQuotedLine({ text, line }: TextLine): QuotedLine {
  const marks = quoteMarks.exec(text)?.[0] ?? "";
  // A shift operator looks like two quote marks: both readings stay.
  const forms = marks === "" ? formsOf(text) : [...formsOf(text.slice(marks.length)), ...formsOf(text)];
  return {
    line,
    blank: forms.every((form) => form.key === "") || squash(text.slice(marks.length)) === "",
    file: fileNamedBy(text),
    isCut: isCutSign(text.slice(marks.length)) || isCutSign(text),
    forms,
  };
}

/** A row that several quoted lines make up together: the quoter's mailer wrapped it. */
export interface WrappedForm extends QuotedForm {
  readonly lines: number;
}

/** The line as the wrapped end of a row: only the first piece carries the row's mark, what looks like one here is text. */
function wrappedEnd({ forms }: QuotedLine): string {
  return forms.find((form) => form.mark !== "+" && form.mark !== "-")?.key ?? "";
}

/** The rows that up to `most` lines may have been, the last of which stands at `at`. */
export function wrappedForms(quote: readonly QuotedLine[], at: number, most: number): readonly WrappedForm[] {
  const found: WrappedForm[] = [];
  const last = quote[at];
  let tail = last === undefined ? "" : wrappedEnd(last);
  for (let lines = 2; lines <= most; lines++) {
    const head = quote[at - lines + 1];
    if (head === undefined || head.blank) break;
    for (const { mark, key, verbatim } of head.forms) found.push({ mark, key: key + tail, verbatim, lines });
    tail = wrappedEnd(head) + tail;
  }
  return found;
}
