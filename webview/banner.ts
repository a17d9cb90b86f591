import type { Conductor } from "./conductor";
import { textButton } from "./controls";
import { el, fill } from "./dom";
import { icon } from "./icons";
import type { PanelState, Store } from "./store";

/** One line above the lanes: how this execution ends, where it comes from, and where two revisions part. */
export function banner(store: Store, conductor: Conductor, filter: HTMLElement): HTMLElement {
  const element = el("div", { class: "banner" });
  store.follow((state, before) => {
    if (
      state.execution === before.execution &&
      state.parts === before.parts &&
      state.reason === before.reason
    )
      return;
    const wrong = (state.execution?.view.outcome?.violations.length ?? 0) > 0;
    element.classList.toggle("wrong", wrong);
    fill(
      element,
      icon(wrong ? "failure" : state.execution?.view.end === "complete" ? "check" : "branch"),
      el("span", { class: "banner-text" }, words(state)),
      state.parts
        ? textButton(`They part after step ${state.parts.at}`, () => conductor.goTo(state.parts?.at ?? 0), {
            icon: "parts",
          })
        : null,
      filter,
    );
  });
  return element;
}

function words(state: PanelState): string {
  const { execution, reason, beside } = state;
  if (!execution) return "";
  const title = execution.view.outcome?.title ?? "";
  const own = title === "" ? `${reason}: not finished, choose who runs next` : title;
  return beside
    ? `${execution.view.revision}: ${own}  |  ${beside.view.revision}: ${beside.view.outcome?.title ?? "not finished"}`
    : own;
}
