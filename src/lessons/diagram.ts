import { runSchedule } from "../explore";
import { cursorAt, type Moment } from "./opening";
import type { Ways } from "./ways";

/** The steps that lead to a moment, for a page that cannot replay. */
export interface Diagram {
  readonly ground: string;
  readonly schedule: string;
  readonly contexts: readonly string[];
  readonly rows: readonly {
    readonly n: number;
    /** Index of the context. */
    readonly context: number;
    readonly function: string;
    readonly cText: string;
    readonly words: string;
  }[];
  /** How it ends, if the moment is its end: violations in words. */
  readonly ending: string;
}

/** How many steps a diagram shows. */
const longest = 14;

/** The last steps before a moment. @throws Error with one sentence if there is no such execution */
export function diagramOf(moment: Moment, ways: Ways): Diagram {
  const { machine } = ways.endings(moment);
  const { way, revision, scenario } = moment;
  const schedule = "schedule" in way ? way.schedule : ways.required(moment, way.ending).schedule;
  const { steps, outcome } = runSchedule(machine, schedule);
  const alike = steps.map((step) => ({
    ...step,
    violations: step.violation === undefined ? [] : [step.violation],
  }));
  const cursor = cursorAt(moment, alike, ({ contextId }) => contextId) ?? steps.length;
  const shown = steps
    .slice(0, cursor)
    .filter(({ silent }) => !silent)
    .slice(-longest);
  const used = [...new Set(shown.map(({ context }) => context))].sort((a, b) => a - b);
  const isEnd = cursor === steps.length;
  return {
    ground: `${scenario} on ${revision}`,
    schedule,
    contexts: used.map((context) => machine.contexts[context]?.id ?? ""),
    rows: shown.map(({ n, context, function: name, cText, text }) => ({
      n,
      context: used.indexOf(context),
      function: name,
      cText,
      words: text,
    })),
    ending: isEnd
      ? outcome.violations
          .map(({ kind, object, contextId }) => `${kind} of ${object} by ${contextId}`)
          .join("; ")
      : "",
  };
}
