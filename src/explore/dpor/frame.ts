import type { State } from "../../kernel";
import type { Event } from "./event";
import { SleepSet } from "./sleepSet";
import { leaf, type WakeupNode } from "./wakeupTree";

/** A prefix on the stack: its state and what is still to be explored from it. */
export class Frame {
  readonly state: State;
  readonly sleep = new SleepSet();
  /** Where to go on, oldest first; the first one is under way. */
  children: WakeupNode[] = [];
  /** Contexts that an oops has stopped. */
  dead: readonly number[] = [];
  /** So many contexts have finished, of those that come first in the search's order. */
  finished = 0;
  /** What `children` is where the search is free to choose, to make no others for each prefix. */
  readonly #free: WakeupNode[] = [];
  #node: WakeupNode | undefined;

  /** States have so many slots. */
  constructor(slots: number) {
    this.state = new Int32Array(slots);
  }

  /** Goes on with this event, where nothing was said about it. */
  goOn(event: Event): void {
    this.#node ??= leaf(event);
    this.#node.event = event;
    this.#free.push(this.#node);
    this.children = this.#free;
  }
}

/** The frames of a search, made when they are first needed and used again for each prefix of their length. */
export class Frames {
  readonly #frames: Frame[] = [];
  readonly #slots: number;

  /** States have so many slots. */
  constructor(slots: number) {
    this.#slots = slots;
  }

  /** The frame of the prefix of `depth` events. */
  at(depth: number): Frame {
    return (this.#frames[depth] ??= new Frame(this.#slots));
  }
}
