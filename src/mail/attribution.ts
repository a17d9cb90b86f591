import { findDate } from "./date";
import { readPerson } from "./person";
import type { Person } from "./person";

/** What a line such as "On Tue, Feb 20, 2007 at 11:01:50AM -0500, Trond Myklebust wrote:" says. */
export interface Attribution {
  readonly person: Person;
  readonly date: string | null;
}

/** How many lines an attribution may be wrapped over. */
export const LONGEST_ATTRIBUTION = 4;

const verb =
  /(?:(?:^|\s)(?:wrote|writes|said|says|schrieb|schreef|skrev|écrit|escribió|escreveu|scritto|napisał\(a\)|napisał|napisała|pisze|napsal\(a\)|napsala|napsal|kirjoitti|писал|написал|пишет|írta)|写道|寫道|書きました|님이\s?작성)(?:\s+the following)?(?=\s|$|:)/iu;
/** True when the text has a verb that attributions are written with. */
export function hasVerb(text: string): boolean {
  return text.length <= 600 && verb.test(text);
}

const opener =
  /^(?:(?:on|am|at|le|el|il giorno|il|em|op|den|dne|w dniu|dnia|quoting|in (?:article|message|reply to)(?: <[^>]*>)?,?)\s+|[在於于]\s*)/iu;
/** What stands between a person and the date, on whichever side of it, when both are taken away. */
const leftover =
  /\s(?:a|ha|am|on|op|le|el|il|em|den|dne|keltezéssel|[在於于])(?=\s*(?:,|$))|(?:^|,\s*)(?:keltezéssel|пользователь)(?=[\s,])/giu;

const particles = /^(?:de|da|von|van|der|den|del|di|la|le|zu|zur|dos|bin|ibn|el|al|st|a|ha)$/i;

function isName(name: string): boolean {
  const words = name.split(/[\s,]+/).filter((word) => word !== "");
  if (words.length === 0 || words.length > 6) return false;
  return words.every(
    (word) => /^[\p{Lu}\p{Lo}"'([@]/u.test(word) || particles.test(word) || word.includes("@"),
  );
}

/** Dates of Chinese, Japanese and Korean, with the weekday and the half of the day, as ISO and English write them. */
function latinDates(text: string): string {
  return text
    .replace(/(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]/gu, "$1-$2-$3 ")
    .replace(/(?<=\d\s{0,3})(?:\(\p{Lo}\)|\p{Lo}的|(?:周|週|星期)\p{Lo})/gu, " ")
    .replace(/(上午|午前|오전|下午|午後|오후) ?(\d{1,2}[::]\d\d)/gu, (_, half: string, time: string) =>
      /[上前전]/u.test(half) ? `${time} AM` : `${time} PM`,
    )
    .replace(/ +,/g, ",");
}

/** Full-width signs and rare forms as most mailers write them. */
function usualForm(joined: string): string {
  const text = joined.trim().replaceAll("\uff1a", ":").replaceAll("\uff0c", ", ");
  const latin = /[年년]|\d.?\p{Lo}的/u.test(text) ? latinDates(text) : text;
  return latin
    .replace(/^excerpts from (.{1,200}?)'s message of (.{1,100}):$/i, "On $2, $1 wrote:")
    .replace(/^thus spake (.{1,200}):$/i, "$1 wrote:")
    .replace(/^(quoting .{1,200}?) \((\d{4}-\d\d-\d\d[ \d:]*)\)$/i, "$1 , $2:")
    .replace(/\[([-+]\d{4})\]/, "$1")
    .replace(/\(<?([^\s()<>]{1,200}@[^\s()<>]{1,200})>?\)/, "<$1>");
}

/** What a list that hides the sender's domain makes of a sender: the address is the list's. */
function withoutList(person: Person): Person {
  const name = /^'?(.{1,200}?)'? via \S/.exec(person.name ?? "")?.[1];
  return name === undefined ? person : { name, email: null };
}

/**
 * Reads an attribution from its joined lines; null when it is none. Some mailers leave out the date and
 * some the verb, but never both: without a date a verb and a name must be there, without a verb a date and
 * an address.
 */
export function readAttribution(joined: string): Attribution | null {
  if (joined.length > 600) return null;
  const text = usualForm(joined);
  if (!text.endsWith(":")) return null;
  const plain = text.slice(0, -1);
  const said = verb.exec(plain);
  const quoting = /^quoting\s/i.test(plain);
  let rest =
    said === null ? plain : `${plain.slice(0, said.index)} , ${plain.slice(said.index + said[0].length)}`;
  rest = rest
    .trim()
    .replace(opener, "")
    .replace(/^\*\s+/, "");
  const isEnglish = /^on\s|\b(?:wrote|writes|said|says)\b/i.test(plain);
  const date = findDate(rest, !isEnglish);
  if (said === null && !quoting && date === null) return null;
  if (date !== null) rest = `${rest.slice(0, date.start)} , ${rest.slice(date.end)}`;
  const named = rest
    .replace(leftover, "")
    .replace(/^[\s,[\]()-]+|[\s,[\]-]+$/g, "")
    .replace(/\s*,\s*,\s*/g, ", ")
    .replace(/^(?:at|um|à|-|,)\s+/u, "");
  const person = withoutList(readPerson(named));
  if (person.name === null) return null;
  if (said === null && !quoting && person.email === null) return null;
  if (person.name !== person.email && !isName(person.name)) return null;
  return { person, date: date?.iso ?? null };
}
