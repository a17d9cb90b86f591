import type { StatusView } from "../protocol";
import type { Ground } from "./ground";
import { partsOf, Scene } from "./scene";
import type { Points, Stop } from "./stops";
import type { Reach } from "./walk";

/** Where a command ended. */
export interface Ended {
  readonly scene: Scene;
  readonly stop: Stop | null;
  /** What the person should know, one sentence each. */
  readonly said: readonly string[];
}

/** More steps than this in one command mean that a context runs in a circle. */
const MOST_STEPS = 20_000;

/** Moves the shared execution as the commands of a debugger ask. */
export class Driver {
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Along the schedule to the next stop, or to its end. */
  async run(scene: Scene, points: Points): Promise<Ended> {
    const { walk, stops, shown } = scene;
    for (let at = shown.cursor + 1; at <= walk.steps.length; at++) {
      const stop = stops.at(at, points);
      if (stop || at === walk.steps.length) return this.arrive(scene, at, stop);
    }
    const said =
      shown.execution.end === "open"
        ? this.#ground.t("The schedule ends here; step a thread to go on.")
        : this.#ground.t("The execution has ended.");
    return { scene, stop: null, said: [said] };
  }

  /** Before the next step that a diff shows, or to a stop on the way; where there is neither, it stays. */
  async runToShown(scene: Scene, points: Points): Promise<Ended> {
    const { walk, stops, shown } = scene;
    for (let at = shown.cursor; at < walk.steps.length; at++) {
      const stop = at > shown.cursor ? stops.at(at, points) : null;
      if (stop || walk.steps[at]?.place) return this.arrive(scene, at, stop);
    }
    return { scene, stop: null, said: [] };
  }

  /** Back to the stop before, or to the start. */
  async runBack(scene: Scene, points: Points): Promise<Ended> {
    for (let at = scene.shown.cursor - 1; at > 0; at--) {
      const stop = scene.stops.at(at, points);
      if (stop) return this.arrive(scene, at, stop);
    }
    return this.arrive(scene, 0, null);
  }

  /**
   * One command of a context. Whose turn it is by the schedule follows it; any other context goes another way from
   * here, and what the schedule had behind this point is cut off.
   */
  async step(scene: Scene, context: number, reach: Reach, points: Points, choice?: number): Promise<Ended> {
    const { walk, stops, shown } = scene;
    const next = walk.steps[shown.cursor];
    const isChosen = choice !== undefined && next?.chosen !== choice;
    if (next?.context !== context || isChosen) return this.#stray(scene, context, reach, points, choice);
    // Asked once a position: points with a message say it each time.
    let stop: Stop | null = null;
    const isStop = (position: number): boolean => (stop = stops.at(position, points)) !== null;
    const at = walk.forward(shown.cursor, reach, isStop);
    if (at === walk.steps.length) isStop(at);
    return this.arrive(scene, at, stop);
  }

  /** Back before the latest statement; of the context whose turn it is, before the latest of all. */
  back(scene: Scene, context: number, reach: Reach): Promise<Ended> {
    const { walk, shown } = scene;
    const own = context === scene.turn ? null : context;
    return this.arrive(scene, walk.back(shown.cursor, own, reach), null);
  }

  /** To where a call began. */
  restart(scene: Scene, frameId: number): Promise<Ended> {
    const { context, depth } = partsOf(frameId);
    return this.arrive(scene, scene.walk.entryOf(context, depth, scene.shown.cursor), null);
  }

  /** To a position of the execution. */
  async arrive(scene: Scene, at: number, stop: Stop | null): Promise<Ended> {
    this.#ground.replay.moveTo(at, "debugger");
    const said = scene.stops.takeMessages();
    const now = await this.look(scene);
    return { scene: now, stop, said: said.map((message) => now.filled(message)) };
  }

  /** The scene of what is shown now. */
  async look(before: Scene): Promise<Scene> {
    const { now } = this.#ground.replay;
    return now ? Scene.of(now, this.#ground, before) : before;
  }

  async #stray(
    begun: Scene,
    context: number,
    reach: Reach,
    points: Points,
    choice: number | undefined,
  ): Promise<Ended> {
    const id = begun.shown.execution.contexts[context]?.id ?? "";
    const said: string[] = [];
    let scene = begun;
    const first = (await begun.stacks())[context] ?? [];
    for (let count = 0; count < MOST_STEPS; count++) {
      const status = scene.statuses()[context];
      if (status?.state !== "ready") {
        said.push(this.#standstill(id, status));
        return { scene, stop: null, said };
      }
      const decided = status.choices > 1 ? ((count === 0 ? choice : undefined) ?? 0) : null;
      if (decided !== null && choice === undefined)
        said.push(
          this.#ground.t(
            'The environment decides "{0}" here: 0 of 0 to {1}. Step Into Target chooses another.',
            status.cText,
            status.choices - 1,
          ),
        );
      // Others may move the execution while this one looks at stacks: then it is theirs.
      const { now } = this.#ground.replay;
      const isOurs =
        now?.execution.steps === scene.shown.execution.steps && now.cursor === scene.shown.cursor;
      const isTaken =
        isOurs && (await this.#ground.replay.choose(scene.shown.cursor, id, decided, "debugger"));
      scene = await this.look(scene);
      if (!isTaken) {
        said.push(this.#ground.t("The execution was moved elsewhere meanwhile; the step ends here."));
        return { scene, stop: null, said };
      }
      const stop = scene.stops.at(scene.shown.cursor, points);
      said.push(...scene.stops.takeMessages().map((message) => scene.filled(message)));
      if (stop) return { scene, stop, said };
      const stack = (await scene.stacks())[context] ?? [];
      const [from, to] = [first.at(-1), stack.at(-1)];
      const depth = stack.length - first.length;
      const moved = !to || depth !== 0 || to.cText !== from?.cText || to.function !== from.function;
      const isDone =
        reach === "instruction" ||
        (reach === "out" ? depth < 0 || !to : moved && (reach === "into" || depth <= 0));
      if (isDone) return { scene, stop: null, said };
    }
    said.push(this.#ground.t("{0} has taken {1} steps without getting there.", id, MOST_STEPS));
    return { scene, stop: null, said };
  }

  /** Why a context cannot take a step. */
  #standstill(id: string, status: StatusView | undefined): string {
    const { t } = this.#ground;
    if (!status) return t("{0} cannot go on: it is not there.", id);
    if (status.why === "") return t("{0} cannot go on: it is {1}.", id, t(status.state));
    return t("{0} cannot go on: {1}.", id, status.why);
  }
}
