import { readDate } from "./date";
import { cutFooter } from "./footer";
import { readMessageIds } from "./mail";
import type { Page } from "./page";
import { readPerson } from "./person";
import type { TextLine } from "./textLine";

/** The head of an archive's page stands within so many lines. */
const REACH = 60;

const field =
  /^(From|Date|Subject|List|Message-ID|To|Cc|In-Reply-To|References|Sent|Newsgroups|Organization)(?::[ \t]*|\t+| {3,})(.*)$/i;
const navigation =
  /^(?:\[?(?:prev|next)\b|Next message|Previous message|Next in thread|Previous in thread|In reply to|Maybe in reply|Reply:|Messages sorted by|\[Download|Mail archive|Messages in this thread|\s*[*+o-] (?:Next|Previous|In reply|Messages|Reply))/i;
/** What public-inbox puts below a mail: the tree of its thread. */
const threadOverview = /^\s*(?:(?:parent|prev|next) )*reply\s+other threads:\[/;
const listPrefix = /^(?:linux-kernel archive|lkml|mailing list archive)\s*[:|-]\s*/i;

interface PageHead {
  readonly fields: ReadonlyMap<string, string>;
  /** Index of the first field and of the line behind the last. */
  readonly start: number;
  readonly end: number;
}

/** Further addresses of the line above; some pages lose the blanks before them. */
function goesOn(lines: readonly TextLine[], at: number): boolean {
  const text = lines[at]?.text ?? "";
  return text.trim() !== "" && (/^\s/.test(text) || (lines[at - 1]?.text ?? "").trimEnd().endsWith(","));
}

function readFields(lines: readonly TextLine[]): PageHead | null {
  for (let start = 0; start < Math.min(lines.length, REACH); start++) {
    if (!field.test(lines[start]?.text ?? "")) continue;
    const fields = new Map<string, string>();
    let end = start;
    for (; end < lines.length && end < start + REACH; end++) {
      const match = field.exec(lines[end]?.text ?? "");
      if (match === null && end > start && goesOn(lines, end)) continue;
      if (match === null) break;
      const name = (match[1] ?? "").toLowerCase();
      if (!fields.has(name)) fields.set(name, (match[2] ?? "").trim());
    }
    if (fields.has("from") && fields.has("date")) return { fields, start, end };
  }
  return readUnnamed(lines);
}

/**
 * The head that Mailman 2 (pipermail) shows, without names: the subject, then `Name name at host`, then the
 * date, then links to the neighbours.
 */
function readUnnamed(lines: readonly TextLine[]): PageHead | null {
  const end = lines.slice(0, REACH).findIndex(({ text }) => navigation.test(text.trim()));
  const filled = lines.slice(0, Math.max(0, end)).filter(({ text }) => text.trim() !== "");
  const [sender, sent] = filled.slice(-2);
  const person = /^(.{0,200}?) ?([^\s@]+(?: at |@)[^\s@]+\.[^\s@.]+)$/.exec(
    sender?.text.slice(0, 300).trim() ?? "",
  );
  if (sender === undefined || person === null || readDate(sent?.text ?? "") === null) return null;
  const fields = new Map([
    ["from", `${person[2] ?? ""} (${person[1] ?? ""})`],
    ["date", sent?.text ?? ""],
  ]);
  return { fields, start: lines.indexOf(sender), end };
}

/** The title above the head (hypermail shows the subject there); null when there is none. */
function titleAbove(lines: readonly TextLine[], start: number): { text: string; index: number } | null {
  for (let i = start - 1; i >= 0; i--) {
    const text = (lines[i]?.text ?? "").trim();
    if (text === "" || navigation.test(text)) continue;
    return { text: text.replace(listPrefix, ""), index: i };
  }
  return null;
}

/**
 * Reads the text of a list archive's page: hypermail (lkml.iu.edu: subject, `From:`, `Date:`), marc.info
 * (`List:`, `Subject:`, `From:`), lkml.org (names and values apart by a tab), public-inbox and pipermail. Null when it is none.
 */
export function readArchivePage(lines: readonly TextLine[]): Page | null {
  const page = readFields(lines);
  if (page === null) return null;
  const title = titleAbove(lines, page.start);
  const subject = page.fields.get("subject") ?? title?.text;
  if (subject === undefined) return null;
  const isTitled = title !== null && (page.fields.get("subject") === undefined || title.text === subject);
  let body = page.end;
  while (body < lines.length) {
    const text = (lines[body]?.text ?? "").trim();
    if (text !== "" && !navigation.test(text)) break;
    body++;
  }
  const below = lines.findIndex(({ text }, i) => i >= body && threadOverview.test(text));
  const { words, repairs } = cutFooter(lines.slice(body, below < 0 ? undefined : below), lines[below]);
  const last = words.findLast((line) => line.text.trim() !== "");
  const firstLine = lines[isTitled ? title.index : page.start]?.line ?? 1;
  const undisguise = (text: string): string => text.replace(/ \(\) /, "@").replaceAll(" ! ", ".");
  const ids = (name: string): string[] =>
    readMessageIds(undisguise(page.fields.get(name) ?? "").replace(/^([^<\s]+@\S+)$/, "<$1>"));
  return {
    kind: "archive-page",
    head: {
      subject,
      person: readPerson(page.fields.get("from") ?? ""),
      date: readDate(page.fields.get("date") ?? null),
      messageId: ids("message-id")[0] ?? null,
      inReplyTo: ids("in-reply-to")[0] ?? null,
      references: ids("references"),
      commit: null,
      firstLine,
    },
    lines: words,
    repairs,
    lastLine: last?.line ?? firstLine,
  };
}
