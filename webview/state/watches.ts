import { t } from "@vscode/l10n";
import type { Conductor } from "../conductor";
import { iconButton, textField } from "../controls";
import { el, fill } from "../dom";
import { withErrnos } from "../../src/errno";
import type { WatchedValue } from "../../src/expression";
import { ExpressionError, watchOver } from "../../src/expression";
import { Memory } from "../../src/memory";
import type { PanelState, Store } from "../store";

/** Values shown at most for one watch; the ones around the position are kept. */
const mostValues = 12;

/** Expressions that are watched over all steps: every value, from which step, with the present one marked. */
export class Watches {
  readonly element: HTMLElement;
  readonly #conductor: Conductor;
  readonly #field: HTMLElement;
  readonly #list = el("ul", { class: "watch-list" });
  #memory: Memory | null = null;
  /** Values over all steps, by expression; forgotten when the execution changes. */
  readonly #known = new Map<string, readonly WatchedValue[]>();

  constructor(store: Store, conductor: Conductor) {
    this.#conductor = conductor;
    this.#field = textField(t("Watch, for example dio->refcount == 1"), (text) => conductor.watch(text));
    this.element = el("div", { class: "watches" }, this.#field, this.#list);
    store.follow((state, before) => {
      if (state.execution !== before.execution) {
        this.#memory = state.execution ? new Memory(state.execution.view) : null;
        this.#known.clear();
      }
      if (
        state.watches !== before.watches ||
        state.execution !== before.execution ||
        state.cursor !== before.cursor
      )
        fill(this.#list, ...state.watches.map((source) => this.#line(state, source)));
    });
  }

  #line(state: PanelState, source: string): HTMLElement {
    const remove = iconButton("close", t("Stop watching {0}", source), () => this.#conductor.unwatch(source));
    return el(
      "li",
      {},
      el("div", { class: "watch-head" }, el("code", {}, source), remove),
      this.#values(state, source),
    );
  }

  /** Puts the keyboard focus into the field for a new expression. */
  focus(): void {
    this.#field.focus();
  }

  #valuesOf(memory: Memory, source: string, length: number): readonly WatchedValue[] {
    const values =
      this.#known.get(source) ??
      watchOver(source, length, (position, object, field) => memory.valueAt(position, object, field));
    this.#known.set(source, values);
    return values;
  }

  #values(state: PanelState, source: string): HTMLElement {
    const memory = this.#memory;
    if (!memory || !state.execution)
      return el("p", { class: "watch-problem" }, t("There is no execution yet."));
    try {
      const values = this.#valuesOf(memory, source, state.execution.length);
      const present = values.findLastIndex((value) => value.from <= state.cursor);
      const first = Math.max(0, Math.min(present - mostValues / 2, values.length - mostValues));
      const shown = values.slice(first, first + mostValues);
      return el(
        "div",
        { class: "watch-values" },
        first > 0 ? el("span", { class: "more" }, t("{0} before", first)) : null,
        ...shown.map((value, i) =>
          el(
            "button",
            {
              type: "button",
              class: first + i === present ? "present" : "",
              title: t("From step {0}", value.from),
              "aria-current": first + i === present ? "true" : "false",
              onclick: () => this.#conductor.goTo(value.from),
            },
            el("small", {}, String(value.from)),
            withErrnos(value.value),
          ),
        ),
        first + mostValues < values.length
          ? el("span", { class: "more" }, t("{0} after", values.length - first - mostValues))
          : null,
      );
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      return el("p", { class: "watch-problem" }, error.message);
    }
  }
}
