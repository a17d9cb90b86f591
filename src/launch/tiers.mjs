// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { finished, start } from "./children.mjs";
import { cache, root } from "./folders.mjs";

/** @typedef {{passed: number, failed: number, names: readonly string[]}} Count how many, and what has failed */

/**
 * A tier of `npm test`: checks that pass or fail as one, or projects of vitest.config.ts. What needs no `editors` runs
 * while they are being installed.
 * @typedef {{title: string, tool: string, args: readonly string[]} | {title: string, projects: readonly string[], editors?: true}} Tier
 */

/**
 * One row after the other; the tiers of a row run side by side, for each of them keeps one processor busy. The projects
 * of Vitest divide their files among all processors themselves.
 * @type {readonly (readonly Tier[])[]}
 */
export const tiers = [
  [
    { title: "types", tool: "typescript/bin/tsc", args: ["-b"] },
    { title: "lint", tool: "eslint/bin/eslint.js", args: [".", "--max-warnings", "0"] },
    { title: "format", tool: "prettier/bin/prettier.cjs", args: ["--check", "."] },
  ],
  [{ title: "unit, laws and golden texts", projects: ["core", "host"] }],
  [{ title: "the panel in a browser", projects: ["webview"] }],
  [{ title: "the extension in VS Code", projects: ["editor"], editors: true }],
];

/**
 * Counts the tests in a report of vitest's; a file that could not even be loaded is a failure of its own.
 * @param {string} report path of the JSON file
 * @param {number} status of vitest
 * @returns {Count}
 */
function countReport(report, status) {
  if (!existsSync(report)) return { passed: 0, failed: 1, names: ["no report was written"] };
  /** @type {{numPassedTests: number, testResults: {name: string, status: string, assertionResults: {status: string, fullName: string}[]}[]}} */
  const { numPassedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  const names = testResults.flatMap(({ name, status: state, assertionResults }) => {
    const file = relative(root, name);
    if (state === "failed" && assertionResults.length === 0) return [`${file} could not be loaded`];
    const failed = assertionResults.filter((one) => one.status === "failed");
    return failed.map(({ fullName }) => `${file}: ${fullName}`);
  });
  // Vitest also fails on errors outside any test, such as an unhandled rejection.
  if (names.length === 0 && status !== 0) names.push("an error outside any test");
  return { passed: numPassedTests, failed: names.length, names };
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
    return status === 0 ? { passed: 1, failed: 0, names: [] } : { passed: 0, failed: 1, names: [tier.title] };
  }
  mkdirSync(cache, { recursive: true });
  const report = join(cache, `report-${tier.projects[0]}.json`);
  rmSync(report, { force: true });
  const vitest = join(modules, "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const chosen = tier.projects.map((project) => `--project=${project}`);
  const status = await finished(start("node", [vitest, "run", ...chosen, ...reporters]));
  return countReport(report, status);
}
