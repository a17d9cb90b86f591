import { nearest } from "../nearest";
import { violationsOf } from "./matrix";
import { revisions } from "./revisions";
import { scenarios } from "./scenario/catalogue";

/** What files of expectations call themselves. */
const EXPECTATIONS_FORMAT = "patch-archaeology/expectations";
/** The version of the format that this program reads. */
const EXPECTATIONS_VERSION = 1;

/** What tells violations of one cell apart. */
interface NamedViolation {
  readonly kind: string;
  readonly object: string;
  readonly context: string;
}

/** What a search found of a scenario on a revision, as far as it is judged here. */
export interface JudgedCell<V extends NamedViolation = NamedViolation> {
  readonly revision: string;
  readonly scenario: string;
  readonly exhaustive: boolean;
  readonly outcomes: readonly { readonly violations: readonly V[]; readonly schedule: string }[];
}

/** One way in which a cell differs from what is expected of it. */
export interface Difference<V> {
  readonly sentence: string;
  /** The violation that nobody expects, with the schedule of an execution that has it; null for any other difference. */
  readonly violation: (V & { readonly schedule: string }) | null;
}

/** A violation as a file of expectations names it, such as `hang task submitter`: kind, object and context. */
export type KnownViolation = string;

/**
 * What somebody expects of each cell of the matrix. A cell that no file speaks of must pass: a violation that nobody
 * has written down is a failure.
 */
export class Expectations {
  readonly #known: ReadonlyMap<string, readonly KnownViolation[]>;

  /** `known` has the violations of the cells that are known to fail, by {@link cellName}. */
  constructor(known: ReadonlyMap<string, readonly KnownViolation[]> = new Map()) {
    this.#known = known;
  }

  /** The cells that are spoken of, by {@link cellName}, each with its known violations, in the order of the file. */
  get all(): ReadonlyMap<string, readonly KnownViolation[]> {
    return this.#known;
  }

  /** The violations that a cell is known to fail with; none if it must pass. */
  knownOf(cell: Pick<JudgedCell, "revision" | "scenario">): readonly KnownViolation[] {
    return this.#known.get(cellName(cell)) ?? [];
  }

  /** Each way in which a cell differs from what is expected of it. */
  differences<V extends NamedViolation>(cell: JudgedCell<V>): readonly Difference<V>[] {
    const name = `${cell.revision} ${cell.scenario}`;
    const known = this.knownOf(cell);
    const found = violationsOf(cell);
    const names = found.map(nameOfViolation);
    const fresh = found.filter((violation) => !known.includes(nameOfViolation(violation)));
    const gone = known.filter((violation) => !names.includes(violation));
    const must = known.length === 0 ? "must pass" : `is known to fail with ${known.join(", ")}`;
    const plain = (sentence: string): Difference<V> => ({ sentence, violation: null });
    return [
      ...fresh.map((violation) => ({
        sentence: `${name} ${must}, but there is ${nameOfViolation(violation)} (${violation.schedule}).`,
        violation,
      })),
      // A search that stopped early has not shown that a violation is gone, nor that there is none.
      ...(cell.exhaustive
        ? gone.map((violation) =>
            plain(`${name} is known to fail with ${violation}, but that is not found any more.`),
          )
        : fresh.length === 0
          ? [plain(`${name} ${must}, but the search stopped at a limit before it was done.`)]
          : []),
    ];
  }
}

/** Name of a cell in maps. */
function cellName({ revision, scenario }: Pick<JudgedCell, "revision" | "scenario">): string {
  return `${revision} ${scenario}`;
}

/** A violation as files of expectations name it. */
export function nameOfViolation({ kind, object, context }: NamedViolation): KnownViolation {
  return `${kind} ${object} ${context}`;
}

/**
 * Reads a file of expectations:
 * `{"format": "patch-archaeology/expectations", "version": 1, "cells": {"p5": {"aio-read": "must pass", "ID": ["hang task submitter"]}}}`.
 *
 * @throws Error with one sentence that names what is wrong
 */
export function readExpectations(text: string): Expectations {
  const { format, version, cells, ...others } = objectIn(parsed(text), "The file");
  if (format !== EXPECTATIONS_FORMAT)
    throw new Error(`This is no file of expectations: "format" is not "${EXPECTATIONS_FORMAT}".`);
  if (version !== EXPECTATIONS_VERSION)
    throw new Error(
      `The expectations have version ${JSON.stringify(version)}; this program reads version ${EXPECTATIONS_VERSION}.`,
    );
  const [other] = Object.keys(others);
  if (other !== undefined) throw new Error(`Expectations have no field "${other}".`);
  const known = new Map<string, readonly KnownViolation[]>();
  for (const [revision, row] of Object.entries(objectIn(cells, '"cells"'))) {
    check("revision", revision, revisions);
    for (const [scenario, expected] of Object.entries(objectIn(row, `"${revision}"`))) {
      check("scenario", scenario, scenarios);
      known.set(cellName({ revision, scenario }), expectedIn(expected, `${revision} ${scenario}`));
    }
  }
  return new Expectations(known);
}

/** The text of a file of expectations that the given cells meet; of all other cells it says what `before` says. */
export function writeExpectations(
  cells: readonly Pick<JudgedCell, "revision" | "scenario" | "outcomes">[],
  before = new Expectations(),
): string {
  const found = cells.map((cell) => [cellName(cell), violationsOf(cell).map(nameOfViolation)] as const);
  const rows: Record<string, Record<string, "must pass" | readonly KnownViolation[]>> = {};
  for (const [cell, names] of new Map([...before.all, ...found])) {
    const [revision = "", scenario = ""] = cell.split(" ");
    (rows[revision] ??= {})[scenario] = names.length === 0 ? "must pass" : names;
  }
  const file = { format: EXPECTATIONS_FORMAT, version: EXPECTATIONS_VERSION, cells: rows };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function expectedIn(expected: unknown, where: string): readonly KnownViolation[] {
  if (expected === "must pass") return [];
  const isList = Array.isArray(expected) && expected.length > 0;
  if (isList && expected.every((one): one is string => typeof one === "string" && /^\S+ \S.* \S+$/.test(one)))
    return expected;
  throw new Error(
    `The expectation of ${where} is neither "must pass" nor a list of violations such as "hang task submitter".`,
  );
}

function check(what: string, name: string, all: readonly { readonly id: string }[]): void {
  if (all.some(({ id }) => id === name)) return;
  const near = nearest(
    name,
    all.map(({ id }) => id),
  );
  const hint = near === null ? "" : `; the nearest is "${near}"`;
  throw new Error(`The expectations name a ${what} "${name}" that there is not${hint}.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "not JSON";
    throw new Error(`This is no file of expectations: ${why}.`, { cause });
  }
}

function objectIn(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`This is no file of expectations: ${what} is no JSON object.`);
  return value as Readonly<Record<string, unknown>>;
}
