/** Where a command reads and writes; tests pass their own. */
export interface Io {
  /** Writes to standard output; resolves when the reader has room for more. */
  out(text: string): Promise<void>;
  /** Writes a message for people to standard error. */
  err(text: string): void;
  /** Standard input, chunk by chunk. */
  input(): AsyncIterable<Uint8Array>;
}

/** Exit status: done. */
export const DONE = 0;
/** Exit status: `--fail-on-violation` was given and there are violations. */
export const VIOLATION = 1;
/** Exit status: bad usage or unreadable input. */
export const BAD_USAGE = 2;

/** One command of the command line; one file each, listed in `commands.ts`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The lines after "usage:". */
  readonly usage: readonly string[];
  /**
   * Runs the command on the words after its name and resolves to the exit status.
   * A `UsageError` that it throws becomes one sentence on standard error and status 2.
   */
  run(args: readonly string[], io: Io): Promise<number>;
}

/** Bad usage or unreadable input; the message is one sentence for the person who typed it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
