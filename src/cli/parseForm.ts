import { MOST_PROBLEMS } from "../mail/documentReader";
import type { DocumentKind } from "../mail/document";
import type { Message } from "../mail/message";
import type { Problem } from "../mail/problem";
import { readMessagePatches } from "../series/sitePatch";
import { messageJson } from "./messageJson";
import { messageText, visible } from "./summaryText";

/** What is known of a document at its end. */
export interface ParsedEnd {
  readonly file: string;
  readonly kind: DocumentKind;
  readonly problems: readonly Problem[];
}

/** What `parse` prints of one document, piece by piece as that is read: only problems are held to the end. */
export interface ParseForm {
  /** How many problems of the mails are told again at the end. */
  readonly mostProblems: number;
  /** What stands above the messages; null where nothing does, and they need not wait for the kind. */
  readonly head: ((file: string, kind: DocumentKind) => string) | null;
  message(file: string, message: Message): string;
  tail(end: ParsedEnd): string;
}

/** `--ndjson`: a line for each message, then one for the document. */
export function linesForm(withLines: boolean): ParseForm {
  const told: Problem[] = [];
  return {
    mostProblems: MOST_PROBLEMS,
    head: null,
    message(file, message) {
      const { patches, problems } = readMessagePatches(message);
      for (const problem of problems) if (told.length < MOST_PROBLEMS) told.push(problem);
      return `${JSON.stringify({ file, message: messageJson(message, patches, withLines), problems })}\n`;
    },
    tail: ({ file, kind, problems }) =>
      `${JSON.stringify({ file, kind, problems: [...problems, ...told] })}\n`,
  };
}

/** `--json`: one line for the document with all its messages. */
export function documentForm(withLines: boolean): ParseForm {
  const told: Problem[] = [];
  let comma = "";
  return {
    mostProblems: Infinity,
    head: (file, kind) => `{"file":${JSON.stringify(file)},"kind":${JSON.stringify(kind)},"messages":[`,
    message(_file, message) {
      const { patches, problems } = readMessagePatches(message);
      for (const problem of problems) told.push(problem);
      const text = `${comma}${JSON.stringify(messageJson(message, patches, withLines))}`;
      comma = ",";
      return text;
    },
    tail: ({ problems }) => `],"problems":${JSON.stringify([...problems, ...told])}}\n`,
  };
}

/** For people: a line or a few for each message. */
export function summaryForm(): ParseForm {
  return {
    mostProblems: Infinity,
    head: (file, kind) => visible(`${file}: ${kind}\n`),
    message: (_file, message) => visible(messageText(message)),
    tail: ({ problems }) =>
      visible(problems.map(({ line, message }) => `  line ${line}: ${message}\n`).join("")),
  };
}
