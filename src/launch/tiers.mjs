// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { finished, start } from "./children.mjs";
import { cache, root } from "./folders.mjs";

/** @typedef {{passed: number, failed: number}} Count */

/**
 * A tier of `npm test`: checks that pass or fail as one, or a project of vitest.config.ts.
 * @typedef {{title: string, tool: string, args: readonly string[]} | {title: string, project: string}} Tier
 */

/** @type {readonly Tier[]} */
export const tiers = [
  { title: "types", tool: "typescript/bin/tsc", args: ["-b"] },
  { title: "lint", tool: "eslint/bin/eslint.js", args: [".", "--max-warnings", "0"] },
  { title: "format", tool: "prettier/bin/prettier.cjs", args: ["--check", "."] },
  { title: "unit, laws and golden texts", project: "core" },
  { title: "the panel in a browser", project: "webview" },
  { title: "the extension in VS Code", project: "editor" },
];

/**
 * Counts the tests in a report of vitest's; a file that could not even be loaded is a failure of its own.
 * @param {string} report path of the JSON file
 * @param {number} status of vitest
 * @returns {Count}
 */
function countReport(report, status) {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  /** @type {{numPassedTests: number, numFailedTests: number, testResults: {status: string, assertionResults: unknown[]}[]}} */
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  const unloaded = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const failed = numFailedTests + unloaded;
  // Vitest also fails on errors outside any test, such as an unhandled rejection.
  return { passed: numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed };
}

/**
 * Runs one tier, its output going to the terminal.
 * @param {Tier} tier
 * @returns {Promise<Count>}
 */
export async function runTier(tier) {
  const modules = join(root, "node_modules");
  if ("tool" in tier) {
    const status = await finished(start("node", [join(modules, tier.tool), ...tier.args]));
    return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  }
  mkdirSync(cache, { recursive: true });
  const report = join(cache, `report-${tier.project}.json`);
  rmSync(report, { force: true });
  const vitest = join(modules, "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const status = await finished(start("node", [vitest, "run", "--project", tier.project, ...reporters]));
  return countReport(report, status);
}
