import type { Memory } from "../memory";
import type { Place } from "../models/places/shownRows";
import type { PlacesOf } from "../models/places/places";
import type { ExecutionView, StepView } from "../protocol";
import type { Translate } from "../placeWords";
import { isAt } from "./lines";
import type { DataPoint, FunctionPoint, LinePoint, Terms } from "./points";
import type { Walk } from "./walk";

/** Everything at which somebody wants to stop. */
export interface Points {
  readonly lines: readonly LinePoint[];
  readonly functions: readonly FunctionPoint[];
  readonly data: readonly DataPoint[];
  /** Kinds of violation. */
  readonly violations: ReadonlySet<string>;
}

/** Why a session stops at a position. */
export interface Stop {
  readonly reason: "breakpoint" | "function breakpoint" | "data breakpoint" | "exception";
  /** For people: the violation, the change. */
  readonly text: string;
  /** Kind of the violation; null for anything else. */
  readonly violation: string | null;
  /** Numbers of the breakpoints that are hit; none for a violation. */
  readonly points: readonly number[];
  /** The context that it is about. */
  readonly context: number;
  /** The line of the breakpoint that is hit, in the text that it was set in; null for anything else. */
  readonly line: Pick<LinePoint, "text" | "line"> | null;
}

/** Finds the positions of an execution at which points are hit. */
export class Stops {
  readonly #execution: ExecutionView;
  readonly #walk: Walk;
  readonly #memory: Memory;
  readonly #placesOf: PlacesOf;
  readonly #t: Translate;
  /** What points said that say something instead of stopping, since {@link takeMessages}. */
  #messages: string[] = [];

  constructor(execution: ExecutionView, walk: Walk, memory: Memory, placesOf: PlacesOf, t: Translate) {
    this.#execution = execution;
    this.#walk = walk;
    this.#memory = memory;
    this.#placesOf = placesOf;
    this.#t = t;
  }

  /** The stop at a position, the most telling first: what the last step did, then what the next one will do. */
  at(position: number, points: Points): Stop | null {
    return (
      this.#violation(position, points.violations) ??
      this.#changed(position, points.data) ??
      this.#line(position, points.lines) ??
      this.#entry(position, points.functions)
    );
  }

  /** Whether some step of the execution stands for a line. */
  reaches(text: Pick<Place, "patch" | "path" | "side">, line: number): boolean {
    return this.#walk.steps.some((step) => this.#isOn(step, text, line));
  }

  /** Positions before each statement that stands for a line. */
  positionsOf(text: Pick<Place, "patch" | "path" | "side">, line: number): readonly number[] {
    return this.#walk.steps.flatMap((step, position) =>
      this.#walk.beginsStatement(position) && this.#isOn(step, text, line) ? [position] : [],
    );
  }

  /** What points said meanwhile. */
  takeMessages(): readonly string[] {
    const messages = this.#messages;
    this.#messages = [];
    return messages;
  }

  #isOn(step: StepView, text: Pick<Place, "patch" | "path" | "side">, line: number): boolean {
    return isAt(step.place, text, line) || this.#placesOf(step).some((place) => isAt(place, text, line));
  }

  #violation(position: number, kinds: ReadonlySet<string>): Stop | null {
    const step = this.#walk.steps[position - 1];
    if (!step) return null;
    // What is judged at the end, such as a leak or a sleep for ever, belongs to no step.
    const isLast = position === this.#walk.steps.length;
    const seen = isLast ? (this.#execution.outcome?.violations ?? step.violations) : step.violations;
    const earlier = this.#walk.steps.slice(0, position - 1).flatMap(({ violations }) => violations);
    const found = seen.filter(
      (one) =>
        kinds.has(one.kind) &&
        !earlier.some(({ kind, object }) => kind === one.kind && object === one.object),
    );
    const [first] = found;
    if (!first) return null;
    const context = this.#execution.contexts.findIndex(({ id }) => id === first.contextId);
    const text = found
      .map(({ kind, object, contextId, function: name }) =>
        name === ""
          ? this.#t("{0} of {1} by {2}", kind, object, contextId)
          : this.#t("{0} of {1} by {2} in {3}()", kind, object, contextId, name),
      )
      .join("; ");
    return {
      reason: "exception",
      text,
      violation: first.kind,
      points: [],
      context: context < 0 ? step.context : context,
      line: null,
    };
  }

  #changed(position: number, points: readonly DataPoint[]): Stop | null {
    const step = this.#walk.steps[position - 1];
    if (!step) return null;
    for (const change of step.changes) {
      const { object, field, from, to } = change;
      const hit = points.filter(
        (point) =>
          point.object === object &&
          point.field === field &&
          this.#meets(point, position, () => this.#countChanges(point, position)),
      );
      if (hit.length === 0) continue;
      const text = `${object}->${field}: ${from} → ${to}`;
      return {
        reason: "data breakpoint",
        text,
        violation: null,
        points: hit.map(({ id }) => id),
        context: step.context,
        line: null,
      };
    }
    return null;
  }

  #line(position: number, points: readonly LinePoint[]): Stop | null {
    const step = this.#walk.steps[position];
    if (!step || !this.#walk.beginsStatement(position)) return null;
    const hit = points.filter(
      (point) =>
        this.#isOn(step, point.text, point.line) &&
        this.#meets(
          point,
          position,
          () => this.positionsOf(point.text, point.line).filter((at) => at <= position).length,
        ),
    );
    if (hit.length === 0) return null;
    return {
      reason: "breakpoint",
      text: step.cText,
      violation: null,
      points: hit.map(({ id }) => id),
      context: step.context,
      line: hit[0] ?? null,
    };
  }

  #entry(position: number, points: readonly FunctionPoint[]): Stop | null {
    const step = this.#walk.steps[position];
    if (!step || points.length === 0) return null;
    const entered = this.#walk.entered(position);
    const hit = points.filter(
      (point) =>
        entered.includes(point.function) &&
        this.#meets(point, position, () => this.#countEntries(point.function, position)),
    );
    if (hit.length === 0) return null;
    const text = `${point(hit)}()`;
    return {
      reason: "function breakpoint",
      text,
      violation: null,
      points: hit.map(({ id }) => id),
      context: step.context,
      line: null,
    };
  }

  /** Whether a point wants to stop here; one with a message says it instead. */
  #meets({ condition, visit, message }: Terms, position: number, visits: () => number): boolean {
    if (visit !== null && visits() !== visit) return false;
    if (condition !== null && !this.#holds(condition, position)) return false;
    if (message === null) return true;
    this.#messages.push(message);
    return false;
  }

  #holds(condition: NonNullable<Terms["condition"]>, position: number): boolean {
    try {
      const value = condition((object, field) => this.#memory.valueAt(position, object, field));
      return value !== "0" && value !== "NULL" && value !== "";
    } catch {
      // An object that this execution does not have meets no condition.
      return false;
    }
  }

  #countChanges({ object, field }: DataPoint, position: number): number {
    return this.#walk.steps
      .slice(0, position)
      .filter(({ changes }) => changes.some((one) => one.object === object && one.field === field)).length;
  }

  #countEntries(name: string, position: number): number {
    let count = 0;
    for (let at = 0; at <= position; at++) if (this.#walk.entered(at).includes(name)) count++;
    return count;
  }
}

function point(points: readonly FunctionPoint[]): string {
  return points.map(({ function: name }) => name).join(", ");
}
