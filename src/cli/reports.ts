import { readFile, writeFile } from "node:fs/promises";
import type { Machine } from "../explore";
import { Expectations, nameOfViolation, readExpectations } from "../models/expectations";
import { violationsOf, type Cell } from "../models/matrix";
import type { Place } from "../models/places/shownRows";
import { numberRows } from "../patch/rowNumbers";
import type { DigSite } from "../series/digSite";
import { DONE, UsageError, VIOLATION, type Io } from "./command";
import { readCorpus } from "./corpus";
import { findingsOf, type Finding } from "./finding";
import { junitXml } from "./junit";
import type { Options } from "./options";
import { placesIn } from "./places";
import { sarifLog, type DocumentLine } from "./sarif";

/** Options of every command that judges cells. */
export const reportOptions = {
  sarif: "value",
  "sarif-lines": "value",
  junit: "value",
  expect: "value",
  "fail-on-violation": "flag",
} as const;

/** The same for help. */
export const reportUsage =
  "[--sarif FILE|-] [--sarif-lines file|document] [--junit FILE|-] [--expect FILE] [--fail-on-violation]";

/** Where the seed documents stand in the repository. */
const CORPUS = "media/corpus";

/** What a command was asked to do with the cells that it explored. */
export class Reports {
  readonly #options: Options;
  readonly #expectations: Expectations | undefined;

  private constructor(options: Options, expectations: Expectations | undefined) {
    this.#options = options;
    this.#expectations = expectations;
  }

  /** Reads the options, and the file of expectations, before anything is explored. @throws {UsageError} */
  static async of(options: Options): Promise<Reports> {
    const { values, flags } = options;
    const toOutput = ["sarif", "junit"].filter((name) => values.get(name) === "-");
    if (flags.has("json")) toOutput.push("json");
    if (toOutput.length > 1)
      throw new UsageError(
        `Only one of ${toOutput.map((name) => `--${name}`).join(" and ")} can have standard output.`,
      );
    const lines = values.get("sarif-lines") ?? "file";
    if (lines !== "file" && lines !== "document")
      throw new UsageError(`--sarif-lines is "file" or "document", not "${lines}".`);
    const file = values.get("expect");
    return new Reports(options, file === undefined ? undefined : await expectationsIn(file));
  }

  /** Whether a report goes to standard output, where then nothing else may stand. */
  get takesOutput(): boolean {
    return ["sarif", "junit"].some((name) => this.#options.values.get(name) === "-");
  }

  /** Writes what was asked for and gives the exit status. */
  async finish(cells: readonly Cell[], machineOf: (cell: Cell) => Machine, io: Io): Promise<number> {
    const { values, flags } = this.#options;
    const expectations = this.#expectations ?? new Expectations();
    const judged = cells.map((cell) => ({
      cell,
      failures: expectations
        .differences(cell)
        .filter(() => this.#expectations || violationsOf(cell).length > 0)
        .map(({ sentence }) => sentence),
      known: expectations.knownOf(cell),
    }));
    await write(values.get("junit"), () => Promise.resolve(junitXml(judged)), io);
    const at = values.get("sarif-lines") === "document" ? "document" : "file";
    const sarif = async (): Promise<string> =>
      `${JSON.stringify(await sarifOf(await readCorpus(io), cells, machineOf, expectations, at))}\n`;
    await write(values.get("sarif"), sarif, io);
    const differences = judged.flatMap(({ failures }) => failures);
    if (this.#expectations) for (const difference of differences) io.err(`${difference}\n`);
    if (this.#expectations && differences.length > 0) return VIOLATION;
    // With expectations, what is known to fail is no reason to fail.
    const fails = !this.#expectations && cells.some((cell) => violationsOf(cell).length > 0);
    return flags.has("fail-on-violation") && fails ? VIOLATION : DONE;
  }
}

/** The violations of some cells as a SARIF log, with the lines that the documents of a dig site give. */
export async function sarifOf(
  site: DigSite,
  cells: readonly Cell[],
  machineOf: (cell: Cell) => Machine,
  expectations: Expectations,
  at: "file" | "document" = "file",
): Promise<object> {
  const found: { cell: Cell; findings: readonly Finding[] }[] = [];
  for (const cell of cells) {
    if (violationsOf(cell).length === 0) continue;
    const places = await placesIn(site.patches, cell.revision);
    found.push({ cell, findings: findingsOf(cell, machineOf(cell), places) });
  }
  return sarifLog({
    cells: found,
    at,
    documentLine: (place) => documentLine(site, place),
    isKnown: (cell, { violation }) => expectations.knownOf(cell).includes(nameOfViolation(violation)),
  });
}

async function expectationsIn(file: string): Promise<Expectations> {
  try {
    return readExpectations(await readFile(file, "utf8"));
  } catch (cause) {
    throw new UsageError(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

async function write(target: string | undefined, text: () => Promise<string>, io: Io): Promise<void> {
  if (target === undefined) return;
  if (target === "-") return io.out(await text());
  try {
    await writeFile(target, await text());
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${target} cannot be written: ${cause instanceof Error ? cause.message : ""}.`);
  }
}

/** The line of a seed document that shows a line of a patch. */
function documentLine({ messages }: DigSite, place: Place): DocumentLine | null {
  const holder = messages.find(({ patches }) => patches.some(({ id }) => id === place.patch));
  const found = holder?.patches.find(({ id }) => id === place.patch);
  const files = found?.patch.files.filter(({ old, new: path }) => (path ?? old) === place.path) ?? [];
  for (const hunk of files.flatMap((file) => file.hunks)) {
    const at = numberRows(hunk).findIndex((row) => row[place.side] === place.line);
    const line = hunk.rows[at]?.line;
    // The documents are read from where the program is installed; a log names them as the repository does.
    const name = holder?.document.file.split(/[\\/]/).at(-1);
    if (name !== undefined && line !== undefined) return { document: `${CORPUS}/${name}`, line };
  }
  return null;
}
