import type { Client } from "../worker/client";

/** The threads that a session asks. */
export interface Threads {
  /** Steps and replays; always quick. */
  readonly stepper: Client;
  /** Searches; stopped when they are cancelled. */
  readonly searcher: Client;
}
