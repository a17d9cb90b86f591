import { t } from "@vscode/l10n";
import type { Conductor } from "./conductor";
import type { Store } from "./store";

/** A key, what it does in words, and the deed. */
export interface KeyBinding {
  readonly key: string;
  readonly shown: string;
  readonly does: string;
  readonly run: () => void;
  /** Whether it moves through the replay: where that is not in front, the key is left to what is. */
  readonly moves?: boolean;
}

/** So many contexts have a key of their own that lets them run. */
export const turnKeys = 9;

/** Deeds that belong to other parts of the panel. */
export interface KeyTargets {
  readonly help: () => void;
  readonly focusSteps: () => void;
  readonly focusWatch: () => void;
}

/** Every key of the panel; the help sheet is made from this list. */
export function keyBindings(store: Store, conductor: Conductor, targets: KeyTargets): readonly KeyBinding[] {
  const bind = (key: string, shown: string, does: string, run: () => void): KeyBinding => ({
    key,
    shown,
    does,
    run,
  });
  const turns = Array.from({ length: turnKeys }, (_, i) =>
    bind(String(i + 1), String(i + 1), "", () => {
      const status = store.state.execution?.statuses(store.state.cursor)[i];
      if (status?.state === "ready") conductor.choose(i);
      else if (status) conductor.refuse(status);
    }),
  );
  const page = 10;
  const moves = [
    bind("ArrowRight", t("→ or ↓"), t("a step forward"), () => conductor.step()),
    bind("ArrowDown", "", "", () => conductor.step()),
    bind("ArrowLeft", t("← or ↑"), t("a step back"), () => conductor.back()),
    bind("ArrowUp", "", "", () => conductor.back()),
    bind("PageDown", t("Page Down"), t("ten steps forward"), () => conductor.goTo(store.state.cursor + page)),
    bind("PageUp", t("Page Up"), t("ten steps back"), () => conductor.goTo(store.state.cursor - page)),
    bind("Home", t("Home"), t("to the start"), () => conductor.toStart()),
    bind("End", t("End"), t("to the end"), () => conductor.toEnd()),
    bind(" ", t("Space"), t("play or pause"), () =>
      store.state.playing ? conductor.pause() : conductor.play(),
    ),
    bind("p", "P", t("to the next preemption"), () => conductor.toPreemption()),
    bind("f", "F", t("to the failure"), () => conductor.toFailure()),
    bind("n", "N", t("to the point of no return"), () => conductor.toNoReturn()),
    ...turns.map((turn, i) =>
      i === 0
        ? { ...turn, shown: "1 … 9", does: t("let the first … ninth context run") }
        : { ...turn, shown: "" },
    ),
  ];
  return [
    ...moves.map((binding) => ({ ...binding, moves: true })),
    bind("a", "A", t("all steps, or only where contexts meet"), () => conductor.toggleStory()),
    bind("u", "U", t("undo the last choice"), () => conductor.undo()),
    bind("b", "B", t("set or remove a bookmark"), () => conductor.toggleBookmark()),
    bind("r", "R", t("find races"), () => conductor.explore()),
    bind("l", "L", t("go to the list of steps"), () => {
      conductor.show("replay");
      targets.focusSteps();
    }),
    bind("o", "O", t("show the outcomes"), () => conductor.show("outcomes")),
    bind("m", "M", t("show the matrix"), () => conductor.show("matrix")),
    bind("w", "W", t("watch an expression"), () => {
      conductor.show("replay");
      targets.focusWatch();
    }),
    bind("?", "?", t("this help"), () => targets.help()),
  ];
}

/** Controls that use these keys themselves. */
const ownKeys = "input:not([type=range]), textarea, vscode-text-field, vscode-dropdown";

/** Runs a binding when its key is pressed, unless the focus is in a control, or in a view, that needs the key. */
export function listen(bindings: readonly KeyBinding[], store: Store): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(ownKeys)) return;
    if (event.key === " " && target?.closest("button, vscode-button, vscode-checkbox")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const binding = bindings.find((one) => one.key === key);
    if (!binding || (binding.moves && store.state.view !== "replay")) return;
    event.preventDefault();
    binding.run();
  });
}
