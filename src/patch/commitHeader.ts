import type { TextLine } from "../mail/textLine";
import { isBoundary, textAt } from "./headerLines";

/** The head of one commit within a text: `git log -p`, `git show`, `git format-patch`, `hg export`. */
export interface CommitHeader {
  readonly line: number;
  /** Null for a patch of Mercurial's queues that was not committed. */
  readonly commit: string | null;
  readonly author: string | null;
  readonly date: string | null;
  /** The message without its indentation. */
  readonly message: readonly TextLine[];
}

/** A commit header and the index of the first line behind its message. */
export interface CommitReading {
  readonly header: CommitHeader;
  readonly next: number;
}

interface Head {
  readonly commit: string | null;
  /** Index of the first line behind the header's own fields. */
  readonly next: number;
  readonly fields: ReadonlyMap<string, string>;
  readonly subject: TextLine | null;
}

const logField =
  /^(Author|AuthorDate|Date|Commit|CommitDate|Merge|Reflog|tree|parent|author|committer):?\s+(.+)$/;
const mailField = /^(From|Date|Subject): (.+)$/;
const mercurialField = /^# (User|Date|Node ID|Parent|Branch) +(.+)$/;

function readLog(lines: readonly TextLine[], at: number): Head | null {
  const commit = /^commit ([0-9a-f]{7,64})\b/.exec(textAt(lines, at).slice(0, 100))?.[1];
  if (commit === undefined) return null;
  const fields = new Map<string, string>();
  let next = at + 1;
  for (; next < lines.length; next++) {
    const field = logField.exec(textAt(lines, next));
    if (field === null) break;
    fields.set(field[1] ?? "", field[2] ?? "");
  }
  // "commit 1234567 broke it" in prose has no fields below it.
  return fields.size === 0 ? null : { commit, next, fields, subject: null };
}

function readMailbox(lines: readonly TextLine[], at: number): Head | null {
  const commit = /^From ([0-9a-f]{40}(?:[0-9a-f]{24})?) /.exec(textAt(lines, at).slice(0, 80))?.[1];
  if (commit === undefined) return null;
  const fields = new Map<string, string>();
  const subject: string[] = [];
  let subjectLine = 0;
  let key = "";
  let next = at + 1;
  for (; next < lines.length && textAt(lines, next).trim() !== ""; next++) {
    const text = textAt(lines, next);
    const field = mailField.exec(text);
    if (!/^\s/.test(text)) key = field?.[1] ?? "";
    if (field !== null) fields.set(key === "From" ? "Author" : key, field[2] ?? "");
    if (key !== "Subject") continue;
    if (subject.length === 0) subjectLine = lines[next]?.line ?? 0;
    subject.push(field?.[2] ?? text.trim());
  }
  if (fields.size === 0) return null;
  const line = subject.length === 0 ? null : { text: subject.join(" "), line: subjectLine };
  return { commit, next, fields, subject: line };
}

function readMercurial(lines: readonly TextLine[], at: number): Head | null {
  if (!textAt(lines, at).startsWith("# HG changeset patch")) return null;
  const fields = new Map<string, string>();
  let next = at + 1;
  for (; next < lines.length && textAt(lines, next).startsWith("#"); next++) {
    const field = mercurialField.exec(textAt(lines, next));
    if (field !== null) fields.set(field[1] === "User" ? "Author" : (field[1] ?? ""), field[2] ?? "");
  }
  return fields.size === 0 ? null : { commit: fields.get("Node ID") ?? null, next, fields, subject: null };
}

/** The message's own indentation: `git log` puts four blanks before each line. */
function unindented(message: readonly TextLine[]): readonly TextLine[] {
  const indented = message.every((line) => line.text.trim() === "" || line.text.startsWith("    "));
  return indented ? message.map((line) => ({ ...line, text: line.text.slice(4) })) : message;
}

/** Reads a commit header that begins at `at` together with its message; null if none begins there. */
export function readCommitHeader(lines: readonly TextLine[], at: number): CommitReading | null {
  const head = readLog(lines, at) ?? readMailbox(lines, at) ?? readMercurial(lines, at);
  if (head === null) return null;
  let next = head.next;
  while (next < lines.length && !isBoundary(lines, next) && !textAt(lines, next).startsWith("@@ -"))
    next += 1;
  let first = head.next;
  let end = next;
  while (first < end && textAt(lines, first).trim() === "") first += 1;
  while (end > first && textAt(lines, end - 1).trim() === "") end -= 1;
  const body = unindented(lines.slice(first, end));
  const header = {
    line: lines[at]?.line ?? 0,
    commit: head.commit,
    author: head.fields.get("Author") ?? head.fields.get("author") ?? null,
    date: head.fields.get("AuthorDate") ?? head.fields.get("Date") ?? null,
    message: head.subject === null ? body : [head.subject, ...body],
  };
  return { header, next };
}
