import type { Message } from "../mail/message";
import type { FileDiff } from "../patch/patch";
import type { SitePatch } from "../series/sitePatch";
import { encodeWords, field, mailbox } from "./header";
import type { Note } from "./note";
import { wrapProse } from "./prose";
import { passagesOf, rowOf } from "./quotedHunk";

/** The words that reviewers put before their names (Documentation/process/submitting-patches of the kernel). */
export const reviewTrailers = ["Reviewed-by", "Acked-by", "Tested-by", "Nacked-by"] as const;

/** Who writes a reply. */
export interface Reviewer {
  readonly name: string;
  readonly email: string;
}

/** What a reply is made of. */
export interface ReplyParts {
  /** The mail that is answered. */
  readonly message: Message;
  /** Its patches, in order. */
  readonly patches: readonly SitePatch[];
  /** What is to be said about them; notes on other patches are left out. */
  readonly notes: readonly Note[];
  /** Keys of trailers that the reviewer gives, such as `Reviewed-by`. */
  readonly trailers: readonly string[];
  /** Null leaves `From:` to the program that sends the mail. */
  readonly from: Reviewer | null;
}

/** An address as archives hide it: a domain of nothing but x, or a part left out. */
const hidden = /@x+(\.x+)*$|\.\.\./i;

/** The address to answer a message to; null where no document gives it whole. */
export function addressToAnswer({ email }: Message): string | null {
  if (email === null || hidden.test(email)) return null;
  return /^[^\s@<>]+@[^\s@<>]+$/.test(email) ? email : null;
}

/**
 * A mail that answers another one, as `git send-email` takes it from a file: headers, then for each note the part
 * of the diff that it speaks of, quoted, and the note below it; trailers last. A recipient whose address no
 * document gives is left out: git asks for it.
 */
export function draftReply({ message, patches, notes, trailers, from }: ReplyParts): string {
  const answered = patches.map((patch) => passagesAbout(patch, notes, patches.length > 1)).flat();
  const signed = from === null ? [] : trailers.map((key) => `${key}: ${from.name} <${from.email}>`);
  const body = [
    ...(answered.length > 0 || message.author !== null ? [attribution(message), ...answered] : []),
    ...(signed.length > 0 ? ["", ...signed] : []),
  ];
  return [...headers(message, from), "", ...body, ""].join("\n");
}

function headers(message: Message, from: Reviewer | null): string[] {
  const { author, subjectRaw, messageId, references } = message;
  const address = addressToAnswer(message);
  const subject = /^re:/i.test(subjectRaw) ? subjectRaw : `Re: ${subjectRaw}`;
  const chain = [...references.filter((id) => id !== messageId), ...(messageId === null ? [] : [messageId])];
  return [
    ...(from === null ? [] : [field("From", mailbox(from.name, from.email))]),
    ...(address === null ? [] : [field("To", mailbox(author, address))]),
    field("Subject", encodeWords(subject)),
    ...(messageId === null ? [] : [field("In-Reply-To", messageId), field("References", chain.join(" "))]),
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: 8bit",
  ];
}

/** "On 2006-10-02, Zach Brown wrote:": the day as the mail has it, whatever the zone of the reader. */
function attribution({ author, date }: Message): string {
  const day = date === null ? "" : `On ${date.slice(0, 10)}, `;
  return `${day}${author ?? "somebody"} wrote:`;
}

/** The notes about one patch below the rows that they speak of. */
function passagesAbout(patch: SitePatch, notes: readonly Note[], isOneOfMany: boolean): readonly string[] {
  const own = notes.filter((note) => note.patch === patch.id);
  if (own.length === 0) return [];
  const files = patch.patch.files.flatMap((file) =>
    passagesIn(
      file,
      own.filter((note) => isIn(file, note)),
    ),
  );
  return [...(isOneOfMany && patch.subject !== "" ? [`> ${patch.subject}`, ">"] : []), ...files];
}

const isIn = (file: FileDiff, { path }: Note): boolean => file.new === path || file.old === path;

function passagesIn(file: FileDiff, notes: readonly Note[]): readonly string[] {
  if (notes.length === 0) return [];
  const names = [
    `> --- ${file.oldRaw ?? `a/${file.old ?? "dev/null"}`}`,
    `> +++ ${file.newRaw ?? `b/${file.new ?? "dev/null"}`}`,
  ];
  const shown = file.hunks.flatMap((hunk) => {
    const passages = passagesOf(hunk, notes);
    if (passages.length === 0) return [];
    const { oldStart, oldLines, newStart, newLines, heading } = hunk;
    const range = `> @@ -${oldStart},${oldLines} +${newStart},${newLines} @@ ${heading}`.trimEnd();
    const said = passages.flatMap(({ quoted, trimmed, text }) => [
      ...(trimmed ? ["> [...]"] : []),
      ...quoted.map((row) => `> ${row}`.trimEnd()),
      "",
      ...wrapProse(text),
      "",
    ]);
    return [range, ...said];
  });
  const unseen = notes.filter((note) => file.hunks.every((hunk) => rowOf(hunk, note) < 0));
  const beside = unseen.flatMap(({ line, text }) => [
    "",
    `${file.new ?? file.old ?? ""}:${line}:`,
    ...wrapProse(text),
  ]);
  return [...names, ...shown, ...beside];
}
