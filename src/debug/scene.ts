import type { DebugProtocol } from "@vscode/debugprotocol";
import { ExpressionError, parseWatch } from "../expression";
import { Memory } from "../memory";
import type { PlacesOf } from "../models/places/places";
import type { Place } from "../models/places/shownRows";
import type { StatusView, StepView } from "../protocol";
import type { Frame, Ground, Shown } from "./ground";
import type { Stop } from "./stops";
import { Stops } from "./stops";
import { Variables } from "./variables";
import { Walk } from "./walk";

/** More calls than this on one stack are not told apart by the numbers of frames. */
const MOST_CALLS = 1000;

/** All that can be asked about one execution at one position. */
export class Scene {
  readonly shown: Shown;
  readonly walk: Walk;
  readonly memory: Memory;
  readonly stops: Stops;
  readonly variables: Variables;
  readonly #ground: Ground;
  readonly #places: PlacesOf;
  #frames: Promise<readonly (readonly Frame[])[]> | null = null;

  private constructor(shown: Shown, ground: Ground, places: PlacesOf, before: Scene | null) {
    const same = before?.shown.execution === shown.execution ? before : null;
    this.shown = shown;
    this.#ground = ground;
    this.#places = places;
    this.walk = same?.walk ?? new Walk(shown.execution);
    this.memory = same?.memory ?? new Memory(shown.execution);
    this.stops = same?.stops ?? new Stops(shown.execution, this.walk, this.memory, places, ground.t);
    this.variables = new Variables(shown, this.memory, ground.t);
  }

  /** The scene of what is shown; keeps what `before` knows of the same execution. */
  static async of(shown: Shown, ground: Ground, before: Scene | null): Promise<Scene> {
    const places =
      before?.shown.execution === shown.execution ? before.#places : await ground.placesOf(shown.setup);
    return new Scene(shown, ground, places, before);
  }

  /** Index of the context whose turn it is: by the schedule, or at its end whoever ran last and can go on, or anybody who can. */
  get turn(): number {
    const { cursor } = this.shown;
    const next = this.walk.steps[cursor]?.context;
    if (next !== undefined) return next;
    const latest = this.walk.steps[cursor - 1]?.context ?? 0;
    const statuses = this.statuses();
    if (statuses[latest]?.state === "ready") return latest;
    return statuses.find(({ state }) => state === "ready")?.context ?? latest;
  }

  /** What each context can do here. */
  statuses(): readonly StatusView[] {
    const { execution, cursor } = this.shown;
    const now = [...execution.start];
    for (const step of execution.steps.slice(0, cursor))
      for (const status of step.statuses) now[status.context] = status;
    return now;
  }

  /** The stacks of all contexts, outermost call first. */
  stacks(): Promise<readonly (readonly Frame[])[]> {
    const { setup, execution, cursor } = this.shown;
    this.#frames ??= this.#ground.inspect({ setup, schedule: execution.schedule, at: cursor });
    return this.#frames;
  }

  /**
   * The stack of a context as the protocol has it, innermost call first. Several diffs may show the next statement; where
   * a breakpoint in one of them stopped it, that one does.
   */
  async stackTrace(context: number, stop: Stop | null): Promise<DebugProtocol.StackFrame[]> {
    const stack = (await this.stacks())[context] ?? [];
    const upcoming = this.walk.steps[this.shown.cursor];
    const frames = stack.map(async (frame, depth): Promise<DebugProtocol.StackFrame> => {
      const isTop = depth === stack.length - 1;
      const isNext = isTop && upcoming?.context === context;
      const found = (isNext && upcoming.place) || this.#placeOf(frame);
      const place = (isNext ? placeOfPoint(stop) : null) ?? (found && inSight(found));
      const id = idOf(context, depth);
      return { id, column: 1, canRestart: true, ...(await this.#source(frame, place)) };
    });
    return (await Promise.all(frames)).reverse();
  }

  /** The call with a number of {@link stackTrace}. */
  async frame(id: number): Promise<Frame | undefined> {
    const { context, depth } = partsOf(id);
    return (await this.stacks())[context]?.[depth];
  }

  /**
   * The object that a name stands for in a call: what a local points to, the object itself, or of several with numbers
   * (`dio0`, `dio1`) the one that was allocated last; undefined if there is none.
   */
  objectNamed(name: string, frame: Frame | undefined): string | undefined {
    const local = frame?.locals.find((one) => one.name === name);
    if (local) return local.value;
    const ids = this.shown.execution.objects.map(({ id }) => id);
    if (ids.includes(name)) return name;
    const numbered = ids.filter((id) => id.startsWith(name) && /^\d+$/.test(id.slice(name.length)));
    const isThere = (id: string): boolean => this.memory.valueAt(this.shown.cursor, id, "") !== "absent";
    return numbered.findLast(isThere) ?? numbered[0];
  }

  /** The value of an expression in a call, or without one; names are its locals, else objects. @throws {ExpressionError} */
  evaluate(expression: string, frame: Frame | undefined): string {
    // Hovers and C itself write `&dio->refcount` where the field is meant.
    const bare = expression
      .trim()
      .replace(/^[&*]+/, "")
      .replace(/;$/, "");
    return parseWatch(bare)((name, field) => {
      const object = this.objectNamed(name, frame);
      if (field === "" || object === undefined) return object;
      return this.memory.valueAt(this.shown.cursor, object, field);
    });
  }

  /** An expression's value for a message: `{dio->refcount}` is replaced. */
  filled(message: string): string {
    return message.replace(/\{([^{}]*)\}/g, (_, expression: string) => {
      try {
        return this.evaluate(expression, undefined);
      } catch (error) {
        return error instanceof ExpressionError ? `{${error.message}}` : "{?}";
      }
    });
  }

  /** The steps on a line, for going there. */
  stepsOn(text: Pick<Place, "patch" | "path" | "side">, line: number): readonly StepView[] {
    return this.stops.positionsOf(text, line).flatMap((position) => this.walk.steps[position] ?? []);
  }

  #placeOf(frame: Frame): Place | null {
    const found = this.#places(frame);
    const front = this.walk.steps[this.shown.cursor]?.place?.patch;
    return found.find(({ patch }) => patch === front) ?? found[0] ?? null;
  }

  async #source(
    frame: Frame,
    place: Pick<Place, "patch" | "path" | "side" | "line"> | null,
  ): Promise<Pick<DebugProtocol.StackFrame, "source" | "line" | "name" | "presentationHint">> {
    const path = place && (await this.#ground.pathOf(place));
    // A context itself is no function, and nothing is there to be opened.
    if (!place || path === null) return { line: 0, name: frame.function, presentationHint: "label" };
    const name = place.path.split("/").at(-1) ?? place.path;
    return { source: { name, path }, line: place.line, name: frame.function };
  }
}

/** A line that the patch leaves alone is seen in the new text, which every diff shows; the old one has no room in narrow ones. */
function inSight(place: Place): Pick<Place, "patch" | "path" | "side" | "line"> {
  const { unchanged, across } = place;
  return place.side === "old" && unchanged && across !== null
    ? { ...place, side: "new", line: across }
    : place;
}

/** Where the breakpoint of a stop was set. */
function placeOfPoint(stop: Stop | null): Pick<Place, "patch" | "path" | "side" | "line"> | null {
  return stop?.line ? { ...stop.line.text, line: stop.line.line } : null;
}

/** The number of a call: of its context and how deep it is. */
function idOf(context: number, depth: number): number {
  return 1 + context * MOST_CALLS + depth;
}

/** The context and the depth of a call by its number. */
export function partsOf(id: number): { readonly context: number; readonly depth: number } {
  return { context: Math.floor((id - 1) / MOST_CALLS), depth: (id - 1) % MOST_CALLS };
}
