import { encodeWords, field, mailbox } from "../../review/header";

/** What a mail needs to know of its commit. */
export interface MailedCommit {
  readonly hash: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly authorDate?: Date;
  readonly authorName?: string;
  readonly authorEmail?: string;
}

/** A commit and what it changes, as `git diff` writes it. */
export interface CommitPatch {
  readonly commit: MailedCommit;
  readonly diff: string;
}

/** Title and the rest of a commit message, as git parts them: the title ends at the first empty line. */
function partMessage(message: string): { readonly title: string; readonly body: string } {
  const [title = "", ...rest] = message
    .replace(/\r\n/g, "\n")
    .trim()
    .split(/\n[ \t]*\n/);
  return { title: title.replace(/\s*\n\s*/g, " "), body: rest.join("\n\n") };
}

/** Where git wrote no end of line, one must stand before the signature. */
function withLineEnd(diff: string): string {
  return diff === "" || diff.endsWith("\n") ? diff : `${diff}\n`;
}

function idOf({ hash }: MailedCommit): string {
  return `<${hash}@git>`;
}

function mailOf({ commit, diff }: CommitPatch, n: number, all: readonly CommitPatch[]): string {
  const { hash, message, authorName = "", authorEmail = "", authorDate } = commit;
  const { title, body } = partMessage(message);
  const number = all.length === 1 ? "" : ` ${n + 1}/${all.length}`;
  const first = all[0]?.commit;
  const header = [
    `From ${hash} Mon Sep 17 00:00:00 2001`,
    field("From", mailbox(authorName, authorEmail)),
    ...(authorDate === undefined ? [] : [`Date: ${authorDate.toUTCString().replace("GMT", "+0000")}`]),
    field("Subject", `[PATCH${number}] ${encodeWords(title)}`),
    `Message-ID: ${idOf(commit)}`,
    // The parts of one series belong to one thread, whoever wrote them.
    ...(first === undefined || n === 0 ? [] : [`In-Reply-To: ${idOf(first)}`]),
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: 8bit",
  ];
  return `${header.join("\n")}\n\n${body === "" ? "" : `${body}\n`}---\n\n${withLineEnd(diff)}-- \n\n`;
}

/** Commits as a mailbox of a series, as `git format-patch --stdout --thread` would write it; oldest first. */
export function mailboxOf(patches: readonly CommitPatch[]): string {
  return patches.map(mailOf).join("");
}

/**
 * Gives back the empty context rows at the end of a diff, as far as the last hunk's header counts them: the git
 * extension of older versions trims what git wrote. Blanks at the end of the last row that is left stay lost.
 */
export function untrimmed(diff: string): string {
  const at = diff.lastIndexOf("\n@@ ");
  const header = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(diff.slice(at + 1));
  if (header === null) return diff;
  const rows = diff
    .slice(at + 1)
    .split("\n")
    .slice(1);
  const isBlankRow = (row: string) => row.startsWith(" ") || row === "";
  const old = rows.filter((row) => row.startsWith("-") || isBlankRow(row)).length;
  const missing = Number(header[1] ?? 1) - old;
  return missing > 0 ? `${diff}${"\n ".repeat(missing)}\n` : withLineEnd(diff);
}
