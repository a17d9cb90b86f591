// @ts-check
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runQuietly } from "./children.mjs";
import { Missing, say } from "./say.mjs";

/**
 * The full path of a program, or undefined.
 * @param {string} name
 */
export function program(name) {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder; look in the next.
    }
  }
  return undefined;
}

/** A Chromium or a Chrome to drive, or undefined; CHROMIUM in the environment names one that is elsewhere. */
export function browser() {
  const named = process.env["CHROMIUM"];
  if (named !== undefined) return existsSync(named) ? named : undefined;
  return ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"].map(program).find(Boolean);
}

/** @param {string} name a pkg-config module */
const hasLibrary = (name) => spawnSync("pkg-config", ["--exists", name]).status === 0;

/**
 * What `npm test` needs besides node and npm: Debian's package, and whether it is here.
 * @type {readonly (readonly [name: string, isHere: () => boolean, purpose: string])[]}
 */
const needs = [
  ["chromium", () => browser() !== undefined, "a browser to drive the editor with"],
  ["git", () => program("git") !== undefined, "what the importer is compared with"],
  ["spin", () => program("spin") !== undefined, "the model checker that the search is compared with"],
  ["patchutils", () => program("lsdiff") !== undefined, "what the importer is compared with"],
  ["g++", () => program("g++") !== undefined, "building code-server"],
  ["make", () => program("make") !== undefined, "building code-server"],
  ["python3", () => program("python3") !== undefined, "building code-server"],
  ["pkg-config", () => program("pkg-config") !== undefined, "building code-server"],
  ["libkrb5-dev", () => hasLibrary("krb5-gssapi"), "building code-server"],
];

const absent = () => needs.filter(([, isHere]) => !isHere());

/**
 * Installs what is missing with apt-get when that is possible.
 * @throws {Missing} one sentence naming what is missing and how to get it
 */
export async function installDebianPackages() {
  const names = absent().map(([name]) => name);
  if (names.length === 0) return;
  const missing = () =>
    absent()
      .map(([name, , purpose]) => `${name} (${purpose})`)
      .join(", ");
  const advice = `with "apt-get install ${names.join(" ")}" as root, or your system's own way`;
  if (program("apt-get") === undefined || process.getuid?.() !== 0)
    throw new Missing(`Missing on this machine: ${missing()}; please install them ${advice}.`);
  say(`Installing with apt-get: ${names.join(", ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runQuietly("updating the package lists", "apt-get", ["update", "-q"], { env });
  await runQuietly(
    "installing Debian packages",
    "apt-get",
    ["install", "-q", "-y", "--no-install-recommends", ...names],
    { env },
  );
  if (absent().length > 0)
    throw new Missing(`Still missing after apt-get: ${missing()}; please install them ${advice}.`);
}
