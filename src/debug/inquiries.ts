import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Ground } from "./ground";
import { partsOf, type Scene } from "./scene";
import type { Stop } from "./stops";

/** More places to go to on one line than this are no choice any more. */
const MOST_TARGETS = 12;

/** The requests that look and move nothing. */
export class Inquiries {
  readonly #ground: Ground;
  readonly #here: () => Scene;
  readonly #stop: () => Stop | null;

  /** `here` gives the present scene, or throws a sentence if there is none; `stop` why the session stands there. */
  constructor(ground: Ground, here: () => Scene, stop: () => Stop | null) {
    this.#ground = ground;
    this.#here = here;
    this.#stop = stop;
  }

  /** The handlers by command. */
  handlers() {
    return {
      threads: (): DebugProtocol.ThreadsResponse["body"] => this.#threads(),
      stackTrace: (given: DebugProtocol.StackTraceArguments) => this.#stackTrace(given),
      scopes: (given: DebugProtocol.ScopesArguments) => this.#scopes(given),
      variables: ({ variablesReference }: DebugProtocol.VariablesArguments) => ({
        variables: this.#here().variables.variables(variablesReference),
      }),
      // Every text that stands in a frame is a document of the editor; VS Code asks for its console's input line.
      source: () => ({ content: "" }),
      evaluate: (given: DebugProtocol.EvaluateArguments) => this.#evaluate(given),
      dataBreakpointInfo: (given: DebugProtocol.DataBreakpointInfoArguments) => this.#dataInfo(given),
      stepInTargets: (given: DebugProtocol.StepInTargetsArguments) => this.#decisions(given),
      gotoTargets: (given: DebugProtocol.GotoTargetsArguments) => this.#targets(given),
      breakpointLocations: (given: DebugProtocol.BreakpointLocationsArguments) => this.#locations(given),
    };
  }

  #threads(): DebugProtocol.ThreadsResponse["body"] {
    const scene = this.#here();
    const statuses = scene.statuses();
    const { start, steps, contexts } = scene.shown.execution;
    const begun = new Set(
      [start, ...steps.map((step) => step.statuses)]
        .flat()
        .flatMap(({ context, state }) => (state === "waiting" ? [] : [context])),
    );
    return {
      // Who never begins in this execution has no lane in the panel either.
      threads: contexts.flatMap(({ id }, context) => {
        if (!begun.has(context)) return [];
        const { state = "waiting", why = "" } = statuses[context] ?? {};
        const words = state === "ready" ? "" : ` (${why === "" ? this.#ground.t(state) : why})`;
        return { id: context + 1, name: `${id}${words}` };
      }),
    };
  }

  async #stackTrace({
    threadId,
    startFrame = 0,
    levels = 0,
  }: DebugProtocol.StackTraceArguments): Promise<DebugProtocol.StackTraceResponse["body"]> {
    const frames = await this.#here().stackTrace(threadId - 1, this.#stop());
    const end = levels === 0 ? undefined : startFrame + levels;
    return { stackFrames: frames.slice(startFrame, end), totalFrames: frames.length };
  }

  async #scopes({ frameId }: DebugProtocol.ScopesArguments): Promise<DebugProtocol.ScopesResponse["body"]> {
    const scene = this.#here();
    const frame = await scene.frame(frameId);
    return { scopes: frame ? scene.variables.scopes(frame) : [] };
  }

  async #evaluate({
    expression,
    frameId,
  }: DebugProtocol.EvaluateArguments): Promise<DebugProtocol.EvaluateResponse["body"]> {
    const scene = this.#here();
    const frame = frameId === undefined ? undefined : await scene.frame(frameId);
    const { value: result, ...rest } = scene.variables.value(scene.evaluate(expression, frame));
    return { result, ...rest };
  }

  async #dataInfo({
    variablesReference,
    name,
    frameId,
  }: DebugProtocol.DataBreakpointInfoArguments): Promise<DebugProtocol.DataBreakpointInfoResponse["body"]> {
    const scene = this.#here();
    const field =
      variablesReference === undefined || variablesReference === 0
        ? await this.#fieldNamed(scene, name, frameId)
        : scene.variables.fieldOf(variablesReference, name);
    if (!field || scene.memory.valueAt(scene.shown.cursor, field.object, field.field) === undefined)
      return {
        dataId: null,
        description: this.#ground.t(
          "{0} is no field of an object; only those can be watched for changes.",
          name,
        ),
      };
    const dataId = `${field.object}->${field.field}`;
    return { dataId, description: dataId, accessTypes: ["write"], canPersist: true };
  }

  /** The field that an expression such as `dio->refcount` names; `dio` may be a local. */
  async #fieldNamed(scene: Scene, expression: string, frameId: number | undefined) {
    const [, name, field] = /^&?\s*(\w+(?: +\w+)*)\s*(?:->|\.)\s*(\w+)$/.exec(expression.trim()) ?? [];
    if (name === undefined || field === undefined) return null;
    const frame = frameId === undefined ? undefined : await scene.frame(frameId);
    return { object: scene.objectNamed(name, frame) ?? name, field };
  }

  /** What the environment can decide in the next step of the context that a call belongs to. */
  #decisions({ frameId }: DebugProtocol.StepInTargetsArguments): DebugProtocol.StepInTargetsResponse["body"] {
    const scene = this.#here();
    const { context } = partsOf(frameId);
    const status = scene.statuses()[context];
    const count = status?.state === "ready" && status.choices > 1 ? status.choices : 0;
    return {
      targets: Array.from({ length: count }, (_, choice) => ({
        id: choice + 1,
        label: this.#ground.t("the environment decides {0} ({1})", choice, status?.cText ?? ""),
      })),
    };
  }

  #targets({ source, line }: DebugProtocol.GotoTargetsArguments): DebugProtocol.GotoTargetsResponse["body"] {
    const scene = this.#here();
    const text = this.#ground.textAt(source.path ?? "");
    const { contexts } = scene.shown.execution;
    const steps = text ? scene.stepsOn(text, line) : [];
    return {
      targets: steps.slice(0, MOST_TARGETS).map(({ n, context }) => ({
        // A target is the position before the step, from 1.
        id: n,
        label: this.#ground.t("before step {0}, by {1}", n, contexts[context]?.id ?? ""),
        line,
      })),
    };
  }

  #locations({
    source,
    line,
    endLine = line,
  }: DebugProtocol.BreakpointLocationsArguments): DebugProtocol.BreakpointLocationsResponse["body"] {
    const { stops } = this.#here();
    const text = this.#ground.textAt(source.path ?? "");
    if (!text) return { breakpoints: [] };
    const lines = Array.from({ length: endLine - line + 1 }, (_, n) => line + n);
    return { breakpoints: lines.filter((one) => stops.reaches(text, one)).map((one) => ({ line: one })) };
  }
}
