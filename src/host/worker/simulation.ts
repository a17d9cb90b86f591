import type { CellView, OutcomeView, ProgressView, Setup, VerdictView } from "../../protocol";
import { defaultLimits, explore, type FoundOutcome, type Progress, type Verdict } from "../../explore";
import { Expectations, readExpectations, writeExpectations } from "../../models/expectations";
import { Machine } from "../../kernel";
import { Inspector } from "./inspector";
import type { Library } from "./library";
import { noReturnOf } from "./noReturn";
import { outcomeView } from "./projection";
import { programKey } from "./programKey";
import { Replayer } from "./replayer";
import type { Failure, HandlersOf, SearchSetup, SimulationRequests } from "./requests";
import { Remembered } from "./remembered";
import { openTrace, writeTrace } from "./traces";

/** Verdicts that are kept: more than there are cells, so that all tests can be run again at once. */
const MOST_VERDICTS = 2000;

/** Milliseconds between two reports of progress. */
const reportEvery = 50;

/** Everything the worker can be asked, over the models of a library. */
export function simulation(library: Library): HandlersOf<SimulationRequests> {
  const replayer = new Replayer(library);
  const inspector = new Inspector((setup) => replayer.machine(setup));
  const known = new Remembered<VerdictView>(MOST_VERDICTS);
  const keyOf = (wanted: SearchSetup): string => `${wanted.memory ?? ""} ${programKey(wanted)}`;
  const search = (
    { memory, ...setup }: SearchSetup,
    progress: (progress: ProgressView) => void,
  ): VerdictView => {
    const key = keyOf({ memory, ...setup });
    const verdict = known.get(key, () => explored(setup, memory, library, true, progress));
    return { ...verdict, setup };
  };
  // The grid shows no schedules, so none has to be short.
  const cell = ({ memory, ...setup }: SearchSetup): CellView =>
    cellOf(
      known.find(keyOf({ memory, ...setup })) ?? explored(setup, memory, library, false, () => undefined),
    );
  return {
    catalogue: () => library.catalogue(),
    origins: (setup) => library.origins(setup),
    findings: () => library.knownFindings,
    explore: search,
    replay: (run) => replayer.replay(run),
    turn: (turn) => replayer.turn(turn),
    compare: (run) => replayer.compare(run),
    cell: (wanted) => cell({ ...plainSetup, ...wanted }),
    noReturn: ({ setup, schedule }) => noReturnOf(replayer.machine(setup), schedule),
    judgeCell: ({ setup, expectations }, progress) => {
      const expected = expectationsIn(expectations);
      const verdict = search(setup, progress);
      const cell = { ...setup, exhaustive: verdict.exhaustive, outcomes: verdict.outcomes };
      const stacksOf = stacksAtEnds(setup, library);
      const differences = expected.differences(cell).map(({ sentence, violation }) => ({
        sentence,
        failure: violation && { ...violation, stacks: stacksOf(violation.schedule) },
      }));
      return { verdict, cell: cellOf(verdict), differences, known: expected.knownOf(cell) };
    },
    expect: ({ expectations, cells }) => writeExpectations(cells, expectationsIn(expectations)),
    inspect: (position) => inspector.inspect(position),
    writeTrace: ({ setup, schedule }) => writeTrace(replayer.machine(setup), setup, schedule, library),
    readTrace: (text) => openTrace(text, library, (setup) => replayer.machine(setup)),
  };
}

/** Gives the stacks of all contexts at the end of schedules; one machine runs them all and goes with its caller. */
function stacksAtEnds(setup: Setup, library: Library): (schedule: string) => Failure["stacks"] {
  let machine: Machine | null = null;
  const { irq, continueAfterOops } = setup;
  const inspector = new Inspector(
    (wanted) => (machine ??= new Machine(library.program(wanted), { irq, continueAfterOops })),
  );
  return (schedule) =>
    inspector.inspect({ setup, schedule, at: Number.POSITIVE_INFINITY }).map((stack, context) => ({
      context: machine?.contexts[context]?.id ?? "",
      calls: stack.map(({ function: name, cText }) => ({ function: name, cText })),
    }));
}

function expectationsIn(text: string | null): Expectations {
  return text === null ? new Expectations() : readExpectations(text);
}

const plainSetup = {
  custom: null,
  beside: null,
  without: [],
  irq: "any-cpu",
  continueAfterOops: false,
} as const;

/** Searches, and tells at once the first failure, then all of them as often as a person can see. */
function explored(
  setup: Setup,
  memory: number | undefined,
  library: Library,
  shortest: boolean,
  progress: (progress: ProgressView) => void,
): VerdictView {
  const { irq, continueAfterOops } = setup;
  const started = Date.now();
  let last = started;
  const found: OutcomeView[] = [];
  const viewOf = (outcome: FoundOutcome): OutcomeView =>
    outcomeView(outcome, outcome.count, outcome.schedule, (violations) =>
      library.findings(setup, violations),
    );
  const tell = ({ executions, states, steps }: Pick<Progress, "executions" | "states" | "steps">): void => {
    last = Date.now();
    const counts = { executions: executions ?? 0, states: states ?? 0, steps };
    progress({ ...counts, milliseconds: last - started, found: [...found] });
  };
  const onFailure = (outcome: FoundOutcome): void => {
    found.push(viewOf(outcome));
    if (found.length === 1) tell({ executions: null, states: null, steps: 0 });
  };
  // Shortest as on the command line, so that both show an outcome by the same schedule.
  const limits = { ...defaultLimits, ...(memory === undefined ? {} : { memory }) };
  const options = { irq, continueAfterOops, shortest, onFailure, limits };
  const verdict = explore(library.program(setup), options, (now) => {
    if (Date.now() - last >= reportEvery) tell(now);
  });
  return verdictView(setup, verdict, library.leftOut(setup), verdict.outcomes.map(viewOf));
}

function verdictView(
  setup: Setup,
  verdict: Verdict,
  leftOut: readonly string[],
  outcomes: readonly OutcomeView[],
): VerdictView {
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
    outcomes,
    leftOut,
  };
}

/** A verdict as a cell of the matrix: the word is the worst violation's kind. */
function cellOf({ setup, exhaustive, bounds, outcomes }: VerdictView): CellView {
  const failing = outcomes.filter((outcome) => outcome.violations.length > 0);
  const worst: OutcomeView | undefined = failing[0] ?? outcomes[0];
  const { revision, scenario } = setup;
  const schedule = worst?.schedule ?? null;
  const all = failing.flatMap((outcome) => outcome.findings);
  const findings = all.filter((one, i) => all.findIndex(({ title }) => title === one.title) === i);
  if (failing.length > 0) {
    const kinds = [...new Set(failing.flatMap((outcome) => outcome.violations.map(({ kind }) => kind)))];
    const word = kinds.length > 1 ? `${kinds[0] ?? ""} +${kinds.length - 1}` : (kinds[0] ?? "");
    return {
      revision,
      scenario,
      result: "fails",
      word,
      detail: failing.map(({ title }) => title).join("; "),
      findings,
      schedule,
    };
  }
  const detail = `${outcomes.length} ${outcomes.length === 1 ? "outcome" : "outcomes"}, no violation`;
  if (exhaustive) return { revision, scenario, result: "holds", word: "holds", detail, findings, schedule };
  return {
    revision,
    scenario,
    result: "bounded",
    word: "bounded",
    detail: `${detail} within ${bounds.join(", ")}`,
    findings,
    schedule,
  };
}
