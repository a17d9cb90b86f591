import { svg } from "./dom";

/** Outlines on a grid of 16 by 16, drawn with a line of 1.3 in the colour of the text, as codicons are. */
const outlines = {
  toStart: "M3.5 3v10M12.5 3.5 6 8l6.5 4.5z",
  back: "M11 3.5 4.5 8l6.5 4.5z",
  play: "M4.5 3v10l8-5z",
  pause: "M5 3v10M11 3v10",
  step: "M5 3.5 11.5 8 5 12.5z",
  preemption: "M2 5h7.5L7 2.5M14 11H6.500L9 13.5",
  toEnd: "M12.5 3v10M3.500 3.5 10 8l-6.500 4.5z",
  failure: "M4 4l8 8M12 4l-8 8",
  flag: "M4 14V2.500h8L9.500 5.500 12 8.500H4",
  lock: "M4 7.500h8V14H4zM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500",
  sleep: "M4 4h4l-4 4h4M9.500 8.500h3.500l-3.500 4h3.500",
  bug: "M5 6.500a3 3 0 0 1 6 0V10a3 3 0 0 1-6 0zM5.500 4.500 4 3M10.500 4.500 12 3M5 8H2M11 8h3M5 11l-2 2M11 11l2 2",
  down: "M4 6l4 4 4-4",
  undo: "M3 7h6.500a3.500 3.500 0 0 1 0 7H6M3 7l3.500-3.500M3 7l3.500 3.500",
  branch:
    "M5 5.500v5M5 5.500a1.500 1.500 0 1 0-.01 0M5 13.500a1.500 1.500 0 1 0-.01 0M11 6.500a1.500 1.500 0 1 0-.01 0M11 6.500c0 3-6 2-6 4",
  bookmark: "M4.500 2.500h7V14L8 11l-3.500 3z",
  share: "M8 2.500v8M8 2.500 5 5.500M8 2.500l3 3M3.500 9v4.500h9V9",
  grid: "M2.500 2.500h11v11h-11zM2.500 6.200h11M2.500 9.800h11M6.200 2.500v11M9.800 2.500v11",
  cards: "M2.500 3h11v4h-11zM2.500 9.500h11v4h-11z",
  lanes: "M4 2.500v11M8 2.500v11M12 2.500v11",
  help: "M5.500 6a2.500 2.500 0 1 1 3.600 2.200C8.300 8.600 8 9 8 10M8 12.300v.4",
  search: "M7 11.500a4.500 4.500 0 1 0-.01 0M10.200 10.200 14 14",
  filter: "M2.500 3.500h11L9.500 8.500v4l-3 1.500V8.500z",
  eye: "M1.500 8C4 4.200 12 4.200 14.500 8 12 11.800 4 11.800 1.500 8zM8 9.700a1.700 1.700 0 1 0-.01 0",
  close: "M4 4l8 8M12 4l-8 8",
  check: "M3 8.500 6.500 12 13 4.500",
  warning: "M8 2.500 14.500 13.500h-13zM8 6.500v3.500M8 11.700v.3",
  freed: "M3 4.500h10M6 4.500V3h4v1.500M4.500 4.500l.7 9h5.600l.7-9",
  parts: "M8 14V9M8 9 4 3M8 9l4-6M4 3v2.500M4 3h2.500M12 3v2.500M12 3H9.500",
} as const;

/** Name of an icon. */
export type IconName = keyof typeof outlines;

/** An icon that says nothing to a screen reader: the text or label beside it does. */
export function icon(name: IconName): SVGSVGElement {
  return svg(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("path", { d: outlines[name] }),
  );
}
