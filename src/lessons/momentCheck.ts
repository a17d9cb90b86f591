import { runSchedule } from "../explore";
import { nearestName } from "./nearestName";
import { cursorAt, type Moment } from "./opening";
import type { Sketch } from "./sketch";
import type { Ways } from "./ways";

/** A step as far as it is named by a lesson. */
interface NamedStep {
  readonly contextId: string;
  readonly cText: string;
  readonly violation?: unknown;
}

/**
 * Why there is no such moment, in one sentence; null if there is.
 *
 * @throws Error with one sentence if there is no such ground or no such execution
 */
export function momentProblem(moment: Moment, ways: Ways): string | null {
  const { way, at, by } = moment;
  const { machine } = ways.endings(moment);
  const schedule = "schedule" in way ? way.schedule : ways.required(moment, way.ending).schedule;
  const { steps, misfit } = runSchedule(machine, schedule);
  if (misfit !== undefined) return `The schedule "${schedule}" does not fit: ${misfit}.`;
  const ids = machine.contexts.map(({ id }) => id);
  if (by !== null && !ids.includes(by)) return noContext(by, ids);
  const alike = steps.map((step) => ({
    ...step,
    violations: step.violation === undefined ? [] : [step.violation],
  }));
  if (cursorAt(moment, alike, ({ contextId }) => contextId) !== null) return null;
  if (at === "failure") {
    const whose = steps.find(({ violation }) => violation !== undefined)?.contextId;
    const where = whose === undefined ? "it is at the end and no step" : `it is one of ${whose}`;
    return `The failure is no step of ${by ?? ""}; ${where}.`;
  }
  return `No step${by === null ? "" : ` of ${by}`} is "${at}"${nearestStep(at, by, steps)}.`;
}

/** Why there is no such drawing, in one sentence; null if there is. @throws Error as {@link momentProblem} */
export function sketchProblem({ moment, show }: Sketch, ways: Ways): string | null {
  const wrong = momentProblem(moment, ways);
  if (wrong !== null) return wrong;
  const ids = ways.endings(moment).machine.contexts.map(({ id }) => id);
  const unknown = show.find(({ by }) => !ids.includes(by));
  return unknown ? noContext(unknown.by, ids) : null;
}

function noContext(id: string, ids: readonly string[]): string {
  return `There is no context "${id}"; there are ${ids.join(", ")}.`;
}

/** As the end of a sentence: the C text of a step that is most like one that there is not. */
export function nearestStep(cText: string, by: string | null, steps: readonly NamedStep[]): string {
  const texts = steps.filter(({ contextId }) => by === null || contextId === by).map((step) => step.cText);
  const wanted = bare(cText);
  const longer = texts.find((text) => wanted.length > 3 && bare(text).includes(wanted));
  return longer === undefined ? nearestName(cText, texts) : `; the nearest is "${longer}"`;
}

function bare(text: string): string {
  return text.replace(/\s+/g, "");
}
