import type { Client } from "../worker/client";
import type { Cells } from "./cells";

/** The threads that a session asks, and what it gives them. */
export interface Threads {
  /** Steps and replays; always quick. */
  readonly stepper: Client;
  /** Searches; stopped when they are cancelled. */
  readonly searcher: Client;
  /** The memory that a search may use for states, in bytes, as the setting has it now. */
  readonly memory: () => number | undefined;
  /** What is known of the matrix; it outlives a panel. */
  readonly cells: Cells;
}
