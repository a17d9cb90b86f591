import { readDate } from "./date";
import type { Removal } from "./message";
import type { Page } from "./page";
import { readPerson } from "./person";
import type { Person } from "./person";
import type { TextLine } from "./textLine";

/** The head of a commit page stands within so many lines. */
const REACH = 30;

// GitLab's title: "Subject · 8459d86a"; GitHub shows the abbreviated id elsewhere.
const title = /^(?:[•*]\s*)?(.*\S)\s+·\s+([0-9a-f]{7,40})$/;
const authored = /^(.{1,80}?)\s+authored\b(.*)$/;
const idAlone = /^[0-9a-f]{7,40}$/;

/** Longer lines are none of a page's head, and with a long run of blanks the patterns would take the cube of it. */
const LONGEST = 500;

/** A line as the patterns want it. */
function headLine({ text }: TextLine): string {
  return text.length > LONGEST ? "" : text.trim();
}

/** Alternative texts of pictures that a page's text glues to the names behind them. */
const altText = /(?:default avatar|[\p{L} .'-]{1,60}'s avatar|avatar|@[\w-]{1,39})(?=\p{Lu})/gu;

/** A line of a page without the alternative texts of its pictures. */
function withoutAltTexts(text: string): string {
  return text.replace(altText, "");
}

function margin(lines: readonly TextLine[]): number {
  let least = Infinity;
  for (const { text } of lines) {
    if (text.trim() === "") continue;
    least = Math.min(least, text.length - text.trimStart().length);
  }
  return least === Infinity ? 0 : least;
}

/** A page names its author without an address; a trailer of the same name has it. */
function withAddress(person: Person, body: readonly TextLine[]): Person {
  if (person.email !== null || person.name === null) return person;
  for (const { text } of body) {
    const named = /^[A-Z][A-Za-z-]*-by: (.*)$/.exec(text)?.[1];
    const found = named === undefined ? null : readPerson(named);
    if (found?.name === person.name) return found;
  }
  return person;
}

/**
 * Reads the text of a commit page as GitLab shows it: title with the abbreviated id, "NAME authored", the
 * message indented by the page, and the id again. Null when it is none.
 */
export function readCommitPage(lines: readonly TextLine[]): Page | null {
  const titleAt = lines.slice(0, REACH).findIndex((line) => title.test(headLine(line)));
  const titleLine = lines[titleAt];
  const head = titleLine && title.exec(headLine(titleLine));
  if (!head) return null;
  const below = lines.slice(titleAt, titleAt + 8).findIndex((line) => authored.test(headLine(line)));
  const authorAt = titleAt + below;
  const authorLine = lines[authorAt];
  const author = authorLine && authored.exec(headLine(authorLine));
  if (!author) return null;
  const commit = head[2] ?? "";
  const rest = lines.slice(authorAt + 1);
  const idAt = rest.findLastIndex((line) => {
    const id = headLine(line);
    return idAlone.test(id) && (id.startsWith(commit) || commit.startsWith(id));
  });
  const message = idAt < 0 ? rest : rest.slice(0, idAt);
  const indent = margin(message);
  const body = message.map((line) => ({ ...line, text: withoutAltTexts(line.text.slice(indent)) }));
  const repairs = message.flatMap(({ text, line }, i): Removal[] => {
    const isChanged = body[i]?.text !== text.slice(indent);
    const note = "the page's text for a picture, glued to the name behind it, is left out";
    return isChanged ? [{ line, kind: "furniture", note }] : [];
  });
  const diffFrom = idAt < 0 ? [] : rest.slice(idAt + 1);
  const full = idAt < 0 ? commit : (rest[idAt]?.text.trim() ?? commit);
  return {
    kind: "commit-page",
    head: {
      subject: (head[1] ?? "").trim(),
      person: withAddress(readPerson(withoutAltTexts(author[1] ?? "")), body),
      date: readDate(author[2] ?? null),
      messageId: null,
      inReplyTo: null,
      references: [],
      commit: full.length > commit.length ? full : commit,
      firstLine: titleLine.line,
    },
    lines: [...body, ...diffFrom],
    repairs,
    lastLine: lines.findLast((line) => line.text.trim() !== "")?.line ?? 1,
  };
}
