import { t } from "@vscode/l10n";
import type { Conductor } from "../conductor";
import { el } from "../dom";
import { whenThemeChanges } from "../inks";
import { sentence } from "../lanes/row";
import type { Execution } from "../model/execution";
import type { PanelState, Store } from "../store";
import { inkCount } from "../../src/contextMark";

/** Height of the drawing in pixels. */
const height = 26;

/**
 * The whole execution in one line, to be scrubbed: a tick a step in its context's colour and row, the
 * point of no return, bookmarks and violations above it. Drawn on a canvas, so 10,000 steps cost nothing.
 */
export class Timeline {
  readonly element: HTMLElement;
  readonly #canvas = el("canvas", { class: "timeline-drawing", "aria-hidden": "true" });
  readonly #range: HTMLInputElement;
  readonly #thumb = el("div", { class: "timeline-thumb", "aria-hidden": "true" });
  #state: PanelState;

  constructor(store: Store, conductor: Conductor) {
    this.#state = store.state;
    this.#range = el("input", {
      type: "range",
      min: 0,
      max: 0,
      value: 0,
      step: 1,
      "aria-label": t("Position in the execution"),
    });
    this.#range.addEventListener("input", () => {
      conductor.pause();
      conductor.goTo(Number(this.#range.value));
    });
    this.element = el("div", { class: "timeline" }, this.#canvas, this.#thumb, this.#range);
    new ResizeObserver(() => this.#draw()).observe(this.element);
    whenThemeChanges(() => this.#draw());
    store.follow((state, before) => {
      this.#state = state;
      if (state.execution !== before.execution || state.bookmarks !== before.bookmarks) this.#draw();
      this.#place();
    });
  }

  #place(): void {
    const { execution, cursor } = this.#state;
    const length = execution?.length ?? 0;
    this.#range.max = String(length);
    this.#range.value = String(cursor);
    this.#range.setAttribute("aria-valuetext", execution ? sentence(execution, cursor) : t("No execution"));
    this.#thumb.style.left = `${length === 0 ? 0 : (cursor / length) * 100}%`;
  }

  #draw(): void {
    const { execution } = this.#state;
    const scale = window.devicePixelRatio;
    const width = this.element.clientWidth;
    this.#canvas.width = width * scale;
    this.#canvas.height = height * scale;
    const context = this.#canvas.getContext("2d");
    if (!context || !execution || execution.length === 0) return;
    context.scale(scale, scale);
    this.#ticks(context, execution, width);
  }

  #ticks(context: CanvasRenderingContext2D, execution: Execution, width: number): void {
    const style = getComputedStyle(this.element);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const inks = Array.from({ length: inkCount }, (_, i) => colour(`--ink-${i}`));
    const pitch = width / execution.length;
    const lane = (height - 8) / execution.lanes.length;
    for (const step of execution.steps) {
      context.fillStyle = inks[step.context % inks.length] ?? "";
      context.fillRect(
        (step.n - 1) * pitch,
        4 + execution.lanes.indexOf(step.context) * lane,
        Math.max(pitch - 0.5, 0.7),
        Math.max(lane - 1, 1.5),
      );
    }
    const upright = (n: number, name: string, wide: number): void => {
      context.fillStyle = colour(name);
      context.fillRect((n - 0.5) * pitch - wide / 2, 0, wide, height);
    };
    if (execution.view.noReturn !== null) upright(execution.view.noReturn, "--warning", 1.5);
    for (const step of execution.steps) if (step.violations.length > 0) upright(step.n, "--violation", 2.5);
    for (const bookmark of this.#state.bookmarks) upright(bookmark.step, "--accent", 1.5);
  }
}
