import type { StepView } from "../../src/protocol";
import { gapHeight, rowHeight } from "../lanes/geometry";
import type { Execution } from "../model/execution";
import type { Filter, Gap } from "../model/rows";
import { noFilter, rowsOf, withGaps } from "../model/rows";

/** A part of an execution that is given to somebody else: a step, or steps that are left out. */
export type Told =
  { readonly kind: "step"; readonly step: StepView } | { readonly kind: "gap"; readonly gap: Gap };

/** What the lanes show under a filter while step `selected` is selected; all of it unless said. */
export function toldOf(execution: Execution, filter: Filter = noFilter, selected = 0): readonly Told[] {
  return withGaps(rowsOf(execution, null, filter, selected), execution, null).flatMap(
    (line): readonly Told[] => {
      if (line.kind === "gap") return line.gap.left ? [{ kind: "gap", gap: line.gap.left }] : [];
      const step = execution.step(line.row.left ?? 0);
      return step ? [{ kind: "step", step }] : [];
    },
  );
}

/** Height of a part in a picture, in pixels. */
export function heightOf({ kind }: Told): number {
  return kind === "gap" ? gapHeight : rowHeight;
}
