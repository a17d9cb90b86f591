import { svg } from "../dom";

/** Outlines on a grid of 16 by 16. */
const outlines = {
  list: "M5.500 4h8M5.500 8h8M5.500 12h8M2.500 4h.01M2.500 8h.01M2.500 12h.01",
  notes: "M3 2.500h10v8l-3 3H3zM10 13.500v-3h3M5.500 5.500h5M5.500 8h3",
  present: "M2 3h12v8H2zM8 11v3M5.500 14h5",
  export: "M8 2.500v8M8 10.500l-3-3M8 10.500l3-3M3 10.500V13.500h10v-3",
  document: "M4 2h5.500L12 4.500V14H4zM6 7h4M6 9.500h4",
  hunk: "M8 3v6M5 6h6M5 12.500h6",
  replay: "M5 3.500v9M11 3.500v9M5 6l6 4",
  flag: "M4 14V2.500h8L9.500 5.500 12 8.500H4",
  check: "M3 8.500 6.500 12 13 4.500",
  back: "M10 3.500 5.500 8l4.500 4.500",
  next: "M6 3.500 10.500 8 6 12.500",
} as const;

/** Name of an outline. */
export type OutlineName = keyof typeof outlines;

/** An outline that says nothing to a screen reader: the words beside it do. */
export function outline(name: OutlineName): SVGElement {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("path", { d: outlines[name] }),
  );
}
