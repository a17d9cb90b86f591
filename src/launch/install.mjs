// @ts-check
import { endChildrenAtExit } from "./children.mjs";
import { installPackages } from "./dependencies.mjs";
import { runMain } from "./say.mjs";

/** What F5 runs before the first build in a fresh clone. */
await runMain(async () => {
  endChildrenAtExit();
  await installPackages();
  return 0;
});
