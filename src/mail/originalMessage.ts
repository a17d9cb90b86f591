import { readDate } from "./date";
import { readPerson } from "./person";
import type { Person } from "./person";
import { firstCode } from "./textLine";
import type { TextLine } from "./textLine";
import type { WholeHunks } from "./wholeHunk";

/** The head that Outlook and its like put above a mail that they quote whole or forward. */
export interface OriginalMessage {
  readonly person: Person;
  readonly date: string | null;
  readonly subject: string | null;
  readonly messageId: string | null;
  /** Index of its first line: the dashes, or `From:` where there are none. */
  readonly start: number;
  /** Index of the first line behind the head. */
  readonly end: number;
}

const dashes =
  /^\s*-{2,}\s?(?:original message|original-nachricht|ursprüngliche nachricht|urspr.ngliche nachricht|message d'origine|mensaje original|messaggio originale|forwarded message|weitergeleitete nachricht|forwarded by .{1,80})\s?-{2,}\s*$/iu;
const rule = /^\s*_{10,}\s*$/;
const field =
  /^\*?(from|von|de|da|sent|gesendet|date|datum|envoyé|to|an|cc|subject|betreff|objet|asunto|oggetto|message-id|reply-to|importance)\*?\s?:\*?\s*(.*)$/iu;

const names: ReadonlyMap<string, "from" | "date" | "subject" | "message-id"> = new Map([
  ["from", "from"],
  ["von", "from"],
  ["de", "from"],
  ["da", "from"],
  ["sent", "date"],
  ["gesendet", "date"],
  ["date", "date"],
  ["datum", "date"],
  ["envoyé", "date"],
  ["subject", "subject"],
  ["betreff", "subject"],
  ["objet", "subject"],
  ["asunto", "subject"],
  ["oggetto", "subject"],
  ["message-id", "message-id"],
]);

/** A head is never longer; the lists of recipients are what makes it long. */
const LONGEST_HEAD = 60;

function readFields(
  lines: readonly TextLine[],
  from: number,
): { fields: Map<string, string>; end: number } | null {
  const fields = new Map<string, string>();
  let open: string | null = null;
  let i = from;
  for (; i < lines.length && i < from + LONGEST_HEAD; i++) {
    const text = lines[i]?.text ?? "";
    if (text.trim() === "") break;
    const match = field.exec(text.trimStart());
    if (match !== null) {
      const name = (match[1] ?? "").toLowerCase();
      open = names.get(name) ?? name;
      if (!fields.has(open)) fields.set(open, match[2] ?? "");
    } else if (open === null) {
      return null;
    } else {
      // The head was wrapped on its way: the line goes on with the field before it.
      fields.set(open, `${fields.get(open) ?? ""} ${text.trim()}`);
    }
  }
  return { fields, end: i };
}

function mayStart(text: string): boolean {
  return /^\s*(?:--|__|\*?(?:from|von|de|da)\*?\s?:)/i.test(text);
}

/** Finds the first such head at or after index `from` that is no row of a hunk; null when there is none. */
export function findOriginalMessage(
  lines: readonly TextLine[],
  hunks: WholeHunks,
  from = 0,
): OriginalMessage | null {
  for (let i = from; i < lines.length; i++) {
    if (hunks.has(lines[i]?.line ?? 0)) continue;
    const text = lines[i]?.text ?? "";
    const code = firstCode(text);
    // Only a dash, a low line, a star, a blank or the first letter of "From" and its translations can begin one.
    if (code !== 0x2d && code !== 0x5f && code !== 0x2a && code !== 0x20 && !/^[FVD]/i.test(text)) continue;
    if (!mayStart(text)) continue;
    // Only dashes may follow words directly; fields without them begin a paragraph.
    const isParagraph = i === 0 || (lines[i - 1]?.text ?? "").trim() === "";
    if (!isParagraph && code !== 0x2d && code !== 0x5f && code !== 0x20) continue;
    const hasMark = dashes.test(text);
    let at = hasMark || rule.test(text) ? i + 1 : i;
    if (at > i) while (at < lines.length && at < i + 3 && lines[at]?.text.trim() === "") at++;
    const read = readFields(lines, at);
    if (read === null) continue;
    const { fields, end } = read;
    const person = readPerson(fields.get("from") ?? "");
    const count = ["from", "date", "subject", "to"].filter((name) => fields.has(name)).length;
    // Without the dashes a `From:` alone may be an in-body header of a patch; Outlook writes four fields.
    if (person.name === null || count < (hasMark ? 2 : 4)) continue;
    return {
      person,
      date: readDate(fields.get("date") ?? null),
      subject: fields.get("subject")?.trim() ?? null,
      messageId: /<[^<>\s]+>/.exec(fields.get("message-id") ?? "")?.[0] ?? null,
      start: i,
      end,
    };
  }
  return null;
}
