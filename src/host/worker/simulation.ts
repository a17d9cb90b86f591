import type { CellView, OutcomeView, ProgressView, Setup, VerdictView } from "../../protocol";
import { explore, type Verdict } from "../../explore";
import type { Library } from "./library";
import { outcomeView } from "./projection";
import { Replayer } from "./replayer";
import type { Handlers, Run } from "./requests";

/** Milliseconds between two reports of progress. */
const reportEvery = 50;

/** What trace files call themselves (design: "Trace files"). */
const traceFormat = "patch-archaeology/trace";

/** Everything the worker can be asked, over the models of a library. */
export function simulation(library: Library): Handlers {
  const replayer = new Replayer(library);
  const search = (setup: Setup, progress: (progress: ProgressView) => void): VerdictView => {
    const { irq, continueAfterOops } = setup;
    const verdict = explore(library.program(setup), { irq, continueAfterOops }, reporter(progress));
    return verdictView(setup, verdict, library.leftOut(setup));
  };
  return {
    catalogue: () => library.catalogue(),
    explore: search,
    replay: (run) => replayer.replay(run),
    turn: (turn) => replayer.turn(turn),
    compare: (run) => replayer.compare(run),
    cell: ({ revision, scenario }) =>
      cellOf(
        search(
          { scenario, revision, beside: null, without: [], irq: "any-cpu", continueAfterOops: false },
          () => undefined,
        ),
      ),
    writeTrace: (run) => writeTrace(run, library),
    readTrace: (text) => readTrace(text, library),
  };
}

/** Passes on a search's progress, not more often than a person can see. */
function reporter(
  progress: (progress: ProgressView) => void,
): (found: {
  readonly executions: number | null;
  readonly states: number | null;
  readonly steps: number;
}) => void {
  const started = Date.now();
  let last = started;
  return ({ executions, states, steps }) => {
    const now = Date.now();
    if (now - last < reportEvery) return;
    last = now;
    progress({ executions: executions ?? 0, states: states ?? 0, steps, milliseconds: now - started });
  };
}

function verdictView(setup: Setup, verdict: Verdict, leftOut: readonly string[]): VerdictView {
  const reduced = verdict.reductions.length === 0 ? "" : ` with ${verdict.reductions.join(" and ")}`;
  return {
    setup,
    search: verdict.search + reduced,
    exhaustive: verdict.exhaustive,
    bounds: Object.entries(verdict.bounds).map(([name, value]) => `${name} ${value}`),
    consistency: "sequential consistency",
    executions: verdict.executions,
    states: verdict.states,
    steps: verdict.steps,
    milliseconds: verdict.milliseconds,
    outcomes: verdict.outcomes.map((outcome) => outcomeView(outcome, outcome.count, outcome.schedule)),
    leftOut,
  };
}

/** A verdict as a cell of the matrix: the word is the worst violation's kind. */
export function cellOf({ setup, exhaustive, bounds, outcomes }: VerdictView): CellView {
  const failing = outcomes.filter((outcome) => outcome.violations.length > 0);
  const worst: OutcomeView | undefined = failing[0] ?? outcomes[0];
  const { revision, scenario } = setup;
  const schedule = worst?.schedule ?? null;
  if (failing.length > 0) {
    const kinds = [...new Set(failing.flatMap((outcome) => outcome.violations.map(({ kind }) => kind)))];
    const word = kinds.length > 1 ? `${kinds[0] ?? ""} +${kinds.length - 1}` : (kinds[0] ?? "");
    return {
      revision,
      scenario,
      result: "fails",
      word,
      detail: failing.map(({ title }) => title).join("; "),
      schedule,
    };
  }
  const detail = `${outcomes.length} ${outcomes.length === 1 ? "outcome" : "outcomes"}, no violation`;
  if (exhaustive) return { revision, scenario, result: "holds", word: "holds", detail, schedule };
  return {
    revision,
    scenario,
    result: "bounded",
    word: "bounded",
    detail: `${detail} within ${bounds.join(", ")}`,
    schedule,
  };
}

function writeTrace({ setup, schedule }: Run, library: Library): string {
  const { revision, scenario, without, irq, continueAfterOops } = setup;
  const trace = {
    format: traceFormat,
    version: 1,
    revision,
    scenario: library.scenario(scenario),
    without,
    irq,
    continueAfterOops,
    schedule,
    fingerprint: library.versions,
  };
  return `${JSON.stringify(trace, null, 2)}\n`;
}

function readTrace(text: string, library: Library): Run & { readonly note: string } {
  const trace = parseObject(text);
  if (trace["format"] !== traceFormat)
    throw new Error(`This is no trace file: "format" is not "${traceFormat}".`);
  if (trace["version"] !== 1)
    throw new Error(`This trace file has version ${String(trace["version"])}; version 1 is known.`);
  const word = (name: string): string => {
    const value = trace[name];
    if (typeof value !== "string") throw new Error(`The trace file has no text "${name}".`);
    return value;
  };
  const scenario = trace["scenario"];
  const id = typeof scenario === "object" && scenario !== null && "id" in scenario ? scenario.id : scenario;
  if (typeof id !== "string") throw new Error('The trace file has no "scenario" with an "id".');
  const without = trace["without"];
  const setup: Setup = {
    scenario: id,
    revision: word("revision"),
    beside: null,
    without: Array.isArray(without) ? without.filter((hunk) => typeof hunk === "string") : [],
    irq: trace["irq"] === "same-cpu" ? "same-cpu" : "any-cpu",
    continueAfterOops: trace["continueAfterOops"] === true,
  };
  const same = trace["fingerprint"] === library.versions;
  const note = same
    ? ""
    : `The trace was made by ${String(trace["fingerprint"])}; this is ${library.versions}. It is replayed as far as it fits.`;
  return { setup, schedule: word("schedule"), note };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is no trace file: ${error instanceof Error ? error.message : "not JSON"}.`, {
      cause: error,
    });
  }
  if (typeof value !== "object" || value === null)
    throw new Error("This is no trace file: not a JSON object.");
  return value as Readonly<Record<string, unknown>>;
}
