// @ts-check
import { runQuietly } from "./children.mjs";

/** npm itself, run by the node that is first on PATH: that works without a shell on every system. */
const npm = process.env["npm_execpath"] ?? "npm";

/**
 * The environment for an npm below the npm that runs us, which hands down settings of its own: how quiet it was
 * told to be (then nothing would say why something failed), and which node it is run by (here another one may be).
 */
function environment() {
  const own = { ...process.env };
  delete own["npm_config_loglevel"];
  delete own["npm_config_user_agent"];
  return own;
}

/**
 * @param {string} what as in {@link runQuietly}
 * @param {readonly string[]} args
 * @param {import("./children.mjs").Place} [place]
 */
export async function runNpm(what, args, place = {}) {
  const options = { ...place, env: { ...environment(), ...place.env } };
  if (/\.c?js$/.test(npm)) await runQuietly(what, "node", [npm, ...args], options);
  else await runQuietly(what, npm, args, options);
}
