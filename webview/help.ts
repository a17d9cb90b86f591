import { t } from "@vscode/l10n";
import { iconButton } from "./controls";
import { el } from "./dom";
import type { IconName } from "./icons";
import { icon } from "./icons";
import type { KeyBinding } from "./keys";

/** What the signs in the lanes mean. */
const signs: readonly (readonly [IconName, string])[] = [
  ["preemption", t("another context runs although this one could have gone on")],
  ["flag", t("point of no return: from here on every order fails")],
  ["failure", t("a violation: what must never happen")],
  ["sleep", t("the context sleeps until it is woken")],
  ["lock", t("the bar beside a rail: a lock is held")],
  ["parts", t("the two revisions part here")],
];

/** The sheet that explains keys and signs. */
export function helpSheet(bindings: () => readonly KeyBinding[]): {
  readonly element: HTMLDialogElement;
  readonly open: () => void;
} {
  const element = el("dialog", { class: "help", "aria-label": t("Help") });
  const open = (): void => {
    const close = iconButton("close", t("Close help"), () => element.close(), "Escape");
    element.replaceChildren(
      el("header", {}, el("h2", {}, t("Keys and signs")), close),
      el(
        "div",
        { class: "help-columns" },
        el(
          "dl",
          { class: "keys" },
          ...bindings()
            .filter((one) => one.shown !== "")
            .flatMap((one) => [el("dt", {}, el("kbd", {}, one.shown)), el("dd", {}, one.does)]),
        ),
        el(
          "div",
          {},
          el(
            "dl",
            { class: "signs" },
            ...signs.flatMap(([name, means]) => [el("dt", {}, icon(name)), el("dd", {}, means)]),
          ),
          el(
            "p",
            { class: "hint" },
            t(
              "A solid rail can run, a dashed one is blocked, a dotted one sleeps, one of scattered dots has not begun. A hollow mark is still to come. Each context has a letter, a shape and a colour of its own. Memory is sequentially consistent: a step is seen by all at once.",
            ),
          ),
        ),
      ),
    );
    element.showModal();
  };
  element.addEventListener("keydown", (event) => event.stopPropagation());
  return { element, open };
}
