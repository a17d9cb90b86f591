import type { CellView } from "../../src/protocol";
import type { Conductor } from "../conductor";
import { textButton } from "../controls";
import { el, fill } from "../dom";
import type { IconName } from "../icons";
import { icon } from "../icons";
import type { Store } from "../store";

/** Sign of a result; with the word and the colour it tells a cell in three ways. */
const signs: Readonly<Record<CellView["result"], IconName>> = {
  holds: "check",
  fails: "failure",
  bounded: "warning",
  "not applicable": "close",
};

/** All scenarios against all revisions: what each verdict is; a click replays the cell. */
export class Matrix {
  readonly element = el("div", { class: "matrix" });
  private readonly conductor: Conductor;

  constructor(store: Store, conductor: Conductor) {
    this.conductor = conductor;
    store.follow((state, before) => {
      if (state.matrix === before.matrix && this.element.childElementCount > 0) return;
      const { matrix } = state;
      if (!matrix)
        fill(
          this.element,
          el(
            "p",
            { class: "hint" },
            "Every scenario on every revision is searched; the grid fills as the verdicts come in.",
          ),
        );
      else {
        const running = matrix.done < matrix.total;
        fill(
          this.element,
          running
            ? el(
                "div",
                { class: "matrix-progress" },
                el("progress", { max: matrix.total, value: matrix.done, "aria-label": "Cells searched" }),
                `${matrix.done} of ${matrix.total}`,
                textButton("Cancel", () => conductor.cancel()),
              )
            : null,
          this.grid(matrix.cells),
        );
      }
    });
    this.element.addEventListener("keydown", (event) => this.move(event));
  }

  private grid(cells: readonly CellView[]): HTMLElement {
    const revisions = [...new Set(cells.map((cell) => cell.revision))];
    const scenarios = [...new Set(cells.map((cell) => cell.scenario))];
    const of = new Map(cells.map((cell) => [`${cell.scenario} ${cell.revision}`, cell]));
    let first = true;
    const line = (scenario: string): HTMLElement =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, scenario),
        ...revisions.map((revision) => {
          const cell = of.get(`${scenario} ${revision}`);
          const shown = el(
            "td",
            {},
            cell && cell.result !== "not applicable" ? this.button(cell, first) : null,
          );
          if (cell) first = false;
          return shown;
        }),
      );
    return el(
      "div",
      { class: "matrix-scroll", tabindex: -1 },
      el(
        "table",
        {},
        el("caption", { class: "spoken" }, "Verdicts: scenarios by revisions"),
        el(
          "thead",
          {},
          el("tr", {}, el("td", {}), ...revisions.map((revision) => el("th", { scope: "col" }, revision))),
        ),
        el("tbody", {}, ...scenarios.map(line)),
      ),
    );
  }

  private button(cell: CellView, first: boolean): HTMLElement {
    return el(
      "button",
      {
        type: "button",
        class: `verdict ${cell.result}`,
        title: `${cell.scenario} on ${cell.revision}: ${cell.detail}`,
        "aria-label": `${cell.scenario} on ${cell.revision}: ${cell.result}, ${cell.detail}`,
        tabindex: first ? 0 : -1,
        onclick: () => this.conductor.openCell(cell),
      },
      icon(signs[cell.result]),
      el("span", {}, cell.word),
    );
  }

  /** Arrow keys go from cell to cell, as in a grid; Tab leaves it. */
  private move(event: KeyboardEvent): void {
    const [down, right] = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[
      event.key
    ] ?? [0, 0];
    const here = event.target instanceof Element ? event.target.closest("td") : null;
    const row = here?.parentElement;
    if (!here || !(row instanceof HTMLTableRowElement) || (down === 0 && right === 0)) return;
    event.preventDefault();
    event.stopPropagation();
    const body = [...(row.parentElement?.children ?? [])];
    const target =
      body[body.indexOf(row) + (down ?? 0)]?.children[here.cellIndex + (right ?? 0)]?.querySelector("button");
    if (!target) return;
    here.querySelector("button")?.setAttribute("tabindex", "-1");
    target.tabIndex = 0;
    target.focus();
  }
}
