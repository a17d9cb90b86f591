import type { ContextView } from "./protocol";

/**
 * How a context is marked, in the panel's lanes and in the gutter of the diffs alike: by its letter, by a shape and
 * by a colour, so that it can be told apart in three ways.
 */

/** Shapes a context can have. */
type Shape = "square" | "circle" | "diamond" | "hexagon" | "triangle";

/**
 * A colour of contexts: its name among the theme colours that `package.json` contributes, and what it is there by default
 * in dark and light themes, for pictures that no theme reaches. They are our own, because themes leave out the colours
 * of charts or make them translucent, and a context must be seen in each.
 */
export interface Ink {
  readonly theme: string;
  readonly dark: string;
  readonly light: string;
}

/** The colours of contexts, in the order of their index. */
export const inks: readonly Ink[] = [
  { theme: "patchArchaeology.context1", dark: "#3794ff", light: "#0f6fd6" },
  { theme: "patchArchaeology.context2", dark: "#e0912f", light: "#b35900" },
  { theme: "patchArchaeology.context3", dark: "#89d185", light: "#2f7d32" },
  { theme: "patchArchaeology.context4", dark: "#c08be6", light: "#7b3fb5" },
  { theme: "patchArchaeology.context5", dark: "#ffe066", light: "#7d6608" },
  { theme: "patchArchaeology.context6", dark: "#2bc4e0", light: "#00788f" },
];

/** Number of colours; a context's is its index modulo this. */
export const inkCount = inks.length;

/** Outlines on a grid of 20 by 20, as SVG paths. */
const outlines: Readonly<Record<Shape, string>> = {
  square: "M3 3h14v14H3z",
  circle: "M10 2.500a7.500 7.500 0 1 1-.01 0z",
  diamond: "M10 1 19 10 10 19 1 10z",
  hexagon: "M6 2.500h8l4.500 7.500-4.500 7.500H6L1.500 10z",
  triangle: "M10 1.500 19 17.500H1z",
};

/** Tasks are square or hexagonal (a second kind of task), interrupts round, then diamonds and triangles. */
function shapeOf(contexts: readonly ContextView[], index: number): Shape {
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
export function outlineOf(contexts: readonly ContextView[], index: number): string {
  return outlines[shapeOf(contexts, index)];
}
