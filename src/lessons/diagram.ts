import { runSchedule, toldSteps, type ExecutionStep } from "../explore";
import { nearestStep } from "./momentCheck";
import { cursorAt, type Moment } from "./opening";
import type { Ways } from "./ways";

/** A step as a diagram shows it. */
export interface DiagramRow {
  readonly n: number;
  /** Index of the context in the diagram. */
  readonly context: number;
  readonly function: string;
  readonly cText: string;
  readonly words: string;
  /** The violation that it is, in words; empty for most steps. */
  readonly violation: string;
  /** Indices of the rows, of other contexts, that happened right before it (Lamport 1978): what follows from them is left out. */
  readonly after: readonly number[];
}

/** The steps that lead to a moment, for a page that cannot replay. */
export interface Diagram {
  readonly ground: string;
  readonly schedule: string;
  readonly contexts: readonly {
    readonly id: string;
    readonly letter: string;
    readonly class: string;
    readonly kind: "task" | "interrupt";
  }[];
  readonly rows: readonly DiagramRow[];
  /** How it ends, if the moment is its end: violations in words. */
  readonly ending: string;
}

/** A step that a diagram shows: whose it is, and its C text. */
export interface ShownStep {
  readonly by: string;
  readonly cText: string;
}

/** How many steps a diagram shows that chooses them by itself. */
const longest = 14;

/**
 * The execution before a moment: the steps that are named, or else the last ones in which contexts meet.
 *
 * @throws Error with one sentence if there is no such execution or no such step in it
 */
export function diagramOf(moment: Moment, ways: Ways, named: readonly ShownStep[] = []): Diagram {
  const { machine } = ways.endings(moment);
  const { way, revision, scenario } = moment;
  const schedule = "schedule" in way ? way.schedule : ways.required(moment, way.ending).schedule;
  const { steps, outcome } = runSchedule(machine, schedule);
  const alike = steps.map((step) => ({
    ...step,
    violations: step.violation === undefined ? [] : [step.violation],
  }));
  const cursor = cursorAt(moment, alike, ({ contextId }) => contextId) ?? steps.length;
  const done = steps.slice(0, cursor);
  const shown =
    named.length > 0
      ? stepsNamed(named, done)
      : toldSteps(done)
          .filter(({ silent, violation }) => !silent || violation !== undefined)
          .slice(-longest);
  const used = [...new Set(shown.map(({ context }) => context))].sort((a, b) => a - b);
  const after = arrowsInto(shown);
  return {
    ground: `${scenario} on ${revision}`,
    schedule,
    contexts: used.flatMap((context) => {
      const { id, short, class: name, kind } = machine.contexts[context] ?? {};
      return id === undefined || short === undefined || name === undefined || kind === undefined
        ? []
        : [{ id, letter: short, class: name, kind }];
    }),
    rows: shown.map((step, row) => ({
      n: step.n,
      context: used.indexOf(step.context),
      function: step.function,
      cText: step.cText,
      words: step.text,
      violation: step.violation ?? "",
      after: after[row] ?? [],
    })),
    ending:
      cursor === steps.length
        ? outcome.violations
            .map(({ kind, object, contextId }) => `${kind} of ${object} by ${contextId}`)
            .join("; ")
        : "",
  };
}

const bare = (text: string) => text.replace(/\s+/g, "");

/** The steps that are named, each the first that fits after the one before it. */
function stepsNamed(named: readonly ShownStep[], steps: readonly ExecutionStep[]): readonly ExecutionStep[] {
  let from = 0;
  return named.map(({ by, cText }) => {
    const at = steps.findIndex(
      (step, n) => n >= from && step.contextId === by && bare(step.cText) === bare(cText),
    );
    const step = steps[at];
    if (!step) {
      const after = from > 0 ? " after the step before it" : "";
      const near = nearestStep(cText, by, steps.slice(from));
      throw new Error(`There ${by} has no step "${cText}"${after}${near}.`);
    }
    from = at + 1;
    return step;
  });
}

/**
 * For each row the rows of other contexts that it conflicts with, less those that follow from others: the last row of each
 * context that a row is known to come after grows along the lanes, as in a vector clock (Mattern 1989).
 */
function arrowsInto(shown: readonly ExecutionStep[]): readonly (readonly number[])[] {
  const rowOf = new Map(shown.map(({ n }, row) => [n, row]));
  const known = new Map<number, ReadonlyMap<number, number>>();
  const clockOf = new Map<number, ReadonlyMap<number, number>>();
  return shown.map(({ context, happensBefore }, row) => {
    const clock = new Map(known.get(context));
    const conflicts = happensBefore
      .flatMap((n) => rowOf.get(n) ?? [])
      .filter((before) => shown[before]?.context !== context)
      .sort((a, b) => b - a);
    const kept = conflicts.filter((before) => {
      const isNews = before > (clock.get(shown[before]?.context ?? -1) ?? -1);
      for (const [other, last] of clockOf.get(before) ?? [])
        clock.set(other, Math.max(last, clock.get(other) ?? -1));
      return isNews;
    });
    clock.set(context, row);
    known.set(context, clock);
    clockOf.set(row, clock);
    return kept;
  });
}
