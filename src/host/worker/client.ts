import type { ProgressView } from "../../protocol";
import type { Answer, Question, RequestName, Requests } from "./requests";

/** A running worker thread, whatever the platform makes it of. */
export interface Thread {
  readonly post: (question: Question) => void;
  readonly stop: () => void;
}

/** Starts a thread; `answered` gets its messages, `died` the reason if it ends by itself. */
export type StartThread = (
  answered: (answer: Answer) => void,
  died: (why: string) => void,
) => Promise<Thread>;

/** The request was given up, by a person or because something newer replaced it. */
export class Cancelled extends Error {}

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly progress: (progress: ProgressView) => void;
}

/**
 * Asks an exploration worker. The thread starts with the first request. A search holds its thread, so
 * cancelling stops the thread, which takes effect at once however deep the search is; the next request
 * starts another one.
 */
export class Client {
  readonly #start: StartThread;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Promise<Thread> | null = null;
  #lastId = 0;

  constructor(start: StartThread) {
    this.#start = start;
  }

  /** The output of a request. @throws {Cancelled} after {@link cancel}; Error with one sentence otherwise */
  async ask<K extends RequestName>(
    name: K,
    input: Requests[K]["input"],
    progress: (progress: ProgressView) => void = () => undefined,
  ): Promise<Requests[K]["output"]> {
    const id = ++this.#lastId;
    const output = new Promise<unknown>((resolve, reject) =>
      this.#waiting.set(id, { resolve, reject, progress }),
    );
    const starting = this.#running();
    starting
      .then((thread) => {
        if (this.#waiting.has(id)) thread.post({ id, name, input });
      })
      .catch((error: unknown) =>
        this.#fail(starting, error instanceof Error ? error : new Error(String(error))),
      );
    return (await output) as Requests[K]["output"];
  }

  /** Gives up all that was asked and has no answer yet; a thread that has nothing to do stays, warm as it is. */
  cancel(): void {
    if (this.#waiting.size > 0) this.stop();
  }

  /** Stops the thread, whatever it does; the next request starts another one. */
  stop(): void {
    this.#giveUp(new Cancelled("Cancelled."));
  }

  /** The thread that is running, or else a new one. */
  #running(): Promise<Thread> {
    if (this.#thread) return this.#thread;
    const starting: Promise<Thread> = this.#start(
      (answer) => this.#answered(answer),
      (why) => this.#fail(starting, new Error(why)),
    );
    this.#thread = starting;
    return starting;
  }

  /** A thread came to its end by itself. One that was given up before has nothing to say about its successor. */
  #fail(thread: Promise<Thread>, error: Error): void {
    if (this.#thread === thread) this.#giveUp(error);
  }

  #answered(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    if ("progress" in answer) return waiting.progress(answer.progress);
    this.#waiting.delete(answer.id);
    if ("error" in answer) waiting.reject(new Error(answer.error));
    else waiting.resolve(answer.output);
  }

  #giveUp(error: Error): void {
    void this.#thread?.then(
      (thread) => thread.stop(),
      () => undefined,
    );
    this.#thread = null;
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const one of all) one.reject(error);
  }
}
