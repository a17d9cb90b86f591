import { inkCount, outlineOf } from "../contextMark";
import type { Diagram, DiagramRow } from "./diagram";
import { escape } from "./escape";

const width = 720;
const gutter = 44;
const headHeight = 34;
const rowHeight = 46;

/** Width of a letter of the C text, in pixels; what does not fit its lane ends with an ellipsis. */
const letterWidth = 6.7;

/**
 * A diagram as SVG: a lane for each context, time downwards, and an arrow from each step to those of other contexts that
 * it has to come before. Contexts have the letters, shapes and colours that panel and diffs give them; colours
 * are classes, for the page to choose.
 */
export function interleavingSvg({ ground, contexts, rows, ending }: Diagram): string {
  const height = headHeight + rows.length * rowHeight + 10;
  const lane = (width - gutter) / Math.max(contexts.length, 1);
  const railOf = (context: number) => gutter + context * lane + 12;
  const middleOf = (row: number) => headHeight + row * rowHeight + rowHeight / 2;
  const views = contexts.map(({ id }, context) => {
    const x = railOf(context);
    return (
      `<path class="rail ink-${context % inkCount}" d="M${x} ${headHeight}V${height - 6}"/>` +
      `<g class="ink-${context % inkCount}" transform="translate(${x - 10} 4)"><path class="mark" d="${outlineOf(contexts, context)}"/></g>` +
      `<text class="head" x="${x + 16}" y="18">${escape(id)}</text>`
    );
  });
  const arrows = rows.flatMap(({ after, context }, to) =>
    after.map((from) => {
      const source = rows[from]?.context ?? 0;
      const [x1, x2] = [railOf(source), railOf(context)];
      const side = x2 > x1 ? 1 : -1;
      const y = middleOf(to);
      return `<path class="before ink-${source % inkCount}" marker-end="url(#tip)" d="M${x1} ${middleOf(from)}V${y - 8}Q${x1} ${y} ${x1 + 8 * side} ${y}H${x2 - 7 * side}"/>`;
    }),
  );
  const steps = rows.map((row, n) => stepSvg(row, railOf(row.context), middleOf(n), lane));
  const title = escape(`${ground}${ending === "" ? "" : `: ${ending}`}`);
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
${[...views, ...arrows, ...steps].join("\n")}
</svg>`;
}

function stepSvg(row: DiagramRow, x: number, y: number, lane: number): string {
  const { n, context, cText, words, violation } = row;
  const letters = Math.floor((lane - 30) / letterWidth);
  const fit = (text: string) => (text.length > letters ? `${text.slice(0, letters - 1)}…` : text);
  return (
    `<text class="n" x="${gutter - 12}" y="${y + 4}">${n}</text>` +
    `<circle class="${violation === "" ? `step ink-${context % inkCount}` : "bad"}" cx="${x}" cy="${y}" r="5"/>` +
    `<text class="c" x="${x + 14}" y="${y - 5}">${escape(fit(cText))}</text>` +
    `<text class="${violation === "" ? "w" : "w bad"}" x="${x + 14}" y="${y + 15}">${escape(fit(violation === "" ? words : `✖ ${violation}`))}</text>`
  );
}

/** Style of the SVG, for the page that holds it. */
export const interleavingStyle = `figure{margin:1rem 0}figcaption{font-size:.9em}svg{max-width:100%;height:auto}
svg text{fill:currentColor;font:11px ui-monospace,monospace}svg .head{font:600 13px system-ui,sans-serif}svg .w{opacity:.75}svg .n{text-anchor:end;opacity:.6}
svg .rail{stroke:var(--ink);stroke-width:1.5;fill:none}svg .mark{fill:none;stroke:var(--ink);stroke-width:2}svg .step{fill:var(--ink)}svg .before{fill:none;stroke:var(--ink);stroke-width:1.5;stroke-dasharray:4 3}
svg .tip{fill:currentColor}svg circle.bad{fill:#cf222e}svg text.bad{fill:#cf222e;opacity:1;font-weight:600}
.ink-0{--ink:#1a73e8}.ink-1{--ink:#c4700c}.ink-2{--ink:#2e8540}.ink-3{--ink:#8250df}.ink-4{--ink:#9a7700}.ink-5{--ink:#0b7f8f}`;
