import type { DebugProtocol } from "@vscode/debugprotocol";
import { nearest } from "../nearest";
import type { Ground } from "./ground";
import { whyUnreached } from "./lines";
import { termsOf, type DataPoint, type FunctionPoint, type LinePoint } from "./points";
import type { Scene } from "./scene";
import type { Points } from "./stops";

/** The breakpoints of a session, and what is told of them. */
export class Breakpoints {
  private readonly ground: Ground;
  private readonly changed: (breakpoint: DebugProtocol.Breakpoint) => void;
  private lines = new Map<string, readonly LinePoint[]>();
  private functions: readonly FunctionPoint[] = [];
  private data: readonly DataPoint[] = [];
  private violations: ReadonlySet<string> = new Set();
  private verified = new Map<number, boolean>();
  private lastId = 0;

  /** `changed` hears of breakpoints that an execution begins or ceases to reach. */
  constructor(ground: Ground, changed: (breakpoint: DebugProtocol.Breakpoint) => void) {
    this.ground = ground;
    this.changed = changed;
  }

  /** All of them, for stopping. */
  get points(): Points {
    const { functions, data, violations } = this;
    return { lines: [...this.lines.values()].flat(), functions, data, violations };
  }

  /** Those of one text. */
  async setLines(
    { source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments,
    scene: Scene | null,
  ): Promise<DebugProtocol.SetBreakpointsResponse["body"]> {
    const path = source.path ?? "";
    const text = this.ground.textAt(path);
    const patch = text && (await this.ground.patch(text.patch));
    const kept: LinePoint[] = [];
    const told = breakpoints.map((asked): DebugProtocol.Breakpoint => {
      const id = ++this.lastId;
      const { line } = asked;
      if (!text || !patch)
        return {
          id,
          line,
          verified: false,
          message: "This is no text of a patch, so no step stands for its lines.",
        };
      try {
        kept.push({ id, text, line, ...termsOf(asked) });
      } catch (error) {
        return { id, line, verified: false, message: messageOf(error) };
      }
      const isReached = scene?.stops.reaches(text, line) ?? false;
      this.verified.set(id, isReached);
      return {
        id,
        line,
        verified: isReached,
        ...(!isReached && { message: whyUnreached(patch, text, line) }),
      };
    });
    this.lines.set(path, kept);
    return { breakpoints: told };
  }

  /** Those on functions. */
  setFunctions(
    { breakpoints }: DebugProtocol.SetFunctionBreakpointsArguments,
    scene: Scene | null,
  ): DebugProtocol.SetFunctionBreakpointsResponse["body"] {
    const names = [...new Set(scene?.walk.steps.flatMap(({ stack }) => stack))];
    const kept: FunctionPoint[] = [];
    const told = breakpoints.map((asked): DebugProtocol.Breakpoint => {
      const id = ++this.lastId;
      const name = asked.name.trim().replace(/\(\)$/, "");
      try {
        kept.push({ id, function: name, ...termsOf(asked) });
      } catch (error) {
        return { id, verified: false, message: messageOf(error) };
      }
      if (names.includes(name)) return { id, verified: true };
      const near = nearest(name, names);
      const hint = near === null ? "" : `; the nearest is ${near}()`;
      return { id, verified: false, message: `No step of this execution is in ${name}()${hint}.` };
    });
    this.functions = kept;
    return { breakpoints: told };
  }

  /** Those on fields; their ids are `object->field`. */
  setData(
    { breakpoints }: DebugProtocol.SetDataBreakpointsArguments,
    scene: Scene | null,
  ): DebugProtocol.SetDataBreakpointsResponse["body"] {
    const kept: DataPoint[] = [];
    const told = breakpoints.map((asked): DebugProtocol.Breakpoint => {
      const id = ++this.lastId;
      const [object = "", field = ""] = asked.dataId.split("->");
      if (scene?.memory.valueAt(scene.shown.cursor, object, field) === undefined)
        return { id, verified: false, message: `There is no ${asked.dataId} in this execution.` };
      try {
        kept.push({ id, object, field, ...termsOf(asked, asked.dataId) });
      } catch (error) {
        return { id, verified: false, message: messageOf(error) };
      }
      return { id, verified: true };
    });
    this.data = kept;
    return { breakpoints: told };
  }

  /** Kinds of violation to stop at. */
  setViolations({ filters }: DebugProtocol.SetExceptionBreakpointsArguments): undefined {
    this.violations = new Set(filters);
  }

  /** Looks again which lines an execution reaches. */
  resolve(scene: Scene): void {
    for (const { id, text, line } of [...this.lines.values()].flat()) {
      const isReached = scene.stops.reaches(text, line);
      if (this.verified.get(id) === isReached) continue;
      this.verified.set(id, isReached);
      this.changed({ id, line, verified: isReached });
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
