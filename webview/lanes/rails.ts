import type { StatusView } from "../../src/protocol";
import type { Content } from "../dom";
import { svg } from "../dom";
import { inkCount } from "../../src/contextMark";
import { mark } from "../inks";
import type { Execution } from "../model/execution";
import type { Geometry } from "./geometry";
import { gapHeight, rowHeight } from "./geometry";

const middle = rowHeight / 2;

function line(x: number, from: number, to: number, context: number, status: StatusView | undefined): Content {
  if (!status || status.state === "finished") return null;
  return svg("line", {
    x1: x,
    y1: from,
    x2: x,
    y2: to,
    class: `rail rail-${status.state} ink-${context % inkCount}`,
  });
}

/** Locks held around step n, as bars beside the rail of the holder. */
function lockBars(execution: Execution, geometry: Geometry, n: number): Content[] {
  const spans = execution.locksAround(n);
  return spans.map((span, slot) => {
    const top = span.from === n ? middle : 0;
    const bottom = span.to === n ? middle : rowHeight;
    const sameRail = spans.slice(0, slot).filter((other) => other.context === span.context).length;
    return svg(
      "rect",
      {
        x: geometry.rail(span.context) - 14 + sameRail * 4,
        y: top,
        width: 3,
        height: bottom - top,
        class: `lock-bar ink-${span.context % inkCount}`,
      },
      svg("title", {}, `${execution.contexts[span.context]?.id ?? ""} holds ${span.lock}`),
    );
  });
}

/** Draws the rails through a line that stands for the steps from `first` to `last`. */
export function gapRails(
  execution: Execution,
  geometry: Geometry,
  first: number,
  last: number,
): SVGSVGElement {
  const after = execution.statuses(last);
  const through = execution.locksAround(last).filter((span) => span.from < first && span.to > last);
  return svg(
    "svg",
    { class: "rails", width: geometry.drawnWidth, height: gapHeight, "aria-hidden": "true" },
    ...execution.lanes.map((context) => line(geometry.rail(context), 0, gapHeight, context, after[context])),
    ...through.map(({ context }) =>
      svg("rect", {
        x: geometry.rail(context) - 14,
        y: 0,
        width: 3,
        height: gapHeight,
        class: `lock-bar ink-${context % inkCount}`,
      }),
    ),
  );
}

/** Draws the rails of every context at step n: a solid line can run, a dashed one is blocked, a dotted one sleeps. */
export function rails(execution: Execution, geometry: Geometry, n: number): SVGSVGElement {
  const before = execution.statuses(n - 1);
  const after = execution.statuses(n);
  const acting = execution.step(n)?.context;
  const parts: Content[] = [];
  for (const context of execution.lanes) {
    const x = geometry.rail(context);
    parts.push(line(x, 0, middle, context, before[context]));
    parts.push(line(x, middle, rowHeight, context, after[context]));
    const ends = after[context]?.state === "finished" && before[context]?.state !== "finished";
    if (ends) {
      const y = rowHeight - 8;
      parts.push(line(x, middle, y, context, before[context]));
      parts.push(
        svg("line", { x1: x - 6, x2: x + 6, y1: y, y2: y, class: `rail-end ink-${context % inkCount}` }),
      );
    }
  }
  parts.push(...lockBars(execution, geometry, n));
  if (acting !== undefined) {
    const node = mark(execution.contexts, acting);
    node.setAttribute("x", String(geometry.rail(acting) - 10));
    node.setAttribute("y", String(middle - 10));
    parts.push(node);
  }
  return svg(
    "svg",
    { class: "rails", width: geometry.drawnWidth, height: rowHeight, "aria-hidden": "true" },
    ...parts,
  );
}
