import { t } from "@vscode/l10n";
import type { CatalogueView, CellView } from "../../src/protocol";
import type { Conductor } from "../conductor";
import { textButton } from "../controls";
import type { Content } from "../dom";
import { el, fill } from "../dom";
import type { IconName } from "../icons";
import { icon } from "../icons";
import type { PanelState, Store } from "../store";

/** Sign of a result; with the word and the colour it tells a cell in three ways. */
const signs: Readonly<Record<CellView["result"], IconName>> = {
  holds: "check",
  fails: "failure",
  bounded: "warning",
  "not applicable": "close",
};

/** Least widths, in pixels, of a column whose cells have words, and of the scenarios' names beside them. */
const wordColumn = 104;
const nameColumn = 220;

/**
 * All scenarios against all revisions: what each verdict is; a click replays the cell. Where the revisions do not all
 * fit with words there are only signs, and the words are titles.
 */
export class Matrix {
  readonly element = el("div", { class: "matrix" });
  readonly #conductor: Conductor;
  readonly #head: HTMLElement;
  readonly #bar = el("progress", { "aria-label": t("Cells searched") });
  readonly #count = el("span", {});
  readonly #legend = el("p", { class: "matrix-legend" });
  readonly #searchAll: HTMLElement;
  readonly #searchRow: HTMLElement;
  readonly #cancel: HTMLElement;
  readonly #grid = el("div", { class: "matrix-scroll", tabindex: -1 });
  /** Where each cell stands, by scenario and revision. */
  #places: ReadonlyMap<string, HTMLElement> = new Map();
  #columns = 0;
  /** How many of the state's cells are drawn. */
  #drawn = 0;

  constructor(store: Store, conductor: Conductor) {
    this.#conductor = conductor;
    const search = (words: string, extent: "scenario" | "all") =>
      textButton(words, () => conductor.fillMatrix(extent), { icon: "search" });
    this.#searchAll = search(t("Search all"), "all");
    this.#searchRow = search(t("Only the chosen scenario"), "scenario");
    this.#cancel = textButton(t("Cancel"), () => conductor.cancel(), { icon: "close" });
    const controls = [this.#bar, this.#count, this.#searchAll, this.#searchRow, this.#cancel];
    this.#head = el("div", { class: "matrix-head" }, ...controls, this.#legend);
    this.element.append(this.#head, this.#grid);
    this.element.addEventListener("keydown", (event) => this.#move(event));
    new ResizeObserver(() => this.#fit()).observe(this.element);
    store.follow((state, before) => {
      if (state.catalogue !== before.catalogue) this.#layOut(state.catalogue);
      const { matrix, catalogue, setup } = state;
      if (matrix !== before.matrix || catalogue !== before.catalogue || setup !== before.setup)
        this.#show(state);
    });
  }

  /** Draws the empty grid: the scenarios under their headings, the revisions beside each other. */
  #layOut({ scenarios, revisions }: CatalogueView): void {
    const places = new Map<string, HTMLElement>();
    const line = ({ id, title, revisions: fitting }: CatalogueView["scenarios"][number]): HTMLElement =>
      el(
        "tr",
        {},
        el("th", { scope: "row", title: `${title}\n${id}` }, title),
        ...revisions.map((revision) => {
          const place = el(
            "td",
            {},
            fitting.includes(revision.id) ? el("span", { class: "pending" }, "·") : null,
          );
          places.set(keyOf(id, revision.id), place);
          return place;
        }),
      );
    const groups = [...new Set(scenarios.map(({ group }) => group))];
    const bodies = groups.map((group) =>
      el(
        "tbody",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "rowgroup", class: "matrix-group", colspan: revisions.length + 1 }, group),
        ),
        ...scenarios.filter((one) => one.group === group).map(line),
      ),
    );
    const columns = revisions.map(({ id, title }) =>
      el("th", { scope: "col", title: `${id}: ${title}` }, el("span", {}, id)),
    );
    fill(
      this.#grid,
      el(
        "table",
        {},
        el("caption", { class: "spoken" }, t("Verdicts: scenarios by revisions")),
        el("thead", {}, el("tr", {}, el("td", {}), ...columns)),
        ...bodies,
      ),
    );
    this.#places = places;
    this.#drawn = 0;
    this.#columns = revisions.length;
    this.element.style.setProperty("--columns", String(this.#columns));
    this.#fit();
  }

  #fit(): void {
    const needed = nameColumn + this.#columns * wordColumn;
    this.element.classList.toggle("compact", this.element.clientWidth < needed);
  }

  #show({ matrix, catalogue, setup }: PanelState): void {
    const cells = matrix?.cells ?? [];
    for (const cell of cells.slice(this.#drawn)) {
      const place = this.#places.get(keyOf(cell.scenario, cell.revision));
      if (place) fill(place, cell.result === "not applicable" ? null : this.#button(cell));
    }
    this.#drawn = cells.length;
    const first = this.#grid.querySelector<HTMLElement>(".verdict");
    if (first && !this.#grid.querySelector('.verdict[tabindex="0"]')) first.tabIndex = 0;
    fill(this.#legend, ...legend(cells));
    const own = catalogue.scenarios.find(({ id }) => id === setup.scenario)?.revisions ?? [];
    for (const row of this.#grid.querySelectorAll("tr")) row.classList.remove("chosen");
    for (const id of own) this.#places.get(keyOf(setup.scenario, id))?.parentElement?.classList.add("chosen");
    const known = cells.filter(({ scenario }) => scenario === setup.scenario).length;
    this.#progress(matrix, known < own.length);
  }

  /** Nothing is searched unasked: what there is to search stands beside the buttons that begin it, and the way it went. */
  #progress(matrix: PanelState["matrix"], rowIsOpen: boolean): void {
    const { done, total, running } = matrix ?? { done: 0, total: 0, running: false };
    const hadFocus = this.#head.contains(document.activeElement);
    const open = done < total;
    this.#bar.max = total;
    this.#bar.value = done;
    const shown = { done: done.toLocaleString("en"), total: total.toLocaleString("en") };
    this.#count.textContent = running
      ? t("{0} of {1}", shown.done, shown.total)
      : t("{0} of {1} cells are searched.", shown.done, shown.total);
    this.#bar.hidden = this.#cancel.hidden = !running;
    this.#count.hidden = !open;
    this.#searchAll.hidden = running || !open;
    this.#searchRow.hidden = running || !rowIsOpen;
    const active = document.activeElement;
    // What has just been hidden may have the focus until the next frame.
    if (hadFocus && !(this.#head.contains(active) && active?.checkVisibility()))
      this.#firstControl()?.focus();
  }

  #firstControl(): HTMLElement | undefined {
    const all = [...this.#head.querySelectorAll<HTMLElement>("vscode-button"), this.#grid];
    return all.find((one) => !one.hidden);
  }

  #button(cell: CellView): HTMLElement {
    const unsaid = cell.findings.some(({ saidBy }) => saidBy === null);
    const known = cell.findings.map(({ title, history, saidBy }) =>
      saidBy === null
        ? t("{0} ({1}; nobody said so)", title, history)
        : t("{0} ({1}; said by {2})", title, history, saidBy.who),
    );
    const about = [t("{0} on {1}", cell.scenario, cell.revision), cell.detail, ...known];
    return el(
      "button",
      {
        type: "button",
        class: `verdict ${cell.result}`,
        title: about.join("\n"),
        "aria-label": `${cell.result}: ${about.join(". ")}`,
        tabindex: -1,
        onclick: () => this.#conductor.openCell(cell),
      },
      icon(signs[cell.result]),
      el("span", {}, cell.word),
      unsaid ? el("span", { class: "unsaid" }, "✦") : null,
    );
  }

  /** Arrow keys go from cell to cell, as in a grid; Tab leaves it. */
  #move(event: KeyboardEvent): void {
    const [down = 0, right = 0] =
      { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key] ?? [];
    const here = event.target instanceof Element ? event.target.closest("td") : null;
    if (!here || (down === 0 && right === 0)) return;
    event.preventDefault();
    event.stopPropagation();
    const rows = [...this.#grid.querySelectorAll("tbody tr")];
    let row = rows.findIndex((one) => one.contains(here)) + down;
    let column = here.cellIndex + right;
    for (; rows[row] && column > 0 && column <= this.#columns; row += down, column += right) {
      const target = rows[row]?.children[column]?.querySelector("button");
      if (target) {
        here.querySelector("button")?.setAttribute("tabindex", "-1");
        target.tabIndex = 0;
        return target.focus();
      }
    }
  }
}

function keyOf(scenario: string, revision: string): string {
  return `${scenario} ${revision}`;
}

/** What the signs in the cells mean; counts what has come in. */
function legend(cells: readonly CellView[]): readonly Content[] {
  const count = (result: CellView["result"]): number => cells.filter((cell) => cell.result === result).length;
  const entry = (name: IconName, kind: string, text: string): HTMLElement =>
    el("span", { class: `verdict-key ${kind}` }, icon(name), text);
  return [
    entry("failure", "fails", t("{0} fail", count("fails"))),
    entry("check", "holds", t("{0} hold in every order", count("holds"))),
    count("bounded") > 0 ? entry("warning", "bounded", t("{0} hold within bounds", count("bounded"))) : null,
    el("span", {}, el("span", { class: "unsaid" }, "✦"), " ", t("nobody in the documents said so")),
  ];
}
