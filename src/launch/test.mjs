// @ts-check
import { endChildrenAtExit } from "./children.mjs";
import { installDebianPackages } from "./debian.mjs";
import { installLightEditor, installPackages, installWholeEditor } from "./dependencies.mjs";
import { Missing, runMain, say } from "./say.mjs";
import { runTier, tiers } from "./tiers.mjs";

/** Only the last tier needs them; building the whole one takes longer than all the rest of the preparation. */
async function installEditors() {
  await installLightEditor();
  await installWholeEditor();
}

/** @param {number} since in milliseconds */
const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;

async function main() {
  endChildrenAtExit();
  const began = Date.now();
  const total = { passed: 0, failed: 0 };
  /** @type {string[]} */
  const broken = [];
  try {
    await installPackages();
    await installDebianPackages();
    const editors = installEditors();
    // Whoever waits for them is told what went wrong.
    editors.catch(() => undefined);
    say(`Ready after ${seconds(began)}.`);
    for (const row of tiers) {
      if (row.some((tier) => "editors" in tier)) await editors;
      const rowBegan = Date.now();
      say(`\n── ${row.map(({ title }) => title).join("; ")}`);
      const ended = row.map(async (tier) => {
        const { passed, failed, names } = await runTier(tier);
        total.passed += passed;
        total.failed += failed;
        broken.push(...names);
        say(`── ${tier.title}: ${passed} passed, ${failed} failed, ${seconds(rowBegan)}`);
      });
      await Promise.all(ended);
    }
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    say(error.message);
    total.failed += 1;
  }
  if (broken.length > 0) say(`\nFailed:\n${broken.map((name) => `  ${name}`).join("\n")}`);
  say(`\nIn all ${seconds(began)}.\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

await runMain(main);
