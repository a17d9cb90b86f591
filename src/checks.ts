/** Checks of what comes over a message channel: each takes a value of unknown shape and returns it typed. */

/** A message that does not have the form it should have. `message` names the field and what was expected. */
export class ProtocolError extends Error {}

/** Returns `value` as a `T`; `at` is the path of the field, for the error message. */
export type Check<T> = (value: unknown, at: string) => T;

/** The type that a check lets through. */
export type Of<C> = C extends Check<infer T> ? T : never;

function refuse(at: string, expected: string): never {
  throw new ProtocolError(`${at}: expected ${expected}`);
}

/** A text. */
export const text: Check<string> = (value, at) => (typeof value === "string" ? value : refuse(at, "text"));
/** True or false. */
export const flag: Check<boolean> = (value, at) =>
  typeof value === "boolean" ? value : refuse(at, "true or false");
/** A whole number. */
export const whole: Check<number> = (value, at) =>
  typeof value === "number" && Number.isSafeInteger(value) ? value : refuse(at, "a whole number");
/** A finite number from 0. */
export const positive: Check<number> = (value, at) =>
  typeof value === "number" && value >= 0 && Number.isFinite(value) ? value : refuse(at, "a number from 0");

/** What a check lets through, or null. */
export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value, at) => (value === null ? null : check(value, at));
}

/** A list of what a check lets through. */
export function list<T>(check: Check<T>): Check<readonly T[]> {
  return (value, at) =>
    Array.isArray(value) ? value.map((item, i) => check(item, `${at}[${i}]`)) : refuse(at, "a list");
}

/** One of some words. */
export function oneOf<const T extends string>(...words: readonly T[]): Check<T> {
  return (value, at) => words.find((word) => word === value) ?? refuse(at, `one of ${words.join(", ")}`);
}

type Fields = Readonly<Record<string, Check<unknown>>>;
type RecordOf<F extends Fields> = { readonly [K in keyof F]: Of<F[K]> };

/** An object of these fields and no others. */
export function record<F extends Fields>(fields: F): Check<RecordOf<F>> {
  const names = Object.keys(fields);
  return (value, at) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(at, "an object");
    const given = value as Readonly<Record<string, unknown>>;
    const stray = Object.keys(given).find((name) => !Object.hasOwn(fields, name));
    if (stray !== undefined) return refuse(`${at}.${stray}`, "no such field");
    const entries = names.map((name) => [name, fields[name]?.(given[name], `${at}.${name}`)] as const);
    return Object.fromEntries(entries) as RecordOf<F>;
  };
}

type Variants = Readonly<Record<string, Check<object>>>;
type UnionOf<V extends Variants> = {
  [K in keyof V]: Readonly<{ kind: K }> & Of<V[K]>;
}[keyof V];

/** A closed union told apart by `kind`. */
export function union<V extends Variants>(variants: V): Check<UnionOf<V>> {
  return (value, at) => {
    if (typeof value !== "object" || value === null || !("kind" in value)) return refuse(at, "a message");
    const { kind, ...rest } = value as { kind: unknown };
    const check = typeof kind === "string" && Object.hasOwn(variants, kind) ? variants[kind] : undefined;
    if (check === undefined) return refuse(`${at}.kind`, `one of ${Object.keys(variants).join(", ")}`);
    return { kind, ...check(rest, `${at} ${String(kind)}`) } as UnionOf<V>;
  };
}
