import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Change, Ground } from "./ground";
import { Breakpoints } from "./breakpoints";
import { capabilitiesIn } from "./capabilities";
import { Driver, type Ended } from "./driver";
import { launched, type LaunchArguments } from "./launch";
import { Inquiries } from "./inquiries";
import { Scene } from "./scene";
import type { Stop } from "./stops";
import type { Reach } from "./walk";

/** What a request is answered with; the type of its body is the command's own. */
type Answer = object | undefined;

/** Handlers by command. */
type Handlers = Readonly<Record<string, (given: never) => Promise<Answer> | Answer>>;

/** A session of the debug protocol: requests in, responses and events out. It knows no editor and no Node. */
export class DebugSession {
  readonly #ground: Ground;
  readonly #send: (message: DebugProtocol.ProtocolMessage) => void;
  readonly #driver: Driver;
  readonly #points: Breakpoints;
  readonly #handlers: Handlers;
  #following: { readonly dispose: () => void } | null = null;
  #scene: Scene | null = null;
  #stop: Stop | null = null;
  #sequence = 0;
  #stopOnEntry: boolean | "shown" = true;
  /** Whether the client is gone, perhaps while a launch was under way. */
  #isOver = false;
  /** What is to be told once the request that is being answered has its response. */
  #later: (() => void)[] = [];
  /** Requests are taken one after the other, as each may move the execution. */
  #queue: Promise<void> = Promise.resolve();

  constructor(ground: Ground, send: (message: DebugProtocol.ProtocolMessage) => void) {
    this.#ground = ground;
    this.#send = send;
    this.#driver = new Driver(ground);
    this.#points = new Breakpoints(ground, (breakpoint) =>
      this.#event("breakpoint", { reason: "changed", breakpoint }),
    );
    this.#handlers = {
      ...this.#life(),
      ...this.#moves(),
      ...new Inquiries(
        ground,
        () => this.#here(),
        () => this.#stop,
      ).handlers(),
    };
  }

  /** Takes in a message of the client; every request is answered, a failed one with a sentence. */
  handle(message: DebugProtocol.ProtocolMessage): void {
    if (message.type !== "request") return;
    // A search may take long: who wants to leave does not wait for it.
    if (["disconnect", "terminate"].includes((message as DebugProtocol.Request).command))
      this.#ground.giveUp();
    this.#queue = this.#queue.then(() => this.#answer(message as DebugProtocol.Request));
  }

  /** The client is gone: nothing is followed any more. */
  dispose(): void {
    this.#isOver = true;
    if (this.#following === null) return;
    this.#following.dispose();
    this.#following = null;
    this.#scene = null;
    this.#ground.ended();
  }

  async #answer(request: DebugProtocol.Request): Promise<void> {
    const { seq, command } = request;
    const response = { type: "response", request_seq: seq, command } as const;
    try {
      const handler = Object.hasOwn(this.#handlers, command) ? this.#handlers[command] : undefined;
      if (!handler)
        throw new Error(this.#ground.t('This debugger does not know the request "{0}".', command));
      const body = await handler((request.arguments ?? {}) as never);
      this.#post({ ...response, success: true, ...(body && { body }) });
      for (const tell of this.#later.splice(0)) tell();
      if (command === "configurationDone") await this.#begin();
    } catch (error) {
      const format = error instanceof Error ? error.message : String(error);
      this.#post({
        ...response,
        success: false,
        message: format,
        body: { error: { id: 1, format, showUser: true } },
      });
    }
  }

  #life(): Handlers {
    return {
      initialize: () => capabilitiesIn(this.#ground.t),
      launch: async (asked: LaunchArguments) => {
        const { note, ...found } = await launched(asked, this.#ground);
        this.#stopOnEntry = asked.stopOnEntry ?? true;
        await this.#ground.replay.replay({ ...found, cursor: 0, by: "debugger" });
        const { now } = this.#ground.replay;
        if (!now) throw new Error(this.#ground.t("The execution was closed before the session could begin."));
        this.#scene = await Scene.of(now, this.#ground, null);
        if (this.#isOver) throw new Error(this.#ground.t("The session was left before it could begin."));
        this.#points.resolve(this.#scene);
        this.#following?.dispose();
        this.#following = this.#ground.replay.follow((change) => this.#hear(change));
        const { scenario, revision, steps } = now.execution;
        this.#say(
          this.#ground.t("{0} on {1}, {2} steps: {3}", scenario, revision, steps.length, found.reason),
        );
        if (note !== "") this.#say(note);
        this.#later.push(() => this.#event("initialized"));
        return undefined;
      },
      configurationDone: () => undefined,
      disconnect: () => this.#end(),
      terminate: () => this.#end(),
      setBreakpoints: (given: DebugProtocol.SetBreakpointsArguments) =>
        this.#points.setLines(given, this.#scene),
      setFunctionBreakpoints: (given: DebugProtocol.SetFunctionBreakpointsArguments) =>
        this.#points.setFunctions(given, this.#scene),
      setDataBreakpoints: (given: DebugProtocol.SetDataBreakpointsArguments) =>
        this.#points.setData(given, this.#scene),
      setExceptionBreakpoints: (given: DebugProtocol.SetExceptionBreakpointsArguments) =>
        this.#points.setViolations(given),
      exceptionInfo: () => ({
        exceptionId: this.#stop?.violation ?? "",
        description: this.#stop?.text ?? "",
        breakMode: "always",
      }),
      pause: () => undefined,
    };
  }

  #moves(): Handlers {
    const step = (reach: Reach) => (given: DebugProtocol.NextArguments & { targetId?: number }) =>
      this.#move((scene) =>
        this.#driver.step(
          scene,
          contextOf(given.threadId),
          given.granularity === "instruction" ? "instruction" : reach,
          this.#points.points,
          // Targets of a step are the environment's decisions, from 1.
          given.targetId === undefined ? undefined : given.targetId - 1,
        ),
      );
    return {
      next: step("over"),
      stepIn: step("into"),
      stepOut: step("out"),
      stepBack: ({ threadId, granularity }: DebugProtocol.StepBackArguments) =>
        this.#move((scene) =>
          this.#driver.back(scene, contextOf(threadId), granularity === "instruction" ? granularity : "into"),
        ),
      continue: async () => {
        await this.#move((scene) => this.#driver.run(scene, this.#points.points));
        return { allThreadsContinued: true };
      },
      reverseContinue: () => this.#move((scene) => this.#driver.runBack(scene, this.#points.points)),
      goto: ({ targetId }: DebugProtocol.GotoArguments) =>
        this.#move((scene) => this.#driver.arrive(scene, targetId - 1, null), "goto"),
      restartFrame: ({ frameId }: DebugProtocol.RestartFrameArguments) =>
        this.#move((scene) => this.#driver.restart(scene, frameId), "restart"),
    };
  }

  /** Moves, and tells where that ended once the request has its answer. */
  async #move(run: (scene: Scene) => Promise<Ended>, reason = "step"): Promise<undefined> {
    const ended = await run(this.#here());
    this.#scene = ended.scene;
    this.#points.resolve(ended.scene);
    this.#later.push(() => {
      for (const sentence of ended.said) this.#say(sentence);
      this.#tellStop(ended.stop, ended.stop?.reason ?? reason);
    });
  }

  #end(): undefined {
    this.dispose();
    this.#later.push(() => this.#event("terminated"));
  }

  async #begin(): Promise<void> {
    if (this.#stopOnEntry === true || !this.#scene) return this.#tellStop(null, "entry");
    const { points } = this.#points;
    if (this.#stopOnEntry) await this.#move((scene) => this.#driver.runToShown(scene, points), "entry");
    else await this.#move((scene) => this.#driver.run(scene, points), "pause");
    for (const tell of this.#later.splice(0)) tell();
  }

  #tellStop(stop: Stop | null, reason: string): void {
    const scene = this.#scene;
    if (!scene) return;
    this.#stop = stop;
    const { execution, cursor } = scene.shown;
    const isEnd = cursor === execution.steps.length && stop === null;
    const text = isEnd
      ? (execution.outcome?.title ?? this.#ground.t("the schedule ends here"))
      : (stop?.text ?? "");
    const short = isEnd
      ? this.#ground.t("at the end: step back or stop")
      : stop?.reason === "breakpoint"
        ? ""
        : (stop?.violation ?? text);
    this.#event("stopped", {
      reason,
      threadId: (stop?.context ?? scene.turn) + 1,
      allThreadsStopped: true,
      ...(text !== "" && { text }),
      // The call stack puts it beside the name of the thread, where there is room for few words.
      ...(short !== "" && { description: short }),
      ...(stop && stop.points.length > 0 && { hitBreakpointIds: [...stop.points] }),
    });
  }

  /** Nobody waits for what follows a change, so whatever fails is said here. */
  #hear(change: Change): void {
    this.#followed(change).catch((error: unknown) =>
      this.#say(error instanceof Error ? error.message : String(error)),
    );
  }

  /** Panel, lesson or editor moved the execution: the session stands where they do. */
  async #followed(change: Change): Promise<void> {
    if (change.by === "debugger" || change.kind === "noReturn" || !this.#scene) return;
    if (!change.now) {
      // The panel was closed. The session lives on, so the execution does.
      const { setup, execution, cursor } = this.#scene.shown;
      const request = {
        setup,
        schedule: execution.schedule,
        cursor,
        reason: this.#ground.t("Debugged"),
        by: "debugger",
      } as const;
      await this.#ground.replay.replay(request);
      return;
    }
    const scene = await Scene.of(change.now, this.#ground, this.#scene);
    // Meanwhile it may have moved on.
    if (this.#ground.replay.now !== change.now || !this.#scene) return;
    this.#scene = scene;
    this.#points.resolve(scene);
    this.#tellStop(null, "goto");
  }

  #here(): Scene {
    if (!this.#scene) throw new Error(this.#ground.t("Nothing is being debugged."));
    return this.#scene;
  }

  /** As output of the program, since VS Code shows what comes from the debugger itself in the colour of warnings. */
  #say(sentence: string): void {
    this.#event("output", { category: "stdout", output: `${sentence}\n` });
  }

  #event(event: string, body?: object): void {
    this.#post({ type: "event", event, ...(body && { body }) });
  }

  #post(message: object): void {
    this.#send({ seq: ++this.#sequence, ...message } as DebugProtocol.ProtocolMessage);
  }
}

/** Index of a context by its number as a thread. */
function contextOf(thread: number): number {
  return thread - 1;
}
