// @ts-check
import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { logs, root } from "./folders.mjs";
import { Missing, say } from "./say.mjs";

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */
/** @typedef {{cwd?: string, env?: NodeJS.ProcessEnv}} Place */

/** How often a quiet command says that it is still at work, in milliseconds. */
const heartbeat = 20_000;

/** Lines of a failed command's output that are shown. */
const tailLines = 15;

/** @type {Set<ChildProcess>} */
const running = new Set();

/**
 * Starts a command in a process group of its own, so that whatever it starts in turn can be ended with it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Place & {stdio?: import("node:child_process").StdioOptions}} [options]
 */
export function start(command, args, options = {}) {
  const child = spawn(command, [...args], { cwd: root, detached: true, stdio: "inherit", ...options });
  running.add(child);
  child.once("close", () => running.delete(child));
  return child;
}

/**
 * The exit status of a child; 127 when it could not be started.
 * @param {ChildProcess} child
 * @returns {Promise<number>}
 */
export function finished(child) {
  return new Promise((resolve) => {
    child.once("error", () => resolve(127));
    child.once("close", (status) => resolve(status ?? 1));
  });
}

/**
 * Ends a child and all that it started.
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} [signal] SIGKILL for one that has nothing to put away
 */
export function end(child, signal = "SIGTERM") {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has already gone.
  }
}

/** Ends everything that {@link start} started. */
function endAll() {
  for (const child of running) end(child);
}

/**
 * Runs a command with its output in a log, and says every while that it is still going.
 * @param {string} what what is being done, as in "building the extension"
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Place} [place]
 * @throws {Missing} with the end of the output when the command fails
 */
export async function runQuietly(what, command, args, place = {}) {
  mkdirSync(logs, { recursive: true });
  const log = join(logs, `${what.replace(/\W+/g, "-")}.log`);
  const file = createWriteStream(log);
  let tail = "";
  const child = start(command, args, { ...place, stdio: ["ignore", "pipe", "pipe"] });
  /** @param {Buffer} bytes */
  const keep = (bytes) => {
    file.write(bytes);
    tail = (tail + bytes.toString()).split("\n").slice(-tailLines).join("\n");
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const began = Date.now();
  const timer = setInterval(
    () => say(`  … still ${what}, ${Math.round((Date.now() - began) / 1000)} s`),
    heartbeat,
  );
  const status = await finished(child);
  clearInterval(timer);
  file.end();
  if (status === 127) throw new Missing(`${command} is not on this machine; it is needed for ${what}.`);
  if (status !== 0)
    throw new Missing(
      `${tail.trim()}\nFailed (status ${status}) while ${what}; all of the output is in ${log}.`,
    );
}

/** Status 130 says "interrupted"; once something is being served, Ctrl-C is the way it is meant to end. */
let interruptStatus = 130;

/** Makes sure that no child outlives this process, however it ends. */
export function endChildrenAtExit() {
  process.on("exit", endAll);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => process.exit(interruptStatus));
}

/** Waits for Ctrl-C, which then is a good end. */
export function serveUntilInterrupted() {
  interruptStatus = 0;
  return new Promise(() => undefined);
}
