/** A date found in text. */
export interface FoundDate {
  /** ISO 8601; with a zone where one is written, without seconds or time where none are. */
  readonly iso: string;
  readonly start: number;
  readonly end: number;
}

/** How the names of the months begin in the languages of the lists, January first. */
const monthNames = [
  "jan|gen|ene|led|tammi|янв|sty",
  "feb|fév|fev|helmi|фев|lut",
  "mar|mär|mrz|mrt|maa|мар",
  "apr|avr|abr|huhti|апр|kwi",
  "may|mai|mei|maj|mag|touko|май|мая",
  "jun|jui|giu|kesä|июн|cze",
  "jul|juil|lug|heinä|июл|lip",
  "aug|aoû|aou|ago|elo|авг|sie",
  "sep|set|syys|сен|wrz",
  "oct|okt|out|ott|loka|окт|paź",
  "nov|marras|ноя|lis",
  "dec|dez|déc|dic|joulu|дек|gru",
];

const months: ReadonlyMap<string, number> = new Map(
  monthNames.flatMap((names, i) => names.split("|").map((name) => [name, i + 1] as const)),
);

/** Zone names that mail software wrote (RFC 5322, section 4.3, and those of the lists' archives), in minutes. */
const zones: ReadonlyMap<string, number> = new Map([
  ["gmt", 0],
  ["utc", 0],
  ["ut", 0],
  ["z", 0],
  ["wet", 0],
  ["est", -300],
  ["edt", -240],
  ["cst", -360],
  ["cdt", -300],
  ["mst", -420],
  ["mdt", -360],
  ["pst", -480],
  ["pdt", -420],
  ["bst", 60],
  ["cet", 60],
  ["met", 60],
  ["cest", 120],
  ["mest", 120],
  ["eet", 120],
  ["eest", 180],
  ["msk", 180],
  ["msd", 240],
  ["ist", 330],
  ["jst", 540],
  ["aest", 600],
  ["aedt", 660],
]);

/** The longer beginnings first: `marras` is no March, `juil` no June. */
const beginnings = [...months.keys()].sort((one, other) => other.length - one.length);
const month = `(${beginnings.join("|")})[\\p{L}]*\\.?`;
const weekday = "(?:\\p{L}{2,12}\\.?,?_(?:den_)?)?";
const time = "(\\d{1,2})[:.](\\d\\d)(?:[:.](\\d\\d)(?:[.,]\\d{1,9})?)?(?:~([AP])\\.?M\\.?|_Uhr\\b)?";
const between = "(?:,?(?:_г\\.?)?,?_(?:(?:at|um|à|a_las|às|alle(?:_ore)?|om|o|v|в|klo|kl\\.?|-)_)?|t)";
const zone =
  "(?:~\\(?(?:GMT|UTC)?([+-]\\d{2}:?\\d{2})\\b|_\\(?(\\p{L}{1,4}T|UT|UTC|GMT|Z|MSK|MSD)\\b|(Z)\\b)?";

/** A pattern in which `_` stands for blanks that must be there and `~` for blanks that may. */
function rule(source: string): RegExp {
  return new RegExp(source.replaceAll("_", "[ \\t\\n]+").replaceAll("~", "[ \\t\\n]*"), "iu");
}

const clock = `(?:${between}${time}${zone})?`;
const dayFirst = rule(
  `${weekday}\\b(\\d{1,2})(?:st|nd|rd|th|\\.)?(?:_of_|_de_|_|-)${month},?(?:_de_|_|-)(\\d{4}|\\d\\d)\\b${clock}`,
);
const isoForm = rule(`${weekday}\\b(\\d{4})(?:[-/]|\\.~)(\\d{1,2})(?:[-/]|\\.~)(\\d{1,2})\\.?${clock}`);
const monthFirst = rule(`${weekday}\\b${month}_(\\d{1,2})(?:st|nd|rd|th)?,?_(\\d{4})\\b${clock}`);
const asctime = rule(`${weekday}\\b${month}_(\\d{1,2}),?_${time}${zone}_(\\d{4})\\b${zone}`);
const numeric = rule(`${weekday}\\b(\\d{1,2})([-./])~(\\d{1,2})\\2~(\\d{4}|\\d\\d)\\b${clock}`);

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function zoneText(offset: string | undefined, name: string | undefined): string {
  if (offset !== undefined) {
    const text = offset.includes(":") ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
    // RFC 3339 has no offset -00:00 for a known instant; both mean UTC here.
    return text === "-00:00" ? "+00:00" : text;
  }
  const minutes = name === undefined ? undefined : zones.get(name.toLowerCase());
  return minutes === undefined ? "" : offsetText(minutes);
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function timeText(groups: readonly (string | undefined)[]): string | null {
  const [hourText, minuteText, secondText, half, offset, name, zulu] = groups;
  if (hourText === undefined || minuteText === undefined) return "";
  let hour = Number(hourText);
  if (half !== undefined) hour = (hour % 12) + (half.toUpperCase() === "P" ? 12 : 0);
  const second = Number(secondText ?? 0);
  if (hour > 23 || Number(minuteText) > 59 || second > 60) return null;
  const seconds = secondText === undefined ? "" : `:${two(Math.min(second, 59))}`;
  return `T${two(hour)}:${minuteText}${seconds}${zoneText(offset, name ?? zulu)}`;
}

/** RFC 5322, section 4.3: two digits below 50 are of this century; three count from 1900. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return text.length === 3 ? 1900 + year : year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function assemble(
  match: RegExpExecArray,
  year: number,
  monthNumber: number,
  day: number,
  clockGroups: readonly (string | undefined)[],
): FoundDate | null {
  const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][monthNumber - 1];
  if (daysOfMonth === undefined || day < 1 || day > daysOfMonth || year < 1900 || year > 9999) return null;
  const clockText = timeText(clockGroups);
  if (clockText === null) return null;
  const iso = `${year}-${two(monthNumber)}-${two(day)}${clockText}`;
  return { iso, start: match.index, end: match.index + match[0].length };
}

function monthOf(text: string | undefined): number {
  return months.get((text ?? "").toLowerCase()) ?? 0;
}

/**
 * Finds the first date in a text: RFC 5322, asctime, ISO 8601, hypermail's "Tue Feb 20 2007 - 09:08:41 EST",
 * and what attributions write ("Mar 7, 2007, at 2:14 PM", "07.03.2007 14:14"). Null when there is none. In
 * 3/7/2007 the month is first, as Americans write it, unless `isDayFirst`.
 */
export function findDate(text: string, isDayFirst = false): FoundDate | null {
  const part = text.length > 1000 ? text.slice(0, 1000) : text;
  let match = dayFirst.exec(part);
  if (match !== null) {
    const found = assemble(
      match,
      fullYear(match[3] ?? ""),
      monthOf(match[2]),
      Number(match[1]),
      match.slice(4, 11),
    );
    if (found !== null) return found;
  }
  match = asctime.exec(part);
  if (match !== null) {
    const [, name, day, hour, minute, second, half, o1, n1, z1, year, o2, n2, z2] = match;
    const clockGroups = [hour, minute, second, half, o1 ?? o2, n1 ?? n2, z1 ?? z2];
    const found = assemble(match, Number(year), monthOf(name), Number(day), clockGroups);
    if (found !== null) return found;
  }
  match = isoForm.exec(part);
  if (match !== null) {
    const found = assemble(match, Number(match[1]), Number(match[2]), Number(match[3]), match.slice(4, 11));
    if (found !== null) return found;
  }
  match = monthFirst.exec(part);
  if (match !== null) {
    const found = assemble(match, Number(match[3]), monthOf(match[1]), Number(match[2]), match.slice(4, 11));
    if (found !== null) return found;
  }
  match = numeric.exec(part);
  if (match === null) return null;
  const first = Number(match[1]);
  const second = Number(match[3]);
  // With dots the day is first everywhere.
  const isAmerican = match[2] === "/" && first <= 12 && !isDayFirst;
  const [m, d] = isAmerican ? [first, second] : [second, first];
  return assemble(match, fullYear(match[4] ?? ""), m, d, match.slice(5, 12));
}

/** What nearly every mailer writes (RFC 5322, section 3.3); the forms of other times and tongues cost ten times as much. */
const usual =
  /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-]\d{4})(?: \([A-Z]{1,5}\))?$/;

/** The date of a `Date` header; null when it cannot be read. */
export function readDate(text: string | null): string | null {
  const match = text === null ? null : usual.exec(text);
  if (match !== null) {
    const [, day, name, year, hour, minute, second, offset] = match;
    const clockGroups = [hour, minute, second, undefined, offset];
    const found = assemble(match, Number(year), monthOf(name), Number(day), clockGroups);
    if (found !== null) return found.iso;
  }
  return text === null ? null : (findDate(text.replace(/\s+/g, " "))?.iso ?? null);
}

/**
 * The date of an `hg export` (`# Date 1171900000 21600`): seconds since 1970, and by how many of them the zone
 * lies west of Greenwich (Mercurial, `hg help dates`, "internal representation format"); null for another form.
 */
export function mercurialDate(text: string): string | null {
  const match = /^(\d{1,10}) (-?\d{1,5})$/.exec(text.trim());
  if (match === null) return null;
  const west = Number(match[2]);
  const local = new Date((Number(match[1]) - west) * 1000).toISOString().slice(0, 19);
  return `${local}${offsetText(west === 0 ? 0 : -west / 60)}`;
}
