import type { ContextView } from "../src/protocol";
import { svg } from "./dom";

/** Shapes a context can have; with its letter and its colour they tell it apart in three ways. */
export const shapes = ["square", "circle", "diamond", "hexagon", "triangle"] as const;

/** One of the shapes. */
export type Shape = (typeof shapes)[number];

/** Number of colours in style/inks.css (`.ink-0` and so on). */
export const inkCount = 6;

const outlines: Readonly<Record<Shape, string>> = {
  square: "M3 3h14v14H3z",
  circle: "M10 2.500a7.500 7.500 0 1 1-.01 0z",
  diamond: "M10 1 19 10 10 19 1 10z",
  hexagon: "M6 2.500h8l4.500 7.500-4.500 7.500H6L1.500 10z",
  triangle: "M10 1.500 19 17.500H1z",
};

/** Tasks are square or hexagonal (a second kind of task), interrupts round, then diamonds and triangles. */
export function shapeOf(contexts: readonly ContextView[], index: number): Shape {
  const context = contexts[index];
  if (!context) return "square";
  const sameKind = contexts.filter((other) => other.kind === context.kind);
  const classes = [...new Set(sameKind.map((other) => other.class))];
  const place = context.kind === "task" ? classes.indexOf(context.class) : sameKind.indexOf(context);
  const palette: readonly Shape[] =
    context.kind === "task" ? ["square", "hexagon"] : ["circle", "diamond", "triangle"];
  return palette[place % palette.length] ?? "square";
}

/** The outline of a context's shape on a grid of 20 by 20, as an SVG path. */
export function shapeOutline(contexts: readonly ContextView[], index: number): string {
  return outlines[shapeOf(contexts, index)];
}

/** The mark of a context: its letters in its shape and colour. */
export function mark(contexts: readonly ContextView[], index: number): SVGSVGElement {
  return svg(
    "svg",
    {
      class: `mark ink-${index % inkCount}`,
      viewBox: "0 0 20 20",
      width: 20,
      height: 20,
      "aria-hidden": "true",
    },
    svg("path", { d: shapeOutline(contexts, index) }),
    svg("text", { x: 10, y: 13.4, "text-anchor": "middle" }, contexts[index]?.letter ?? "?"),
  );
}
