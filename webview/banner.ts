import type { Conductor } from "./conductor";
import { textButton } from "./controls";
import { counted, el, fill } from "./dom";
import { icon } from "./icons";
import type { PanelState, Store } from "./store";

/** One line above the lanes: how this execution ends, where it comes from, and where two revisions part. */
export function banner(store: Store, conductor: Conductor, filter: HTMLElement): HTMLElement {
  const element = el("div", { class: "banner" });
  const story = textButton("Story", () => conductor.toggleStory());
  story.title = "All steps, or only those where contexts meet (A)";
  store.follow((state, before) => {
    const { execution, filter: shown } = state;
    story.hidden = execution === null;
    if (execution && (execution !== before.execution || shown !== before.filter))
      story.textContent =
        shown.relation === "story"
          ? `Story: ${execution.story.size} of ${counted(execution.length, "step")}`
          : `All ${counted(execution.length, "step")}`;
    const same = execution === before.execution && state.parts === before.parts;
    if (same && state.reason === before.reason) return;
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
      story,
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
