import { fails } from "../explore";
import type { Cell } from "../models/matrix";
import { outcomeText } from "./outcomeJson";
import { visible } from "./summaryText";

/** A cell, and why it fails: one sentence each. */
export interface JudgedCell {
  readonly cell: Cell;
  readonly failures: readonly string[];
  /** Violations that it is known to have. */
  readonly known: readonly string[];
}

/**
 * JUnit XML as CI servers read it: a test suite for each revision, a test case for each scenario. A cell that was not
 * searched to the end and shows nothing is skipped, as it has neither passed nor failed.
 */
export function junitXml(cells: readonly JudgedCell[]): string {
  const revisions = [...new Set(cells.map(({ cell }) => cell.revision))];
  const suites = revisions.map((revision) =>
    suiteOf(
      revision,
      cells.filter(({ cell }) => cell.revision === revision),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${counts(cells)}>\n${suites.join("")}</testsuites>\n`;
}

function suiteOf(revision: string, cells: readonly JudgedCell[]): string {
  return `  <testsuite name="${escaped(revision)}"${counts(cells)}>\n${cells.map(caseOf).join("")}  </testsuite>\n`;
}

function counts(cells: readonly JudgedCell[]): string {
  const failures = cells.filter(isFailed).length;
  const skipped = cells.filter(isSkipped).length;
  return ` tests="${cells.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function isFailed({ failures }: JudgedCell): boolean {
  return failures.length > 0;
}

function isSkipped(judged: JudgedCell): boolean {
  return !isFailed(judged) && !judged.cell.exhaustive;
}

function caseOf(judged: JudgedCell): string {
  const { cell, failures, known } = judged;
  const shown = cell.outcomes
    .filter(fails)
    .map((outcome) => `${outcomeText(outcome)}\n    replay: ${outcome.schedule}`);
  const [first] = failures;
  const parts = [
    ...(first === undefined
      ? []
      : [`<failure message="${escaped(first)}">${escaped([...failures, ...shown].join("\n"))}</failure>`]),
    ...(isSkipped(judged) ? ['<skipped message="The search stopped at a limit before it was done."/>'] : []),
    ...(known.length === 0
      ? []
      : [`<system-out>${escaped(`known to fail: ${known.join(", ")}`)}</system-out>`]),
  ];
  const head = `    <testcase classname="${escaped(cell.revision)}" name="${escaped(cell.scenario)}"`;
  return parts.length === 0
    ? `${head}/>\n`
    : `${head}>\n${parts.map((part) => `      ${part}\n`).join("")}    </testcase>\n`;
}

/** Text for XML 1.0; what it cannot hold is made visible. */
function escaped(text: string): string {
  return visible(text)
    .replace(
      /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g,
      "\ufffd",
    )
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
