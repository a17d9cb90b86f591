import { nearest } from "../../nearest";
import { errnoNames, readErrno } from "../../errno";

/** A sentence that says what is wrong with a scenario, naming the field. */
export interface Problem {
  readonly problem: string;
}

/** Reads the value of one field, or says in one sentence why it is refused. */
export type FieldReader<T> = (value: unknown, name: string) => T | Problem;

/** Whether a field was refused. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "problem" in value;
}

/** Whether a value is an object with named fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as it stands in the file, shortened so that the sentence stays one line. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

function refused(name: string, expected: string, value: unknown): Problem {
  return { problem: `the field "${name}" must be ${expected}, not ${shown(value)}` };
}

/** Refuses a field that there is not; `fields` are those that there are, `within` the object they stand in, with a dot. */
export function unknownField(name: string, fields: readonly string[], within = ""): Problem {
  const near = nearest(name, fields);
  const hint = near === null ? "" : `; the nearest is "${within}${near}"`;
  return { problem: `the field "${within}${name}" is unknown${hint}` };
}

/** One line of text. */
export const text: FieldReader<string> = (value, name) =>
  typeof value === "string" && !/[\r\n]/.test(value) ? value : refused(name, "one line of text", value);

/** A name that commands, files and links can hold as it is. */
export const identifier: FieldReader<string> = (value, name) =>
  typeof value === "string" && /^[\w.-]{1,80}$/.test(value)
    ? value
    : refused(name, "a name of letters, digits, dots, underscores and minuses", value);

/** True or false. */
export const flag: FieldReader<boolean> = (value, name) =>
  typeof value === "boolean" ? value : refused(name, "true or false", value);

/** A whole number between `least` and `most`, both included. */
export function whole(least: number, most: number): FieldReader<number> {
  return (value, name) =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most
      ? value
      : refused(name, `a whole number from ${String(least)} to ${String(most)}`, value);
}

/** One of the given words. */
export function word<T extends string>(...words: readonly T[]): FieldReader<T> {
  return (value, name) =>
    words.find((candidate) => candidate === value) ??
    refused(name, `one of ${words.map((candidate) => `"${candidate}"`).join(", ")}`, value);
}

/** Reads an object with exactly the given fields, all of them required. */
export function object<T extends object>(readers: {
  readonly [K in keyof T]: FieldReader<T[K]>;
}): FieldReader<T> {
  return (value, name) => {
    const names = Object.keys(readers);
    if (!isRecord(value)) return refused(name, `an object with ${names.join(", ")}`, value);
    const extra = Object.keys(value).find((key) => !names.includes(key));
    if (extra !== undefined) return unknownField(extra, names, `${name}.`);
    const result: Partial<T> = {};
    for (const key in readers) {
      const read = readers[key](value[key], `${name}.${key}`);
      if (isProblem(read)) return read;
      result[key] = read;
    }
    return result as T;
  };
}

/** An error by its name with a minus, such as `-EIO`, as its number: -5. */
export const errno: FieldReader<number> = (value, name) =>
  (typeof value === "string" ? readErrno(value) : null) ??
  refused(name, `an error name with a minus, such as ${errnoNames.slice(0, 3).join(", ")}`, value);

/** Numbers of bios: more than a request has are let pass, since only running it tells how many it sends. */
export const bioNumbers: FieldReader<readonly number[]> = (value, name) => {
  const isNumber = (n: unknown): n is number => typeof n === "number" && Number.isSafeInteger(n) && n >= 0;
  if (!Array.isArray(value) || !value.every(isNumber) || new Set(value).size !== value.length)
    return refused(name, "a list of different whole numbers from 0", value);
  return [...value].sort((a, b) => a - b);
};
