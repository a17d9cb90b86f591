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
  /(?:^|\s)(?:wrote|writes|said|says|schrieb|schreef|skrev|écrit|escribió|escreveu|scritto|napisał\(a\)|napisał|napisała|kirjoitti|писал|написал|пишет|写道|書きました)(?:\s+the following)?(?=\s|$|:)/iu;
/** True when the text has a verb that attributions are written with. */
export function hasVerb(text: string): boolean {
  return text.length <= 600 && verb.test(text);
}

const opener =
  /^(?:on|am|at|le|el|il|em|op|den|dne|w dniu|dnia|quoting|in (?:article|message|reply to)(?: <[^>]*>)?,?)\s+/iu;
const particles = /^(?:de|da|von|van|der|den|del|di|la|le|zu|zur|dos|bin|ibn|el|al|st|a|ha)$/i;

function isName(name: string): boolean {
  const words = name.split(/[\s,]+/).filter((word) => word !== "");
  if (words.length === 0 || words.length > 6) return false;
  return words.every(
    (word) => /^[\p{Lu}\p{Lo}"'([@]/u.test(word) || particles.test(word) || word.includes("@"),
  );
}

/**
 * Reads an attribution from its joined lines; null when it is none. Some mailers leave out the date and
 * some the verb, but never both: without a date a verb and a name must be there, without a verb a date and
 * an address.
 */
export function readAttribution(joined: string): Attribution | null {
  const text = joined.trim();
  if (!text.endsWith(":") || text.length > 600) return null;
  const plain = text.slice(0, -1);
  const said = verb.exec(plain);
  const quoting = /^quoting\s/i.test(plain);
  let rest =
    said === null ? plain : `${plain.slice(0, said.index)} ${plain.slice(said.index + said[0].length)}`;
  rest = rest
    .trim()
    .replace(opener, "")
    .replace(/^\*\s+/, "");
  const date = findDate(rest);
  if (said === null && !quoting && date === null) return null;
  if (date !== null) rest = `${rest.slice(0, date.start)} , ${rest.slice(date.end)}`;
  const named = rest
    .replace(/^[\s,[\]()-]+|[\s,[\]-]+$/g, "")
    .replace(/\s(?:a|ha)$/u, "")
    .replace(/\s*,\s*,\s*/g, ", ")
    .replace(/^(?:at|um|à|-|,)\s+/u, "");
  const person = readPerson(named);
  if (person.name === null) return null;
  if (said === null && !quoting && person.email === null) return null;
  if (person.name !== person.email && !isName(person.name)) return null;
  return { person, date: date?.iso ?? null };
}
