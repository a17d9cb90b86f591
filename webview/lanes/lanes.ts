import { t } from "@vscode/l10n";
import type { Conductor } from "../conductor";
import { el, fill } from "../dom";
import { inkCount } from "../../src/contextMark";
import { mark } from "../inks";
import type { GapRow, Line, Row } from "../model/rows";
import { rowsOf, withGaps } from "../model/rows";
import type { PanelState, Store } from "../store";
import { arrows } from "./arrows";
import type { Geometry } from "./geometry";
import { gapHeight, layOut, rowHeight } from "./geometry";
import type { Side } from "./row";
import { absentCell, cell, gapCell, sentence } from "./row";
import { virtualList } from "./virtualList";

/** The lanes: one a context, time downward, each step in words with its C text. */
export class Lanes {
  readonly element: HTMLElement;
  readonly #conductor: Conductor;
  readonly #header = el("div", { class: "lane-headers", "aria-hidden": "true" });
  readonly #overlay = arrows();
  readonly #list = virtualList(() => this.#drawArrows());
  #state: PanelState;
  #lines: readonly Line[] = [];
  /** Upper edge of each line, and the lower edge of the last. */
  #tops: readonly number[] = [0];
  /** How many lines are steps. */
  #count = 0;
  /** Line of a step of the execution, by step number. */
  #lineOf = new Map<number, number>();
  #sides: readonly Side[] = [];
  #width = 0;

  constructor(store: Store, conductor: Conductor) {
    this.#conductor = conductor;
    this.#state = store.state;
    const { element: scroller, content } = this.#list;
    scroller.setAttribute("role", "listbox");
    scroller.setAttribute("aria-label", t("Steps"));
    scroller.tabIndex = 0;
    content.append(this.#overlay.element);
    this.element = el("section", { class: "lanes", "aria-label": t("Lanes") }, this.#header, scroller);
    content.addEventListener("click", (event) => this.#clicked(event));
    new ResizeObserver(() => this.#resized()).observe(scroller);
    store.follow((state, before) => this.#show(state, before));
  }

  /** Puts the keyboard focus on the list of steps. */
  focus(): void {
    this.#list.element.focus();
  }

  #clicked(event: Event): void {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>(".row") : null;
    const clicked = line ? this.#lines[Number(line.dataset["index"])] : undefined;
    if (clicked?.kind === "gap") this.#conductor.unfold(clicked.gap.left?.first ?? null);
    else if (clicked?.row.left) this.#conductor.goTo(clicked.row.left);
  }

  #resized(): void {
    if (this.#list.element.clientWidth === this.#width) this.#reveal();
    else this.#rebuild();
  }

  #show(state: PanelState, before: PanelState): void {
    this.#state = state;
    const moved = state.cursor !== before.cursor;
    const relation = moved && this.#dependsOnCursor(state, before);
    if (
      state.execution !== before.execution ||
      state.beside !== before.beside ||
      state.filter !== before.filter ||
      state.bookmarks !== before.bookmarks ||
      relation
    )
      this.#rebuild();
    else if (moved) this.#mark();
    if (state.view === "replay" && (moved || state.view !== before.view)) this.#reveal();
  }

  /** Whether other lines are shown because the cursor moved. */
  #dependsOnCursor({ filter, execution, cursor }: PanelState, before: PanelState): boolean {
    if (filter.relation === "all") return filter.object !== null || filter.function !== null;
    if (filter.relation !== "story") return true;
    return [cursor, before.cursor].some((n) => n > 0 && !execution?.story.has(n));
  }

  #rebuild(): void {
    const { execution, beside, filter, cursor } = this.#state;
    this.#width = this.#list.element.clientWidth;
    const rows = execution ? rowsOf(execution, beside, filter, cursor) : [];
    this.#count = rows.length;
    this.#lines = execution ? withGaps(rows, execution, beside) : [];
    this.#tops = topsOf(this.#lines);
    this.#lineOf = new Map(
      this.#lines.flatMap((line, i) =>
        line.kind === "steps" && line.row.left !== null ? [[line.row.left, i] as const] : [],
      ),
    );
    this.#sides = this.#laySides();
    this.#drawHeader();
    this.#list.reset(this.#tops, (index) => this.#makeLine(index));
    this.#mark();
    this.#reveal();
  }

  #laySides(): readonly Side[] {
    const { execution, beside } = this.#state;
    if (!execution) return [];
    if (!beside) return [{ execution, geometry: layOut(0, this.#width, execution.lanes, false) }];
    const half = this.#width / 2;
    return [execution, beside].map((one, i) => ({
      execution: one,
      geometry: layOut(i * half, half, one.lanes, true),
    }));
  }

  #drawHeader(): void {
    fill(this.#header, ...this.#sides.map((side) => this.#sideHeader(side, side.geometry)));
  }

  #sideHeader(side: Side, geometry: Geometry): HTMLElement {
    const element = el("div", { class: "side-header" });
    element.style.left = `${geometry.left}px`;
    element.style.width = `${geometry.width}px`;
    for (const i of side.execution.lanes) {
      const context = side.execution.contexts[i];
      if (!context) continue;
      const name = geometry.columns
        ? el("span", { class: "lane-name" }, context.id, el("small", {}, context.kind))
        : null;
      const head = el(
        "div",
        { class: `lane-head ink-${i % inkCount}`, title: `${context.id} (${context.kind})` },
        mark(side.execution.contexts, i),
        name,
      );
      head.style.left = `${geometry.rail(i) - 10}px`;
      element.append(head);
    }
    if (this.#sides.length > 1 || !geometry.columns) {
      const label = el("span", { class: "side-name" }, side.execution.view.revision);
      label.style.left = `${geometry.textLeft(side.execution.lanes[0] ?? 0)}px`;
      element.append(label);
    }
    return element;
  }

  #makeLine(index: number): HTMLElement {
    const line = this.#lines[index];
    if (!line) return el("div");
    return line.kind === "gap" ? this.#makeGap(index, line.gap) : this.#makeSteps(index, line.row);
  }

  #makeGap(index: number, gap: GapRow): HTMLElement {
    const title = t("Show all steps here (A)");
    const line = el("div", { class: "row gap", "aria-hidden": "true", title, "data-index": index });
    [gap.left, gap.right].forEach((one, i) => {
      const side = this.#sides[i];
      if (!side) return;
      const part = one ? gapCell(side, one) : el("div", { class: "cell" });
      part.style.left = `${side.geometry.left}px`;
      part.style.width = `${side.geometry.width}px`;
      line.append(part);
    });
    this.#markLine(index, line);
    return line;
  }

  #makeSteps(index: number, row: Row): HTMLElement {
    const numbers = [row.left, row.right];
    const line = el("div", { class: "row", role: "option", id: `line-${index}`, "data-index": index });
    line.setAttribute("aria-setsize", String(this.#count));
    this.#sides.forEach((side, i) => {
      const n = numbers[i] ?? null;
      const part = n === null ? absentCell(side) : cell(side, n);
      part.style.left = `${side.geometry.left}px`;
      part.style.width = `${side.geometry.width}px`;
      line.append(part);
    });
    const spoken = this.#sides[0] && row.left ? sentence(this.#sides[0].execution, row.left) : "";
    line.setAttribute("aria-label", spoken === "" ? t("Only in the revision beside") : spoken);
    line.classList.toggle(
      "bookmarked",
      this.#state.bookmarks.some((bookmark) => bookmark.step === row.left),
    );
    line.classList.toggle("different", this.#sides.length > 1 && (row.left === null || row.right === null));
    line.classList.toggle("parting", this.#sides.length > 1 && row.left === (this.#state.parts?.at ?? 0) + 1);
    this.#markLine(index, line);
    return line;
  }

  #markLine(index: number, line: HTMLElement): void {
    const here = this.#lines[index];
    if (here?.kind === "steps") {
      const selected = here.row.left !== null && here.row.left === this.#state.cursor;
      line.classList.toggle("selected", selected);
      line.setAttribute("aria-selected", String(selected));
    }
    line.classList.toggle("future", index > this.#lastLine());
  }

  /** Line of the selected step, or of the last one before it that is shown. */
  #lastLine(): number {
    for (let n = this.#state.cursor; n > 0; n--) {
      const line = this.#lineOf.get(n);
      if (line !== undefined) return line;
    }
    return -1;
  }

  #mark(): void {
    this.#list.each((index, line) => this.#markLine(index, line));
    const selected = this.#lineOf.get(this.#state.cursor);
    if (selected === undefined) this.#list.element.removeAttribute("aria-activedescendant");
    else this.#list.element.setAttribute("aria-activedescendant", `line-${selected}`);
    this.#drawArrows();
  }

  #reveal(): void {
    this.#list.reveal(Math.max(0, this.#lastLine()));
  }

  #drawArrows(): void {
    const side = this.#sides[0];
    const { scrollTop, clientHeight } = this.#list.element;
    if (!side) return;
    this.#overlay.element.style.transform = `translateY(${scrollTop}px)`;
    const yOf = (n: number): number | null => {
      const line = this.#lineOf.get(n);
      return line === undefined ? null : (this.#tops[line] ?? 0) + rowHeight / 2;
    };
    this.#overlay.draw(side.execution, side.geometry, this.#state.cursor, yOf, scrollTop, clientHeight);
  }
}

function topsOf(lines: readonly Line[]): readonly number[] {
  const tops = [0];
  for (const { kind } of lines) tops.push((tops.at(-1) ?? 0) + (kind === "gap" ? gapHeight : rowHeight));
  return tops;
}
