import type { DebugProtocol } from "@vscode/debugprotocol";
import { modelPatch } from "../models/sources/modelSources";
import { nearest } from "../nearest";
import type { Translate } from "../placeWords";
import { kindsBehind } from "./capabilities";
import type { Ground } from "./ground";
import { unreachedInModel, whyUnreached } from "./lines";
import { termsOf, type DataPoint, type FunctionPoint, type LinePoint } from "./points";
import type { Scene } from "./scene";
import type { Points } from "./stops";

/** What is told of a breakpoint: whether the execution can hit it, or why it cannot. */
type Told = Pick<DebugProtocol.Breakpoint, "verified" | "message">;

/** A point with the question whether an execution can hit it. */
interface Kept<P> {
  readonly point: P;
  readonly judge: (scene: Scene | null) => Told;
}

const verified: Told = { verified: true };

/** The breakpoints of a session, and what is told of them. */
export class Breakpoints {
  readonly #ground: Ground;
  readonly #changed: (breakpoint: DebugProtocol.Breakpoint) => void;
  #lines = new Map<string, readonly Kept<LinePoint>[]>();
  #functions: readonly Kept<FunctionPoint>[] = [];
  #data: readonly Kept<DataPoint>[] = [];
  #violations: ReadonlySet<string> = new Set();
  #known = new Map<number, boolean>();
  #lastId = 0;

  /** `changed` hears of breakpoints that an execution begins or ceases to reach. */
  constructor(ground: Ground, changed: (breakpoint: DebugProtocol.Breakpoint) => void) {
    this.#ground = ground;
    this.#changed = changed;
  }

  /** All of them, for stopping. */
  get points(): Points {
    const bare = <P>(kept: readonly Kept<P>[]): readonly P[] => kept.map(({ point }) => point);
    return {
      lines: bare([...this.#lines.values()].flat()),
      functions: bare(this.#functions),
      data: bare(this.#data),
      violations: this.#violations,
    };
  }

  /** Those of one text. */
  async setLines(
    { source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments,
    scene: Scene | null,
  ): Promise<DebugProtocol.SetBreakpointsResponse["body"]> {
    const path = source.path ?? "";
    const text = this.#ground.textAt(path);
    const patch = text && (await this.#ground.patch(text.patch));
    const kept: Kept<LinePoint>[] = [];
    const told = breakpoints.map((asked): DebugProtocol.Breakpoint => {
      const { line } = asked;
      if (!text || (!patch && text.patch !== modelPatch)) {
        const message = this.#ground.t("This is no text of a patch, so no step stands for its lines.");
        return { id: ++this.#lastId, line, verified: false, message };
      }
      const judge = (now: Scene | null): Told => {
        if (now?.stops.reaches(text, line) === true) return verified;
        return {
          verified: false,
          message: patch ? whyUnreached(patch, text, line, this.#ground.t) : unreachedInModel(this.#ground.t),
        };
      };
      const make = (id: number): LinePoint => ({ id, text, line, ...termsOf(asked, this.#ground.t) });
      return { line, ...this.#keep(make, judge, kept, scene) };
    });
    this.#lines.set(path, kept);
    return { breakpoints: told };
  }

  /** Those on functions. */
  setFunctions(
    { breakpoints }: DebugProtocol.SetFunctionBreakpointsArguments,
    scene: Scene | null,
  ): DebugProtocol.SetFunctionBreakpointsResponse["body"] {
    const kept: Kept<FunctionPoint>[] = [];
    const told = breakpoints.map((asked): DebugProtocol.Breakpoint => {
      const name = asked.name.trim().replace(/\(\)$/, "");
      const make = (id: number): FunctionPoint => ({ id, function: name, ...termsOf(asked, this.#ground.t) });
      return this.#keep(make, (now) => judgeFunction(name, now, this.#ground.t), kept, scene);
    });
    this.#functions = kept;
    return { breakpoints: told };
  }

  /** Those on fields; their ids are `object->field`. */
  setData(
    { breakpoints }: DebugProtocol.SetDataBreakpointsArguments,
    scene: Scene | null,
  ): DebugProtocol.SetDataBreakpointsResponse["body"] {
    const kept: Kept<DataPoint>[] = [];
    const told = breakpoints.map((asked): DebugProtocol.Breakpoint => {
      const { dataId } = asked;
      const [object = "", field = ""] = dataId.split("->");
      const judge = (now: Scene | null): Told =>
        now?.memory.valueAt(now.shown.cursor, object, field) === undefined
          ? { verified: false, message: this.#ground.t("There is no {0} in this execution.", dataId) }
          : verified;
      const make = (id: number): DataPoint => ({
        id,
        object,
        field,
        ...termsOf(asked, this.#ground.t, dataId),
      });
      return this.#keep(make, judge, kept, scene);
    });
    this.#data = kept;
    return { breakpoints: told };
  }

  /** Kinds of violation to stop at. */
  setViolations({ filters }: DebugProtocol.SetExceptionBreakpointsArguments): undefined {
    this.#violations = kindsBehind(filters);
  }

  /** Looks again which points an execution can hit. */
  resolve(scene: Scene): void {
    for (const { point, judge } of [...[...this.#lines.values()].flat(), ...this.#functions, ...this.#data]) {
      const told = judge(scene);
      if (this.#known.get(point.id) === told.verified) continue;
      this.#known.set(point.id, told.verified);
      this.#changed({ id: point.id, ...("line" in point && { line: point.line }), ...told });
    }
  }

  /** Takes a point in, unless its terms make no sense. */
  #keep<P>(
    make: (id: number) => P,
    judge: (scene: Scene | null) => Told,
    into: Kept<P>[],
    scene: Scene | null,
  ): DebugProtocol.Breakpoint {
    const id = ++this.#lastId;
    try {
      into.push({ point: make(id), judge });
    } catch (error) {
      return { id, verified: false, message: messageOf(error) };
    }
    const told = judge(scene);
    this.#known.set(id, told.verified);
    return { id, ...told };
  }
}

function judgeFunction(name: string, scene: Scene | null, t: Translate): Told {
  const names = [...new Set(scene?.walk.steps.flatMap(({ stack }) => stack))];
  if (names.includes(name)) return verified;
  const near = nearest(name, names);
  const message =
    near === null
      ? t("No step of this execution is in {0}().", name)
      : t("No step of this execution is in {0}(); the nearest is {1}().", name, near);
  return { verified: false, message };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
