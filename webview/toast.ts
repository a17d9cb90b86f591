import { t } from "@vscode/l10n";
import { iconButton } from "./controls";
import { el, fill } from "./dom";
import { icon } from "./icons";
import type { Store } from "./store";

/** How long a sentence that needs no answer stays, in milliseconds. */
const stay = 4000;

/** The last sentence for the reader, at the lower edge; a problem stays until it is closed. */
export function toast(store: Store): HTMLElement {
  const element = el("div", { class: "toast" });
  element.hidden = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = (): void => {
    element.hidden = true;
  };
  store.follow((state, before) => {
    if (state.said === before.said || !state.said) return;
    clearTimeout(timer);
    const { sentence, problem } = state.said;
    element.classList.toggle("problem", problem);
    fill(
      element,
      icon(problem ? "warning" : "check"),
      el("span", {}, sentence),
      iconButton("close", t("Close message"), hide),
    );
    element.hidden = false;
    if (!problem) timer = setTimeout(hide, stay);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  return element;
}
