import type { StepView } from "../../src/protocol";
import type { Execution } from "./execution";
import { align } from "./rows";
import { isLocking, recordersOf, sharedCells } from "./story";

/** A place of an execution where another one differs. */
export interface Difference {
  /** The step that differs; or, if only the other has something there, the last one before that, 0 if there is none. */
  readonly step: number;
  /** Whether that step itself is what differs. */
  readonly own: boolean;
}

/** The first row of two executions side by side that has a step on one side only; null if all have a partner. */
export function firstDifference(a: Execution, b: Execution): Difference | null {
  const rows = align(a, b);
  const at = rows.findIndex(({ left, right }) => left === null || right === null);
  const row = rows[at];
  if (!row) return null;
  return row.left === null ? { step: rows[at - 1]?.left ?? 0, own: false } : { step: row.left, own: true };
}

/** A difference with what each of the two does there; null if it does nothing more that could be noticed. */
export interface Noticed extends Difference {
  readonly mine: StepView | null;
  readonly theirs: StepView | null;
}

/**
 * The first place where two executions differ in what somebody can notice: what breaks, what is written down, what comes
 * and goes, and what is stored in memory that contexts share and that both executions use. How the code gets there, by
 * other fields, by more steps or under another lock, does not count.
 */
export function firstNoticed(a: Execution, b: Execution): Noticed | null {
  const cells = meetingCells(a, b);
  const [left, right] = [noticed(a, cells), noticed(b, cells)];
  const at = left.findIndex(({ effect }, i) => effect !== right[i]?.effect);
  const first = at < 0 ? left.length : at;
  const [mine, theirs] = [left[first]?.step ?? null, right[first]?.step ?? null];
  if (!mine && !theirs) return null;
  return { step: mine?.n ?? a.length, own: mine !== null, mine, theirs };
}

/** The cells that contexts share in one of two executions and that both use. */
function meetingCells(a: Execution, b: Execution): ReadonlySet<string> {
  const used = (execution: Execution) => new Set(execution.steps.map(({ cell }) => cell));
  const [mine, theirs] = [used(a), used(b)];
  const shared = [...sharedCells(a), ...sharedCells(b)];
  return new Set(shared.filter((cell) => mine.has(cell) && theirs.has(cell)));
}

/** The steps whose effect somebody can notice, with that effect. */
function noticed(
  execution: Execution,
  cells: ReadonlySet<string>,
): readonly { readonly step: StepView; readonly effect: string }[] {
  const recorders = recordersOf(execution);
  return execution.steps.flatMap((step) => {
    const isShared = cells.has(step.cell) && !isLocking(step);
    const effects = [
      ...step.changes
        .filter(({ object, field }) => isShared || field === "" || recorders.has(`${object}->${field}`))
        .map(({ object, field, from, to }) => `${object}.${field}: ${from} ${to}`),
      ...step.violations.map(({ kind, object }) => `${kind} ${object}`),
    ];
    const who = execution.contexts[step.context]?.id ?? "";
    return effects.length === 0 ? [] : [{ step, effect: `${who} ${effects.join(", ")}` }];
  });
}
