// @ts-check
import { runQuietly } from "./children.mjs";

/** npm itself, run by the node that runs us: that works without a shell on every system. */
const npm = process.env["npm_execpath"] ?? "npm";

/**
 * @param {string} what as in {@link runQuietly}
 * @param {readonly string[]} args
 * @param {import("./children.mjs").Place} [place]
 */
export async function runNpm(what, args, place) {
  if (/\.c?js$/.test(npm)) await runQuietly(what, "node", [npm, ...args], place);
  else await runQuietly(what, npm, args, place);
}
