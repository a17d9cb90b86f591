// @ts-check
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { end, finished, runQuietly, start } from "./children.mjs";
import { installDebianPackages } from "./debian.mjs";
import { installWholeEditor } from "./dependencies.mjs";
import { cache } from "./folders.mjs";
import { Missing } from "./say.mjs";

const usualPort = 8572;

/** What would stand between the person and the sample: a welcome page, a chat, a question about this clone's git. */
const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "git.openRepositoryInParentFolders": "never",
};

/** How long the server may take to answer for the first time, in milliseconds. */
const patience = 60_000;

/**
 * A port of the loopback interface that is free now: the wanted one if it is.
 * @param {number} wanted 0 for any
 * @returns {Promise<number>}
 */
function freePort(wanted) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", () =>
      wanted === 0 ? reject(new Missing("No free port on 127.0.0.1.")) : resolve(freePort(0)),
    );
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : wanted;
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Waits until the server answers.
 * @param {string} address
 * @param {() => boolean} hasEnded
 */
async function untilAnswering(address, hasEnded) {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline && !hasEnded()) {
    const answer = await fetch(`${address}healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Missing(`code-server did not start at ${address} within ${patience / 1000} seconds.`);
}

/**
 * Starts code-server, and waits until it answers.
 * @param {string} node the program that runs it
 * @param {readonly string[]} args its entry, and where it keeps what it has
 * @param {NodeJS.ProcessEnv} env
 * @param {number} port the wanted one
 * @returns {Promise<{address: string, close: () => Promise<void>}>}
 */
async function serve(node, args, env, port) {
  const bound = await freePort(port);
  const address = `http://127.0.0.1:${bound}/`;
  const server = start(node, [...args, "--bind-addr", `127.0.0.1:${bound}`], { env, stdio: "ignore" });
  // All it has is in its home, which goes with it: there is nothing that it has to put away first.
  process.prependListener("exit", () => end(server, "SIGKILL"));
  let ended = false;
  const gone = finished(server).then(() => (ended = true));
  await untilAnswering(address, () => ended);
  const close = async () => {
    end(server, "SIGKILL");
    await gone;
  };
  return { address, close };
}

/**
 * Runs the whole of VS Code (code-server) with the extension installed from its VSIX and a folder open in it.
 * @param {object} options
 * @param {string} options.vsix
 * @param {string} options.folder what to open
 * @param {Record<string, unknown>} [options.settings] user settings
 * @param {readonly string[]} [options.alsoInstall] further VSIX files
 * @param {number} [options.port]
 * @param {boolean} [options.asksForTrust] whether a folder is in Restricted Mode until a person trusts it
 * @returns {Promise<{address: string, configure: (settings: Record<string, unknown>) => void, close: () => Promise<void>}>}
 *   `configure` changes the user settings of the running editor
 */
export async function openWholeEditor({
  vsix,
  folder,
  settings = {},
  alsoInstall = [],
  port = usualPort,
  asksForTrust = false,
}) {
  await installDebianPackages();
  const { node, entry } = await installWholeEditor();
  mkdirSync(cache, { recursive: true });
  const home = mkdtempSync(join(cache, "code-server-"));
  const forget = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  process.on("exit", forget);

  const user = join(home, "user");
  mkdirSync(join(user, "User"), { recursive: true });
  mkdirSync(join(user, "Machine"), { recursive: true });
  // Settings of a machine, such as its proxy, count only in the second file.
  const configure = (/** @type {Record<string, unknown>} */ more) => {
    for (const scope of ["User", "Machine"])
      writeFileSync(
        join(user, scope, "settings.json"),
        JSON.stringify({ ...quietSettings, ...settings, ...more }),
      );
  };
  configure({});
  const config = join(home, "config.yaml");
  writeFileSync(config, "auth: none\n");
  const apart = ["--config", config, "--extensions-dir", join(home, "extensions"), "--user-data-dir", user];
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home };
  for (const file of [vsix, ...alsoInstall])
    await runQuietly("installing the extension", node, [entry, ...apart, "--install-extension", file], {
      env,
    });

  const quiet = ["--auth", "none", "--disable-telemetry", "--disable-update-check"];
  const trusting = asksForTrust ? [] : ["--disable-workspace-trust"];
  const args = [entry, ...apart, ...quiet, ...trusting, "--disable-getting-started-override", folder];
  const server = await serve(node, args, env, port);
  const close = async () => {
    await server.close();
    forget();
  };
  return { address: server.address, configure, close };
}
