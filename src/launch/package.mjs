// @ts-check
import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "./children.mjs";
import { cache, root } from "./folders.mjs";
import { unpack } from "./archive.mjs";
import { say } from "./say.mjs";

/** Where the launcher puts the VSIX it builds; `npm run package` puts one for keeps in the clone. */
const vsix = join(cache, "patch-archaeology.vsix");

/**
 * Builds the extension and packages it.
 * @returns {Promise<{vsix: string, unpacked: string}>} the VSIX, and the extension folder unpacked from it
 */
export async function packageExtension() {
  say("Building and packaging the extension …");
  mkdirSync(cache, { recursive: true });
  rmSync(vsix, { force: true });
  await runQuietly("building", "node", ["esbuild.config.mjs"], { cwd: root });
  const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");
  await runQuietly(
    "packaging",
    "node",
    [vsce, "package", "--no-dependencies", "--allow-missing-repository", "--out", vsix],
    { cwd: root },
  );
  const folder = join(cache, "unpacked");
  unpack(vsix, folder);
  say(`  ${Math.round(statSync(vsix).size / 1024)} KB: ${vsix}`);
  return { vsix, unpacked: join(folder, "extension") };
}
