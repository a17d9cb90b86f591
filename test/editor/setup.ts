import { installLightEditor, installPackages, installWholeEditor } from "../../src/launch/dependencies.mjs";
import { packageExtension } from "../../src/launch/package.mjs";

/** Builds the VSIX and installs the editors once, before files that run side by side ask for them. */
export default async function setup(): Promise<void> {
  await installPackages();
  await installLightEditor();
  await installWholeEditor();
  await packageExtension();
}
