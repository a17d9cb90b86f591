import { installPackages } from "../../src/launch/dependencies.mjs";
import { packageExtension } from "../../src/launch/package.mjs";

/** Builds the VSIX once for all files of this tier. */
export default async function setup(): Promise<void> {
  await installPackages();
  await packageExtension();
}
