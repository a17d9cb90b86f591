import type { Content } from "../dom";
import { fill, svg } from "../dom";
import { inkCount } from "../../src/contextMark";
import type { Execution } from "../model/execution";
import type { Geometry } from "./geometry";
import { rowHeight } from "./geometry";

/** A drawing over the visible lines that shows what a step waited for and what waits for it. */
export interface Arrows {
  readonly element: SVGSVGElement;
  /**
   * Draws the arrows of step n in a window of `height` pixels that begins at `top`; `yOf` is the middle of a
   * step's line in the whole list, null if a filter hides it.
   */
  readonly draw: (
    execution: Execution,
    geometry: Geometry,
    n: number,
    yOf: (n: number) => number | null,
    top: number,
    height: number,
  ) => void;
}

/** An overlay for the happens-before arrows of the selected step. */
export function arrows(): Arrows {
  const element = svg("svg", { class: "arrows", "aria-hidden": "true" });
  return {
    element,
    draw(execution, geometry, n, yOf, top, height) {
      element.setAttribute("width", String(geometry.left + geometry.width));
      element.setAttribute("height", String(height));
      const parts: Content[] = [];
      const add = (from: number, to: number): void => {
        const [a, b] = [execution.step(from), execution.step(to)];
        const [y1, y2] = [yOf(from), yOf(to)];
        if (!a || !b || y1 === null || y2 === null || a.context === b.context) return;
        const x1 = geometry.left + geometry.rail(a.context);
        const x2 = geometry.left + geometry.rail(b.context);
        const [start, end] = [y1 - top, y2 - top];
        if (start < 0) parts.push(...stub(x2, end, x1 < x2 ? -1 : 1, "above", a.context, from));
        else if (end > height) parts.push(...stub(x1, start, x2 < x1 ? -1 : 1, "below", a.context, to));
        else parts.push(...arrow(x1, start, x2, end, a.context));
      };
      for (const cause of execution.causes(n)) add(cause, n);
      for (const effect of execution.effects(n)) add(n, effect);
      fill(element, ...parts);
    },
  };
}

/** A curve from one mark to another that leaves and reaches them vertically, with a head at its end. */
function arrow(x1: number, y1: number, x2: number, y2: number, ink: number): Content[] {
  const [from, to] = [y1 + 10, y2 - 11];
  const bend = Math.max(10, Math.min(rowHeight, (to - from) / 2));
  const inkClass = `ink-${ink % inkCount}`;
  return [
    svg("path", {
      class: `arrow ${inkClass}`,
      d: `M${x1} ${from}C${x1} ${from + bend} ${x2} ${to - bend} ${x2} ${to}`,
    }),
    svg("path", {
      class: `arrow-head ${inkClass}`,
      d: `M${x2 - 4} ${to - 5}L${x2} ${to + 2}L${x2 + 4} ${to - 5}z`,
    }),
  ];
}

/** Half of an arrow whose other end is out of sight, above or below, with the number of the step there. */
function stub(
  x: number,
  y: number,
  side: -1 | 1,
  beyond: "above" | "below",
  ink: number,
  other: number,
): Content[] {
  const inkClass = `ink-${ink % inkCount}`;
  const outer = x + side * 20;
  const above = beyond === "above";
  const [far, near] = above ? [y - 24, y - 11] : [y + 24, y + 10];
  const curve = svg("path", { class: `arrow ${inkClass}`, d: `M${outer} ${far}Q${x} ${far} ${x} ${near}` });
  const tip = above
    ? `M${x - 4} ${near - 5}L${x} ${near + 2}L${x + 4} ${near - 5}z`
    : `M${outer} ${far - 4}L${outer + side * 6} ${far}L${outer} ${far + 4}z`;
  return [
    curve,
    svg("path", { class: `arrow-head ${inkClass}`, d: tip }),
    svg(
      "text",
      { class: "arrow-step", x: outer, y: above ? far - 3 : far + 14, "text-anchor": "middle" },
      String(other),
    ),
  ];
}
