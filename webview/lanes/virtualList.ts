import { el } from "../dom";
import { rowHeight } from "./geometry";

/** Lines kept above and below the visible ones, so that scrolling shows no gap. */
const overscan = 8;

/** A list of any length of which only the lines near the visible part exist as elements. */
export interface VirtualList {
  /** The scrolling element. */
  readonly element: HTMLElement;
  /** The element that holds the lines, as high as all of them. */
  readonly content: HTMLElement;
  /** Makes all lines anew: line i reaches from `tops[i]` to `tops[i + 1]` pixels, and `make` makes one. */
  readonly reset: (tops: readonly number[], make: (index: number) => HTMLElement) => void;
  /** Scrolls as little as needed to show a line with its neighbours. */
  readonly reveal: (index: number) => void;
  /** Calls `visit` for every line that exists. */
  readonly each: (visit: (index: number, element: HTMLElement) => void) => void;
}

/** Makes a virtual list; `scrolled` runs after each change of the visible part. */
export function virtualList(scrolled: () => void): VirtualList {
  const content = el("div", { class: "rows", role: "presentation" });
  const element = el("div", { class: "scroller" }, content);
  const lines = new Map<number, HTMLElement>();
  let tops: readonly number[] = [0];
  let make: (index: number) => HTMLElement = () => el("div");

  const render = (): void => {
    const count = tops.length - 1;
    const first = Math.max(0, lineAt(tops, element.scrollTop) - overscan);
    const last = Math.min(count, lineAt(tops, element.scrollTop + element.clientHeight) + 1 + overscan);
    for (const [index, line] of lines) {
      if (index >= first && index < last) continue;
      line.remove();
      lines.delete(index);
    }
    for (let index = first; index < last; index++) {
      if (lines.has(index)) continue;
      const line = make(index);
      line.style.transform = `translateY(${tops[index] ?? 0}px)`;
      lines.set(index, line);
      content.append(line);
    }
    scrolled();
  };

  element.addEventListener("scroll", render, { passive: true });
  new ResizeObserver(render).observe(element);
  return {
    element,
    content,
    reset(newTops, newMake) {
      tops = newTops;
      make = newMake;
      for (const line of lines.values()) line.remove();
      lines.clear();
      content.style.height = `${tops.at(-1) ?? 0}px`;
      render();
    },
    reveal(index) {
      const top = tops[index] ?? 0;
      const margin = Math.min(rowHeight, element.clientHeight / 4);
      const highest = top - margin;
      const lowest = (tops[index + 1] ?? top) + margin - element.clientHeight;
      if (element.scrollTop > highest) element.scrollTop = highest;
      else if (element.scrollTop < lowest) element.scrollTop = lowest;
      render();
    },
    each(visit) {
      for (const [index, line] of lines) visit(index, line);
    },
  };
}

/** The line that a height falls into, by bisection. */
function lineAt(tops: readonly number[], y: number): number {
  let low = 0;
  let high = Math.max(0, tops.length - 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
