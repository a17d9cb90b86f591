import { inkCount, outlineOf } from "../../src/contextMark";
import { gapHeight, layOut, rowHeight } from "../lanes/geometry";
import type { Execution } from "../model/execution";
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
  const geometry = layOut(0, width, execution.lanes, false);
  const foot = origin(execution);
  const lanesEnd = headHeight + told.reduce((sum, part) => sum + heightOf(part), 0);
  const height = lanesEnd + 28 + foot.length * 16;
  const ink = (context: number): string => palette.inks[context % palette.inks.length] ?? palette.text;
  const parts: string[] = [];
  const text = (
    x: number,
    y: number,
    size: number,
    fill: string,
    words: string,
    font = "sans-serif",
  ): void => {
    parts.push(
      `<text x="${x}" y="${y}" font-family="${font}" font-size="${size}" fill="${fill}">${escape(words)}</text>`,
    );
  };
  const node = (context: number, x: number, y: number): void => {
    parts.push(
      `<g transform="translate(${x - 10} ${y - 10})"><path d="${outlineOf(execution.contexts, context)}" fill="${ink(context)}"/>` +
        `<text x="10" y="13.4" text-anchor="middle" font-family="sans-serif" font-size="9" font-weight="600" fill="${palette.ground}">${escape(execution.contexts[context]?.letter ?? "")}</text></g>`,
    );
  };
  text(
    12,
    22,
    14,
    palette.text,
    cut(
      `${execution.view.scenario} on ${execution.view.revision}: ${execution.view.outcome?.title ?? "unfinished"}`,
      Math.floor(width / 7.5),
    ),
  );
  for (const i of execution.lanes) {
    const x = geometry.rail(i);
    node(i, x, 46);
    if (geometry.columns) text(x + 16, 50, 12, palette.text, execution.contexts[i]?.id ?? "");
    parts.push(
      `<line x1="${x}" x2="${x}" y1="${headHeight}" y2="${lanesEnd}" stroke="${ink(i)}" stroke-opacity="0.35"/>`,
    );
  }
  let top = headHeight;
  for (const part of told) {
    const y = top + heightOf(part) / 2;
    top += heightOf(part);
    if (part.kind === "gap") {
      const first = execution.step(part.gap.first)?.context ?? 0;
      const words = gapWords(execution, part.gap.first, part.gap.last);
      text(geometry.textLeft(first), y + gapHeight / 5, 11, palette.faint, `⋮ ${words}`);
      continue;
    }
    const { step } = part;
    const left = geometry.textLeft(step.context);
    const letters = Math.floor(geometry.textWidth(step.context) / 6.6);
    const wrong = step.violations.length > 0;
    if (wrong)
      parts.push(
        `<rect x="0" y="${y - rowHeight / 2}" width="${width}" height="${rowHeight}" fill="${palette.violation}" fill-opacity="0.16"/>`,
      );
    text(10, y + 4, 11, palette.faint, String(step.n));
    node(step.context, geometry.rail(step.context), y);
    const note = wrong
      ? ` ✖ ${step.violations.map((violation) => `${violation.kind}: ${violation.object}`).join(", ")}`
      : "";
    const stop = execution.view.noReturn === step.n ? " ⚑ point of no return" : "";
    text(left, y - 3, 12, wrong ? palette.violation : palette.text, cut(step.words + note + stop, letters));
    text(left, y + 13, 11, palette.faint, cut(step.cText, letters), "monospace");
  }
  foot.forEach((line, i) =>
    text(12, height - (foot.length - i) * 16, 11, palette.faint, cut(line, Math.floor(width / 6.2))),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><desc>${escape(foot.join("; "))}</desc><rect width="100%" height="100%" fill="${palette.ground}"/>${parts.join("")}</svg>\n`;
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
