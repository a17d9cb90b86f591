// @ts-check
import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { cache } from "./folders.mjs";
import { unpack } from "./archive.mjs";
import { runNpm } from "./npm.mjs";
import { say } from "./say.mjs";

/** Where the launcher puts the VSIX it builds; `npm run package` puts one for keeps in the clone. */
export const vsix = join(cache, "patch-archaeology.vsix");

/** The same, unpacked: what the light editor serves. */
const unpacked = join(cache, "unpacked");
export const unpackedExtension = join(unpacked, "extension");

/** Builds the extension and packages it as {@link vsix} and {@link unpackedExtension}. */
export async function packageExtension() {
  say("Building and packaging the extension …");
  mkdirSync(cache, { recursive: true });
  rmSync(vsix, { force: true });
  await runNpm("packaging", ["run", "package", "--", "--out", vsix]);
  unpack(vsix, unpacked);
  say(`  ${Math.round(statSync(vsix).size / 1024)} KB: ${vsix}`);
}
