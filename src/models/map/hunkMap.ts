import type { Hunk, Side } from "../../patch/patch";
import { whyInert } from "./inert";
import type { CodeRow } from "./rows";
import { codeRows } from "./rows";
import type { StepSet } from "./steps";

/** A step behind a changed row. */
export interface MappedStep {
  readonly function: string;
  /** 1-based line of the document. */
  readonly line: number;
  readonly cText: string;
}

/** A changed row without behaviour. */
export interface InertLine {
  readonly line: number;
  readonly why: string;
}

/** What stands behind the changed rows of one side of a hunk. */
export interface SideMap {
  readonly steps: readonly MappedStep[];
  readonly mappedLines: number;
  readonly inert: readonly InertLine[];
  /** Rows that are neither: a fault of the model or of the map. */
  readonly missing: readonly CodeRow[];
}

const normalised = (text: string): string => text.replace(/\/\*.*?\*\//g, "").replace(/\s+/g, "");

/** Whether a row is (part of) the statement of a step; blanks do not matter, archives lose them. */
function isPartOf(code: string, cText: string): boolean {
  const row = normalised(code).replace(/^}/, "").replace(/\{$/, "");
  const statement = normalised(cText).replace(/^}/, "").replace(/\{$/, "");
  if (row.length < 3) return false;
  return (
    statement === row ||
    (statement.includes(row) && row.length > 5) ||
    (row.startsWith(statement) && statement.length > 8)
  );
}

const called = /\b(\w+)\(/g;

function stepsOf(row: CodeRow, allowed: (name: string) => boolean, set: StepSet): MappedStep[] {
  const here = (name: string): boolean =>
    row.function !== null && allowed(row.function) ? name === row.function : allowed(name);
  const direct = set.steps
    .filter((step) => here(step.function) && isPartOf(row.code, step.cText))
    .map(({ function: name, cText }) => ({ function: name, line: row.line, cText }));
  if (direct.length > 0 || whyInert(row.code, row.wasComment, row.function) !== null) return direct;
  const calls = [...row.code.matchAll(called)].map(([, name]) => name ?? "");
  return [...set.calls].flatMap((call): MappedStep[] => {
    const [caller = "", callee = ""] = call.split(" ");
    return here(caller) && calls.includes(callee)
      ? [{ function: caller, line: row.line, cText: row.code }]
      : [];
  });
}

/** Finds the steps behind the changed rows of one side. `allowed` are the functions that the patch touches. */
export function mapSide(
  hunk: Hunk,
  side: Side,
  set: StepSet,
  allowed: (name: string) => boolean,
  columnsKept: boolean,
): SideMap {
  const steps: MappedStep[] = [];
  const inert: InertLine[] = [];
  const missing: CodeRow[] = [];
  let mappedLines = 0;
  for (const row of codeRows(hunk, side, columnsKept)) {
    if (!row.changed) continue;
    const found = stepsOf(row, allowed, set);
    const why = found.length > 0 ? null : whyInert(row.code, row.wasComment, row.function);
    if (found.length > 0) {
      steps.push(...found);
      mappedLines++;
    } else if (why !== null) inert.push({ line: row.line, why });
    else missing.push(row);
  }
  return { steps, mappedLines, inert, missing };
}
