import type { Io } from "../../../src/cli/command";

/** What a command has written, and how it ended. */
export interface Written {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Keeps what is written to the terminal; `input` is what comes from standard input, in pieces as from a pipe. */
export async function writtenBy(
  run: (io: Io) => Promise<number>,
  input = new Uint8Array(),
): Promise<Written> {
  const written = { out: "", err: "" };
  const status = await run({
    out: async (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    async *input() {
      for (let at = 0; at < input.length; at += 1000) yield input.subarray(at, at + 1000);
    },
  });
  return { status, ...written };
}
