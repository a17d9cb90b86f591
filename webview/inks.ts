import { inkCount, outlineOf } from "../src/contextMark";
import type { ContextView } from "../src/protocol";
import { svg } from "./dom";

/** Calls `redraw` after each change of the editor's theme: VS Code then sets the root's style and the body's class. */
export function whenThemeChanges(redraw: () => void): void {
  const observer = new MutationObserver(redraw);
  observer.observe(document.documentElement, { attributeFilter: ["style"] });
  observer.observe(document.body, { attributeFilter: ["class"] });
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
    svg("path", { d: outlineOf(contexts, index) }),
    svg("text", { x: 10, y: 13.4, "text-anchor": "middle" }, contexts[index]?.letter ?? "?"),
  );
}
