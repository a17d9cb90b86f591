import * as vscode from "vscode";
import type { Challenge } from "../../lessons/challenge";
import type { LessonStep } from "../../lessons/lesson";
import type { Ground, Opening } from "../../lessons/opening";
import type { Far } from "../../lessons/turns";
import type { DiagramView, FromLesson, ToLesson } from "../../lessonProtocol";
import { lessonProtocolVersion, readFromLesson } from "../../lessonProtocol";
import type { Change, CurrentExecution } from "../replay/current";
import type { Client } from "../worker/client";
import { challengeView, diagramView, shelvesOf, stepPage, turnsOf, type Allowed } from "./pageOf";
import type { PictureAddresses } from "./pictures";
import type { Progress } from "./progress";
import type { ShelvedLesson, Shelf } from "./shelf";
import type { Stage } from "./stage";
import { viewWords } from "./words";

/** What the player needs of the editor around it. */
export interface Surroundings {
  readonly shelf: Pick<Shelf, "lessons" | "find" | "classFile">;
  readonly stage: Pick<Stage, "show" | "replay">;
  readonly current: Pick<CurrentExecution, "now">;
  readonly progress: Progress;
  readonly worker: Client;
  readonly send: (message: ToLesson) => void;
  /** Addresses of a lesson's pictures, as the view can load them. */
  readonly pictures: (lesson: ShelvedLesson) => Promise<PictureAddresses>;
  /** Follows a link of a lesson. */
  readonly follow: (target: string, title: string) => Promise<void>;
  /** A lesson begins or ends, which decides whether its keys work. */
  readonly playing: (isPlaying: boolean) => void;
  readonly present: () => Promise<boolean>;
  readonly export: (lesson: ShelvedLesson) => Promise<void>;
  readonly handIn: (lesson: ShelvedLesson, challenge: Challenge) => Promise<void>;
}

/** The end of what was replayed. */
const atEnd = { at: "end", by: null };

/** Where somebody is. */
interface At {
  readonly shelved: ShelvedLesson;
  readonly pictures: PictureAddresses;
  readonly n: number;
}

/** Plays lessons: the one place that knows which step is shown, and whether its challenge is won. */
export class Player {
  readonly #around: Surroundings;
  #last: Promise<void> = Promise.resolve();
  #at: At | null = null;
  #notes = false;
  #presenting = false;
  #busy = false;
  /** What the judge said last of the challenge that is shown. */
  #words = "";
  #par: number | null = null;
  /** What the step draws, as soon as it is computed. */
  #diagram: DiagramView | null = null;

  /** The schedule of the solution, once it has been shown: who replays or debugs that has not found it. */
  #solution: string | null = null;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Takes in a message of the view; what goes wrong is told to the reader in one sentence. */
  receive(value: unknown): Promise<void> {
    return this.#shield(() => this.#act(readFromLesson(value)));
  }

  /** Opens a lesson where it was left. */
  open(id: string): Promise<void> {
    return this.#shield(() => this.#open(id));
  }

  /** Goes a step on or back. */
  move(by: 1 | -1): Promise<void> {
    return this.#shield(async () => {
      if (this.#at) await this.#go(this.#at.n + by);
    });
  }

  /** The execution that all look at has changed: perhaps a challenge is won. */
  followed(change: Change): Promise<void> {
    return this.#shield(async () => {
      const challenge = this.#step()?.challenge;
      if (change.by === "lesson" || change.kind === "noReturn" || !challenge) return;
      if (change.kind === "replaced" || change.kind === "extended") await this.#judge(challenge);
      await this.refresh();
    });
  }

  /** Lessons have changed: the one that is open is shown as it is now, or the shelf if it is gone. */
  changed(): Promise<void> {
    return this.#shield(async () => {
      if (this.#at) {
        const { shelved, n } = this.#at;
        const now = await this.#around.shelf.find(shelved.lesson.id);
        // While it is written, a lesson may have no step at all.
        const last = (now?.lesson.steps.length ?? 0) - 1;
        this.#at =
          now && last >= 0
            ? { shelved: now, n: Math.min(n, last), pictures: await this.#around.pictures(now) }
            : null;
        if (!this.#at) this.#around.playing(false);
      }
      await this.refresh();
    });
  }

  /** Sends everything again. */
  async refresh(): Promise<void> {
    const { shelf, progress, send } = this.#around;
    const lessons = await shelf.lessons();
    const step = this.#at ? this.#page(this.#at) : null;
    const notes = (step?.notes.length ?? 0) === 0 ? "none" : this.#notes ? "shown" : "hidden";
    send({
      kind: "page",
      words: viewWords(),
      shelves: shelvesOf(lessons, progress),
      step,
      notes,
      presenting: this.#presenting,
      busy: this.#busy,
    });
  }

  #page({ shelved, n, pictures }: At): ReturnType<typeof stepPage> {
    const { seen } = this.#around.progress.of(shelved.lesson.id);
    return stepPage(shelved, n, this.#challenge(), {
      allowed: this.#allowed,
      seen,
      pictures,
      diagram: this.#diagram,
    });
  }

  /** One thing after the other, so that a second click waits for what the first began. */
  #shield(act: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(act).catch((error: unknown) => {
      const sentence = error instanceof Error ? error.message : String(error);
      this.#around.send({ kind: "said", sentence, problem: true });
    });
    return this.#last;
  }

  async #act(message: FromLesson): Promise<void> {
    const { shelf, follow, present, playing } = this.#around;
    switch (message.kind) {
      case "ready":
        if (message.version !== lessonProtocolVersion)
          throw new Error(
            vscode.l10n.t(
              "The lesson view is of another version of the extension; close it and open it again.",
            ),
          );
        return this.refresh();
      case "openLesson":
        return this.#open(message.id);
      case "shelf":
        this.#at = null;
        playing(false);
        return this.refresh();
      case "go":
        return this.#go(message.step);
      case "reopen": {
        const opening = this.#step()?.opening;
        return opening ? this.#show(opening) : undefined;
      }
      case "follow":
        return follow(message.target, message.title);
      case "toggleNotes":
        this.#notes = !this.#notes;
        return this.refresh();
      case "present":
        this.#presenting = await present();
        return this.refresh();
      case "export":
        return this.#at ? this.#around.export(this.#at.shelved) : undefined;
      default: {
        const challenge = this.#step()?.challenge;
        await shelf.lessons();
        return challenge ? this.#challenged(challenge, message) : undefined;
      }
    }
  }

  /** Judges the execution that is shown. */
  async #judge(challenge: Challenge): Promise<void> {
    const { now } = this.#around.current;
    if (!now || challenge.task.kind === "choose") return;
    const { setup, execution } = now;
    const { schedule } = execution;
    if (schedule === this.#solution) return;
    const attempt = { ...setup, schedule };
    const judgement = await this.#around.worker.ask("judge", { challenge, attempt });
    if (challenge !== this.#step()?.challenge) return;
    // While somebody is still playing, "not yet" is no news.
    this.#words = judgement.won || execution.end !== "open" ? judgement.words : "";
    if (judgement.won) await this.#won(challenge, judgement.preemptions ?? 0, schedule, setup.without);
  }

  /** Lets a context run on in a challenge, from where the execution is looked at. */
  async #runOn(challenge: Challenge, context: string, far: Far): Promise<void> {
    const { current, stage, worker } = this.#around;
    const { now } = current;
    if (!now || challenge.task.kind === "choose") return;
    // A second press on a button that was already on its way to be taken back is no news.
    if (!turnsOf(now).some((one) => one.context === context && one.ready)) return;
    const { setup, execution, cursor } = now;
    const ground = { scenario: setup.scenario, revision: setup.revision, without: setup.without };
    const run = { ground, schedule: execution.schedule, at: cursor, context, far };
    await stage.replay(ground, await worker.ask("runOn", run), atEnd);
    await this.#judge(challenge);
    await this.refresh();
  }

  async #challenged(
    challenge: Challenge,
    message: Extract<FromLesson, { kind: "play" | "choose" | "runOn" | "hint" | "solution" | "handIn" }>,
  ): Promise<void> {
    const { progress, stage, worker } = this.#around;
    const lesson = this.#at?.shelved;
    if (!lesson) return;
    const { id } = lesson.lesson;
    switch (message.kind) {
      case "play":
        return this.#play(challenge);
      case "runOn":
        return this.#runOn(challenge, message.context, message.far);
      case "hint":
        if (!this.#allowed.hints) return;
        await progress.change(id, challenge.id, {
          hints: Math.min(challenge.hints.length, progress.challenge(id, challenge.id).hints + 1),
        });
        return this.refresh();
      case "choose":
        return this.#choose(challenge, message.index);
      case "solution": {
        if (!this.#allowed.solutions) return;
        const par = await worker.ask("par", challenge);
        if (!par) return;
        await stage.replay(par.ground, par.way.schedule, { at: "failure", by: null });
        this.#solution = this.#around.current.now?.execution.schedule ?? null;
        return;
      }
      case "handIn":
        return this.#around.handIn(lesson, challenge);
    }
  }

  /** Goes to the first moment at which there is something to decide; hunks that the challenge had switched off stay off. */
  async #play({ task }: Challenge): Promise<void> {
    if (task.kind === "choose") return;
    const { stage, worker, current } = this.#around;
    this.#words = "";
    this.#solution = null;
    const { scenario, revision } = task.ground;
    const setup = current.now?.setup;
    const isGoingOn = setup?.scenario === scenario && setup.revision === revision;
    const without = task.kind === "switchOff" && isGoingOn ? setup.without : task.ground.without;
    const ground = { scenario, revision, without };
    await stage.replay(ground, await worker.ask("beginning", ground), atEnd);
    await this.refresh();
  }

  async #choose(challenge: Challenge, index: number): Promise<void> {
    const { progress, stage, worker } = this.#around;
    const id = this.#at?.shelved.lesson.id ?? "";
    const { won, words, counterexample } = await worker.ask("judgeChoice", { challenge, index });
    this.#words = words;
    const { wrong } = progress.challenge(id, challenge.id);
    await progress.change(
      id,
      challenge.id,
      won ? { won, choice: index } : { wrong: [...new Set([...wrong, index])] },
    );
    await this.refresh();
    if (counterexample)
      await stage.replay(counterexample.ground, counterexample.way.schedule, { at: "failure", by: null });
  }

  async #won(
    challenge: Challenge,
    preemptions: number,
    schedule: string,
    without: Ground["without"],
  ): Promise<void> {
    const { progress } = this.#around;
    const id = this.#at?.shelved.lesson.id ?? "";
    const { best } = progress.challenge(id, challenge.id);
    if (best !== null && best <= preemptions) return;
    await progress.change(id, challenge.id, { won: true, best: preemptions, schedule, without });
  }

  async #open(id: string): Promise<void> {
    const shelved = await this.#around.shelf.find(id);
    if (!shelved) throw new Error(vscode.l10n.t('There is no lesson "{0}".', id));
    const { at } = this.#around.progress.of(id);
    const pictures = await this.#around.pictures(shelved);
    await this.#goTo({ shelved, pictures, n: at < shelved.lesson.steps.length ? at : 0 });
  }

  async #go(n: number): Promise<void> {
    if (!this.#at) return;
    const { steps } = this.#at.shelved.lesson;
    if (n < 0 || n >= steps.length) return;
    await this.#goTo({ ...this.#at, n });
  }

  async #goTo(at: At): Promise<void> {
    const { playing, progress, worker } = this.#around;
    this.#at = at;
    this.#words = "";
    this.#solution = null;
    this.#par = null;
    this.#diagram = null;
    playing(true);
    await progress.saw(at.shelved.lesson.id, at.n);
    const step = this.#step();
    if (step?.opening) await this.#show(step.opening);
    // A challenge begins at its beginning, not where the page before has left the replay.
    else if (step?.challenge && step.challenge.task.kind !== "choose") await this.#play(step.challenge);
    else await this.refresh();
    if (step?.diagram) {
      this.#diagram = diagramView(await worker.ask("diagram", step.diagram));
      await this.refresh();
    }
    if (!step?.challenge || step.challenge.task.kind === "choose") return;
    const par = await worker.ask("par", step.challenge);
    if (this.#step() !== step) return;
    this.#par = par?.isProven === true ? par.way.preemptions : null;
    await this.refresh();
  }

  /** Opens what a step shows; the text is there before, and says that more is coming. */
  async #show(opening: Opening): Promise<void> {
    this.#busy = true;
    await this.refresh();
    try {
      await this.#around.stage.show(opening);
    } finally {
      this.#busy = false;
      await this.refresh();
    }
  }

  /** What may be seen: all of it, unless a class file says otherwise. */
  get #allowed(): Allowed {
    return this.#around.shelf.classFile ?? { hints: true, solutions: true, notes: true };
  }

  #step(): LessonStep | null {
    return this.#at ? (this.#at.shelved.lesson.steps[this.#at.n] ?? null) : null;
  }

  #challenge(): ReturnType<typeof challengeView> | null {
    const challenge = this.#step()?.challenge;
    if (!challenge || !this.#at) return null;
    const done = this.#around.progress.challenge(this.#at.shelved.lesson.id, challenge.id);
    const { now } = this.#around.current;
    const { task } = challenge;
    const isPlayed =
      now !== null &&
      task.kind !== "choose" &&
      now.setup.scenario === task.ground.scenario &&
      now.setup.revision === task.ground.revision;
    const turns = isPlayed ? turnsOf(now) : [];
    return challengeView(challenge, done, {
      words: this.#words,
      par: this.#par,
      turns,
      allowed: this.#allowed,
    });
  }
}
