import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What git's own tools say of one mail. */
export interface GitReading {
  readonly author: string;
  readonly email: string;
  readonly subject: string;
  /** As RFC 2822 text. */
  readonly date: string;
  /** `key: value` lines of `git interpret-trailers --parse`. */
  readonly trailers: readonly string[];
  /** Rows of `git apply --numstat`; null where git refuses the patch. */
  readonly numstat: readonly string[] | null;
  /** The log message. */
  readonly message: string;
}

function git(
  folder: string,
  args: readonly string[],
  input?: Uint8Array | string,
): { status: number; out: string } {
  const run = spawnSync("git", args, { cwd: folder, ...(input === undefined ? {} : { input }) });
  if (run.error !== undefined) throw run.error;
  return { status: run.status ?? -1, out: run.stdout.toString("utf8") };
}

/** Runs work in a folder of its own that is gone afterwards. */
export function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "patch-archaeology-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Splits a mailbox with `git mailsplit`. */
export function gitMailsplit(mailbox: Uint8Array, ...options: readonly string[]): Uint8Array[] {
  return inFolder((folder) => {
    writeFileSync(join(folder, "mbox"), mailbox);
    const { status } = git(folder, ["mailsplit", ...options, `-o${folder}`, join(folder, "mbox")]);
    if (status !== 0) throw new Error("git mailsplit refuses the mailbox");
    const names = readdirSync(folder).filter((name) => /^\d+$/.test(name));
    return names.sort().map((name) => readFileSync(join(folder, name)));
  });
}

/** Reads one mail with `git mailinfo`, `git interpret-trailers` and `git apply`. */
export function gitMailinfo(mail: Uint8Array, ...options: readonly string[]): GitReading {
  return inFolder((folder) => {
    const { out } = git(folder, ["mailinfo", "-u", ...options, "msg", "patch"], mail);
    const field = (name: string): string => new RegExp(`^${name}: (.*)$`, "m").exec(out)?.[1] ?? "";
    const message = readFileSync(join(folder, "msg"), "utf8");
    const trailers = git(folder, ["interpret-trailers", "--parse"], `title\n\n${message}`).out;
    const applied = git(folder, ["apply", "--numstat", "patch"]);
    return {
      author: field("Author"),
      email: field("Email"),
      subject: field("Subject"),
      date: field("Date"),
      trailers: trailers.split("\n").filter((line) => line !== ""),
      numstat: applied.status === 0 ? applied.out.split("\n").filter((line) => line !== "") : null,
      message,
    };
  });
}
