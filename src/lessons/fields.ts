import { nearest } from "../nearest";
import type { SourceLine } from "./markdown";

/** What is wrong with a lesson, and where. */
export interface LessonProblem {
  /** Line of the file, from 1. */
  readonly line: number;
  /** One sentence. */
  readonly message: string;
  /** It may be meant so: the lesson can be played as it is. */
  readonly warning?: true;
}

/** A value with its line. */
export interface Field {
  readonly line: number;
  readonly value: string | readonly string[];
}

/** The fields of a front matter or of a block, by name. */
export type Fields = ReadonlyMap<string, Field>;

/** A line of a list, or the rest of a field, that stands further right. */
const entry = /^([a-z][a-z-]*):(?:\s+(.*))?$/;
const item = /^\s*-\s+(.*)$/;

/**
 * Reads fields: `name: value`, lists whose items begin with `-`, and values that go on in indented lines. It is a
 * part of YAML 1.2.2 in which every value is text (a law test compares with `js-yaml`). What would mean something
 * else to YAML has to be put in quotes, and is refused without.
 */
export function readFields(
  lines: readonly SourceLine[],
  problem: (line: number, message: string) => void,
): Fields {
  const fields = new Map<string, { readonly line: number; value: string | string[] }>();
  let current: string | null = null;
  for (const { line, text } of lines) {
    if (/^\s*(#.*)?$/.test(text)) continue;
    const isIndented = /^\s/.test(text);
    const listed = item.exec(text);
    const named = isIndented || listed ? null : entry.exec(text);
    if (named) {
      const [, name = "", rest = ""] = named;
      if (fields.has(name)) problem(line, `The field "${name}" stands here for the second time.`);
      fields.set(name, { line, value: scalar(rest, line, problem) });
      current = name;
      continue;
    }
    const field = current === null ? undefined : fields.get(current);
    if (field === undefined || (!isIndented && !listed)) {
      problem(line, `"${text.trim()}" is no field; a field is written as "name: value".`);
      continue;
    }
    extend(field, listed, text, line, problem);
  }
  return fields;
}

function extend(
  field: { value: string | string[] },
  listed: RegExpExecArray | null,
  text: string,
  line: number,
  problem: (line: number, message: string) => void,
): void {
  if (listed) {
    const value = scalar(listed[1] ?? "", line, problem);
    if (typeof field.value === "string" && field.value !== "")
      problem(line, "A list item stands after a value; a field has one value or a list.");
    else field.value = [...field.value, value];
    return;
  }
  const more = scalar(text.trim(), line, problem);
  if (typeof field.value === "string") field.value = `${field.value} ${more}`.trim();
  else field.value = [...field.value.slice(0, -1), `${field.value.at(-1) ?? ""} ${more}`];
}

/** Characters that begin something else than plain text in YAML (1.2.2, 5.3 Indicator Characters). */
const indicator = /^[-?:,[\]{}#&*!|>'"%@`]/;

function scalar(text: string, line: number, problem: (line: number, message: string) => void): string {
  const value = text.trim();
  const single = /^'((?:[^']|'')*)'$/.exec(value);
  if (single) return (single[1] ?? "").replaceAll("''", "'");
  const double = /^"((?:[^"\\]|\\["\\])*)"$/.exec(value);
  if (double) return (double[1] ?? "").replace(/\\(["\\])/g, "$1");
  const harmless = /^[-?:][^\s]/.test(value);
  if ((indicator.test(value) && !harmless) || / #|:(\s|$)/.test(value))
    problem(line, `Put the value in single quotes, since YAML would read ${value} as something else.`);
  return value;
}

/** Takes fields out one by one, and says at the end which nobody asked for. */
export class FieldReader {
  readonly #fields: Fields;
  readonly #taken = new Set<string>();
  /** Names that a field was meant to have which is misspelled: that it is missing is no news. */
  readonly #meant = new Set<string>();
  readonly #where: string;
  readonly #line: number;
  readonly #problem: (line: number, message: string) => void;
  #isSound = true;

  /**
   * @param where what the fields are of, such as "front matter"; `line` is where it begins
   * @param names all names that a field can have here; any other is a problem at once
   */
  constructor(
    fields: Fields,
    where: string,
    names: readonly string[],
    line: number,
    problem: (line: number, message: string) => void,
  ) {
    this.#fields = fields;
    this.#where = where;
    this.#line = line;
    this.#problem = problem;
    const missing = names.filter((name) => !fields.has(name));
    for (const name of fields.keys()) {
      if (names.includes(name)) continue;
      this.#taken.add(name);
      const near = nearest(name, missing);
      if (near !== null) this.#meant.add(near);
      const known = near === null ? `there are ${names.join(", ")}` : `the nearest is "${near}"`;
      this.refuse(name, `The ${where} knows no field "${name}"; ${known}.`);
    }
  }

  /** Whether nothing has been refused: then the values are those that were written. */
  get isSound(): boolean {
    return this.#isSound;
  }

  /** Says what is wrong with a field, at its line: what it is of cannot be used. */
  refuse(name: string, message: string): void {
    this.#isSound = false;
    this.remark(name, message);
  }

  /** Says what is wrong with a field that can be used all the same. */
  remark(name: string, message: string): void {
    this.#problem(this.#fields.get(name)?.line ?? this.#line, message);
  }

  /** Whether a field is there, be it under a misspelled name. */
  has(name: string): boolean {
    return this.#fields.has(name) || this.#meant.has(name);
  }

  /** A text that may be missing. */
  optional(name: string): string | null {
    this.#taken.add(name);
    const value = this.#fields.get(name)?.value;
    if (value === undefined) return null;
    if (typeof value === "string" && value !== "") return value;
    this.refuse(name, `The field "${name}" of the ${this.#where} needs one text.`);
    return null;
  }

  /** A text that has to be there; empty, and a problem, if it is not. */
  required(name: string): string {
    const value = this.optional(name);
    if (!this.has(name)) this.refuse(name, `The ${this.#where} needs the field "${name}".`);
    return value ?? "";
  }

  /** A whole number from 1 to 999; null if the field is missing, and, with a problem, if it is none. */
  number(name: string): number | null {
    const text = this.optional(name);
    if (text === null) return null;
    if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
    this.refuse(name, `"${name}" is a whole number from 1 to 999, not "${text}".`);
    return null;
  }

  /** A list of texts; one text is a list of one, and none an empty list. */
  list(name: string): readonly string[] {
    this.#taken.add(name);
    const value = this.#fields.get(name)?.value ?? [];
    return typeof value === "string" ? (value === "" ? [] : [value]) : value;
  }

  /** One of some words, the first if the field is missing. */
  oneOf<const T extends string>(name: string, words: readonly [T, ...T[]]): T {
    const value = this.optional(name);
    const found = words.find((word) => word === value);
    if (value !== null && found === undefined)
      this.refuse(name, `The field "${name}" is one of ${words.join(", ")}, not "${value}".`);
    return found ?? words[0];
  }

  /** Refuses the fields that nobody asked for: alone or beside others they mean nothing. Where something else was refused, it may be why. */
  finish(): void {
    if (!this.#isSound) return;
    for (const name of this.#fields.keys())
      if (!this.#taken.has(name))
        this.refuse(name, `"${name}" means nothing beside the other fields of this ${this.#where}.`);
  }
}
