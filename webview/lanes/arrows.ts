import type { Content } from "../dom";
import { fill, svg } from "../dom";
import { inkCount } from "../inks";
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
        parts.push(...arrow(x1, y1 - top, x2, y2 - top, a.context));
      };
      for (const cause of execution.step(n)?.after ?? []) add(cause, n);
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
