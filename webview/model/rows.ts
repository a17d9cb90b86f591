import type { Execution } from "./execution";

/** Which steps are shown; a null part lets every step through. */
export interface Filter {
  /** All steps, those where contexts meet, or those of one relation to the selected step. */
  readonly relation: "all" | "story" | "before" | "after" | "concurrent";
  readonly object: string | null;
  readonly function: string | null;
}

/** A filter that shows everything. */
export const noFilter: Filter = { relation: "all", object: null, function: null };

/** Executions longer than this are first shown as the story of where their contexts meet. */
const longestWhole = 60;

/** The filter that a fresh execution is shown with. */
export function firstFilter(execution: Execution): Filter {
  return { ...noFilter, relation: execution.length > longestWhole ? "story" : "all" };
}

/** One line of the lanes: a step of the execution, and of the one beside it; null where a side has none. */
export interface Row {
  readonly left: number | null;
  readonly right: number | null;
}

/** The lines to show, in order of time. */
export function rowsOf(
  execution: Execution,
  beside: Execution | null,
  filter: Filter,
  selected: number,
): readonly Row[] {
  const all = beside
    ? align(execution, beside)
    : execution.steps.map((step) => ({ left: step.n, right: null }));
  return all.filter(
    (row) =>
      passes(execution, filter, selected, row.left) ||
      (beside !== null && passesBeside(beside, filter, row.right)),
  );
}

/** Steps that are not shown, from the first to the last. */
export interface Gap {
  readonly first: number;
  readonly last: number;
}

/** What stands between two lines: the steps of each side that are not shown there. */
export interface GapRow {
  readonly left: Gap | null;
  readonly right: Gap | null;
}

/** A line of the lanes: steps, or what is left out. */
export type Line =
  { readonly kind: "steps"; readonly row: Row } | { readonly kind: "gap"; readonly gap: GapRow };

/** The rows with a line wherever steps are left out between two of them, before the first or after the last. */
export function withGaps(
  rows: readonly Row[],
  execution: Execution,
  beside: Execution | null,
): readonly Line[] {
  const lines: Line[] = [];
  let left = 0;
  let right = 0;
  const skip = (nextLeft: number | null, nextRight: number | null): void => {
    const gap = { left: gapBetween(left, nextLeft), right: gapBetween(right, nextRight) };
    if (gap.left || gap.right) lines.push({ kind: "gap", gap });
  };
  for (const row of rows) {
    skip(row.left, row.right);
    lines.push({ kind: "steps", row });
    left = row.left ?? left;
    right = row.right ?? right;
  }
  skip(execution.length + 1, beside === null ? null : beside.length + 1);
  return lines;
}

function gapBetween(shown: number, next: number | null): Gap | null {
  return next !== null && next > shown + 1 ? { first: shown + 1, last: next - 1 } : null;
}

/** Whether step n is shown while another one is selected. */
export function passes(execution: Execution, filter: Filter, selected: number, n: number | null): boolean {
  const step = n === null ? undefined : execution.step(n);
  if (n === null || !step) return false;
  if (filter.object !== null && step.object !== filter.object) return false;
  if (filter.function !== null && step.function !== filter.function) return false;
  if (filter.relation === "all" || n === selected) return true;
  if (filter.relation === "story") return execution.story.has(n);
  const before = execution.happensBefore(n, selected);
  const after = execution.happensBefore(selected, n);
  if (filter.relation === "before") return before;
  return filter.relation === "after" ? after : !before && !after;
}

/** The relation to a selected step is known only in the selected execution; object and function in both. */
function passesBeside(beside: Execution, filter: Filter, n: number | null): boolean {
  const step = n === null ? undefined : beside.step(n);
  if (n === null || !step || !["all", "story"].includes(filter.relation)) return false;
  if (filter.relation === "story" && !beside.story.has(n)) return false;
  return (
    (filter.object === null || step.object === filter.object) &&
    (filter.function === null || step.function === filter.function)
  );
}

/** How far ahead a step of one side is looked for on the other before the two are called different. */
const horizon = 48;

/**
 * Puts two executions side by side: steps of the same context, function and C text on one line, in order.
 * Greedy with a bounded look ahead, so that 10,000 steps take no longer than a frame; a least difference is
 * not needed, because after the two part every line is a difference.
 */
export function align(a: Execution, b: Execution): readonly Row[] {
  const rows: Row[] = [];
  let left = 1;
  let right = 1;
  while (left <= a.length || right <= b.length) {
    if (left > a.length || right > b.length) {
      rows.push(left > a.length ? { left: null, right: right++ } : { left: left++, right: null });
      continue;
    }
    const skipRight = distance(a, left, b, right);
    const skipLeft = distance(b, right, a, left);
    if (skipRight === 0) rows.push({ left: left++, right: right++ });
    else if (skipRight !== null && (skipLeft === null || skipRight <= skipLeft))
      rows.push({ left: null, right: right++ });
    else rows.push({ left: left++, right: null });
  }
  return rows;
}

/** How many steps of `there`, from `at` on, stand before the one that equals step n of `here`. */
function distance(here: Execution, n: number, there: Execution, at: number): number | null {
  const wanted = signature(here, n);
  for (let ahead = 0; ahead < horizon && at + ahead <= there.length; ahead++) {
    if (signature(there, at + ahead) === wanted) return ahead;
  }
  return null;
}

function signature(execution: Execution, n: number): string {
  const step = execution.step(n);
  if (!step) return "";
  return `${execution.contexts[step.context]?.id ?? ""}|${step.function}|${step.cText}|${step.operation}`;
}
