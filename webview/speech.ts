import { el } from "./dom";
import { sentence } from "./lanes/row";
import type { Store } from "./store";

/** Speaks each step and each sentence of the extension to a screen reader; quiet while playing fast. */
export function speech(store: Store): HTMLElement {
  const steps = el("div", { class: "spoken", "aria-live": "polite", role: "status" });
  const problems = el("div", { class: "spoken", "aria-live": "assertive", role: "alert" });
  store.follow((state, before) => {
    const quiet = state.playing && state.speed > 2;
    const moved = state.cursor !== before.cursor || state.execution !== before.execution;
    if (moved && state.execution && !quiet) steps.textContent = sentence(state.execution, state.cursor);
    if (state.said !== before.said && state.said)
      (state.said.problem ? problems : steps).textContent = state.said.sentence;
  });
  return el("div", {}, steps, problems);
}
