import { explore, exploration, fails, type ExploreOptions, type Program } from "../explore";
import { filesystem, indexer, lastzero, readers } from "../explore/classics";
import { referenceCount, referenceCountPromela } from "../explore/referenceCount";
import { programFor, scenarios } from "../models";
import type { Figure } from "./benchFigure";
import { spinSearch } from "./spin";

function measured(program: Program, options: ExploreOptions, milliseconds = 600_000) {
  const started = performance.now();
  const verdict = explore(program, { ...options, limits: { memory: 4 * 2 ** 30, milliseconds } });
  return { verdict, milliseconds: performance.now() - started };
}

/** States a second on the reference count, against SPIN compiled with -O2. */
async function statesPerSecond(n: number): Promise<Figure> {
  const { verdict, milliseconds } = measured(referenceCount(n), {
    search: "stateful",
    symmetry: false,
    reduction: false,
  });
  const value = Math.round(((verdict.states ?? 0) / milliseconds) * 1000);
  const spin = await spinSearch(referenceCountPromela(n), { gcc: ["-O2"], search: ["-w22"] });
  if (spin && spin.states !== verdict.states)
    throw new Error(`SPIN found ${spin.states} states and this search ${String(verdict.states)}`);
  const other = spin ? Math.round((spin.states / spin.milliseconds) * 1000) : null;
  return {
    name: `every state of ${n} bios that drop references (${String(verdict.states)} states)`,
    value,
    unit: "states/s",
    comparedTo: spin ? "SPIN, gcc -O2" : null,
    other,
    ratio: other === null ? null : value / other,
  };
}

function withSymmetry(n: number): Figure {
  const { verdict, milliseconds } = measured(referenceCount(n), { search: "stateful" });
  return {
    name: `${n} interchangeable bios, exhaustive with symmetry (${String(verdict.states)} states)`,
    value: Math.round(milliseconds),
    unit: "ms",
    comparedTo: null,
    other: null,
    ratio: null,
  };
}

/** Searches of one program before those that count, and these. */
const [WARM, COUNTED] = [6, 7];
/** Milliseconds that the search of states may take to compare with. */
const PATIENCE = 5000;

/**
 * Executions a second of the optimal search, against the reduced search of states. A search takes fractions of a second, so
 * the first one is mostly the JavaScript engine's compiler at work: the median of later ones counts.
 */
function executionsPerSecond(program: Program): Figure {
  const runs = Array.from({ length: WARM + COUNTED }, () => measured(program, { search: "dpor" }));
  const executions = runs[0]?.verdict.executions ?? 0;
  const speed = (milliseconds: number) => Math.round((executions / milliseconds) * 1000);
  const [first = 0, ...later] = runs.map((run) => run.milliseconds);
  const counted = later.slice(WARM - 1).sort((a, b) => a - b);
  const milliseconds = counted[(COUNTED - 1) / 2] ?? 0;
  const states = measured(program, { search: "stateful" }, PATIENCE);
  const isWhole = Object.keys(states.verdict.bounds).length === 0;
  return {
    name: `optimal executions of ${program.name} (${executions}; the first search made ${speed(first)} a second)`,
    value: speed(milliseconds),
    unit: "executions/s",
    comparedTo: `as many in ${isWhole ? "the time of" : "a time too short for"} the stateful search`,
    other: speed(states.milliseconds),
    ratio: states.milliseconds / milliseconds,
  };
}

/** Time to the first failure of the slowest failing scenario, building the program included. */
function firstCounterexample(revision: string): Figure {
  let slowest = { id: "none", milliseconds: 0 };
  for (const scenario of scenarios) {
    const started = performance.now();
    const search = exploration(programFor(revision, scenario));
    let step = search.next();
    while (!step.done && step.value.failures === 0) step = search.next();
    const milliseconds = performance.now() - started;
    const failed = step.done ? step.value.outcomes.some(fails) : true;
    if (failed && milliseconds > slowest.milliseconds) slowest = { id: scenario.id, milliseconds };
  }
  return {
    name: `first counterexample on ${revision}, slowest scenario (${slowest.id})`,
    value: Math.round(slowest.milliseconds),
    unit: "ms",
    comparedTo: null,
    other: null,
    ratio: null,
  };
}

/** The measures of the explorer, each run when it is called. */
export const explorerMeasures: readonly (() => Figure | Promise<Figure>)[] = [
  () => statesPerSecond(10),
  () => withSymmetry(40),
  ...[readers(14), lastzero(13), indexer(15), filesystem(22), filesystem(26)].map(
    (program) => () => executionsPerSecond(program),
  ),
  ...["base", "p4", "p5"].map((revision) => () => firstCounterexample(revision)),
];
