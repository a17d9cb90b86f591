import { inkCount, outlineOf } from "../../src/contextMark";
import type { StepView } from "../../src/protocol";
import type { Geometry } from "../lanes/geometry";
import { gapHeight, layOut, rowHeight } from "../lanes/geometry";
import type { Execution } from "../model/execution";
import type { Gap } from "../model/rows";
import { gapWords } from "../model/words";
import { origin } from "./plainText";
import type { Told } from "./told";
import { heightOf, toldOf } from "./told";

/** Colours of a picture, as CSS colours that hold without the editor's theme. */
export interface Palette {
  readonly ground: string;
  readonly text: string;
  readonly faint: string;
  readonly violation: string;
  readonly inks: readonly string[];
}

/** The colours of the theme that is on. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ground: colour("--ground"),
    text: colour("--text"),
    faint: colour("--faint"),
    violation: colour("--violation"),
    inks: Array.from({ length: inkCount }, (_, i) => colour(`--ink-${i}`)),
  };
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** Height of the part above the first step. */
const headHeight = 64;

/** Height of a line of the foot. */
const footLine = 16;

/**
 * The execution, or the parts of it that are told, as an SVG picture of `width` pixels that stands alone: no style sheet, no font, no
 * script of its own, and its origin in words at the foot and in `<desc>`.
 */
export function picture(
  execution: Execution,
  palette: Palette,
  width: number,
  told: readonly Told[] = toldOf(execution),
): string {
  const drawing = new Drawing(execution, palette, width);
  const lanesEnd = headHeight + told.reduce((sum, part) => sum + heightOf(part), 0);
  drawing.title();
  drawing.lanes(lanesEnd);
  let top = headHeight;
  for (const part of told) {
    const middle = top + heightOf(part) / 2;
    if (part.kind === "gap") drawing.gap(part.gap, middle);
    else drawing.step(part.step, middle);
    top += heightOf(part);
  }
  return drawing.closed(lanesEnd + 28, origin(execution));
}

/** A picture that is being drawn: its elements, each over those before it. All lengths are in pixels. */
class Drawing {
  readonly #execution: Execution;
  readonly #palette: Palette;
  readonly #width: number;
  readonly #geometry: Geometry;
  readonly #elements: string[] = [];

  constructor(execution: Execution, palette: Palette, width: number) {
    this.#execution = execution;
    this.#palette = palette;
    this.#width = width;
    this.#geometry = layOut(0, width, execution.lanes, false);
  }

  /** What was run, and how it ended. */
  title(): void {
    const { scenario, revision, outcome } = this.#execution.view;
    const words = `${scenario} on ${revision}: ${outcome?.title ?? "unfinished"}`;
    this.#text(12, 22, 14, this.#palette.text, cut(words, Math.floor(this.#width / 7.5)));
  }

  /** The contexts, each with the rail of its lane. */
  lanes(end: number): void {
    const execution = this.#execution;
    const geometry = this.#geometry;
    const palette = this.#palette;
    for (const context of execution.lanes) {
      const x = geometry.rail(context);
      this.#mark(context, x, 46);
      if (geometry.columns) this.#text(x + 16, 50, 12, palette.text, execution.contexts[context]?.id ?? "");
      this.#elements.push(
        `<line x1="${x}" x2="${x}" y1="${headHeight}" y2="${end}" stroke="${this.#ink(context)}" stroke-opacity="0.35"/>`,
      );
    }
  }

  /** A line for steps that are left out. */
  gap({ first, last }: Gap, middle: number): void {
    const left = this.#geometry.textLeft(this.#execution.step(first)?.context ?? 0);
    const words = gapWords(this.#execution, first, last);
    this.#text(left, middle + gapHeight / 5, 11, this.#palette.faint, `⋮ ${words}`);
  }

  /** A step: number, mark, and two lines of words. */
  step({ n, context, words, cText, violations }: StepView, middle: number): void {
    const execution = this.#execution;
    const geometry = this.#geometry;
    const palette = this.#palette;
    const left = geometry.textLeft(context);
    const letters = Math.floor(geometry.textWidth(context) / 6.6);
    const wrong = violations.length > 0;
    if (wrong)
      this.#elements.push(
        `<rect x="0" y="${middle - rowHeight / 2}" width="${this.#width}" height="${rowHeight}" fill="${palette.violation}" fill-opacity="0.16"/>`,
      );
    this.#text(10, middle + 4, 11, palette.faint, String(n));
    this.#mark(context, geometry.rail(context), middle);
    const note = wrong ? ` ✖ ${violations.map(({ kind, object }) => `${kind}: ${object}`).join(", ")}` : "";
    const stop = execution.view.noReturn === n ? " ⚑ point of no return" : "";
    this.#text(
      left,
      middle - 3,
      12,
      wrong ? palette.violation : palette.text,
      cut(words + note + stop, letters),
    );
    this.#text(left, middle + 13, 11, palette.faint, cut(cText, letters), "monospace");
  }

  /** The whole picture, with the lines of `foot` below what was drawn down to `end`. */
  closed(end: number, foot: readonly string[]): string {
    const palette = this.#palette;
    const width = this.#width;
    const height = end + foot.length * footLine;
    const letters = Math.floor(width / 6.2);
    foot.forEach((line, i) => this.#text(12, end + i * footLine, 11, palette.faint, cut(line, letters)));
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><desc>${escape(foot.join("; "))}</desc><rect width="100%" height="100%" fill="${palette.ground}"/>${this.#elements.join("")}</svg>\n`;
  }

  #ink(context: number): string {
    return this.#palette.inks[context % this.#palette.inks.length] ?? this.#palette.text;
  }

  #text(x: number, y: number, size: number, fill: string, words: string, font = "sans-serif"): void {
    this.#elements.push(
      `<text x="${x}" y="${y}" font-family="${font}" font-size="${size}" fill="${fill}">${escape(words)}</text>`,
    );
  }

  #mark(context: number, x: number, y: number): void {
    const { contexts } = this.#execution;
    this.#elements.push(
      `<g transform="translate(${x - 10} ${y - 10})"><path d="${outlineOf(contexts, context)}" fill="${this.#ink(context)}"/>` +
        `<text x="10" y="13.4" text-anchor="middle" font-family="sans-serif" font-size="9" font-weight="600" fill="${this.#palette.ground}">${escape(contexts[context]?.letter ?? "")}</text></g>`,
    );
  }
}

/** Highest picture a browser's canvas takes. */
const highestCanvas = 16_000;

/** A picture as PNG, base64, at twice its size unless that is too high for a canvas. @throws if it cannot be drawn */
export async function png(source: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;base64,${base64(new TextEncoder().encode(source))}`;
  await image.decode();
  const scale = Math.min(2, highestCanvas / image.naturalHeight);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png").replace(/^[^,]*,/, "");
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
