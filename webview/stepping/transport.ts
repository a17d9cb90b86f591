import { t } from "@vscode/l10n";
import type { Conductor } from "../conductor";
import { dropdown, iconButton, setDisabled } from "../controls";
import { el } from "../dom";
import type { Store } from "../store";
import { Timeline } from "./timeline";

/** Steps a second that can be chosen. */
const speeds = [0.5, 1, 2, 4, 8];

/** A speed in words: "2 steps/s". */
function speedWords(rate: number): string {
  return rate === 1 ? t("1 step/s") : t("{0} steps/s", rate);
}

/** The buttons that move through the execution, the timeline, and where we are. */
export class Transport {
  readonly element: HTMLElement;

  constructor(store: Store, conductor: Conductor) {
    const toStart = iconButton("toStart", t("To the start"), () => conductor.toStart(), t("Home"));
    const back = iconButton("back", t("Step back"), () => conductor.back(), "←");
    const play = iconButton("play", t("Play"), () => conductor.play(), t("Space"));
    const pause = iconButton("pause", t("Pause"), () => conductor.pause(), t("Space"));
    const step = iconButton("step", t("Step"), () => conductor.step(), "→");
    const preemption = iconButton(
      "preemption",
      t("To the next preemption"),
      () => conductor.toPreemption(),
      "P",
    );
    const failure = iconButton("failure", t("To the failure"), () => conductor.toFailure(), "F");
    const toEnd = iconButton("toEnd", t("To the end"), () => conductor.toEnd(), t("End"));
    const undo = iconButton("undo", t("Undo the last choice"), () => conductor.undo(), "U");
    const speed = dropdown(t("Speed, in steps a second"), (value) => conductor.setSpeed(Number(value)));
    speed.element.classList.add("speed");
    const where = el("span", { class: "where" });
    const timeline = new Timeline(store, conductor);
    const buttons = el(
      "div",
      { class: "transport-buttons", role: "toolbar", "aria-label": t("Move through the execution") },
      toStart,
      back,
      play,
      pause,
      step,
      preemption,
      failure,
      toEnd,
      undo,
      speed.element,
      where,
    );
    this.element = el(
      "section",
      { class: "transport", "aria-label": t("Replay") },
      timeline.element,
      buttons,
    );
    store.follow((state) => {
      const length = state.execution?.length ?? 0;
      play.hidden = state.playing;
      pause.hidden = !state.playing;
      for (const button of [toStart, back]) setDisabled(button, state.cursor === 0);
      for (const button of [toEnd, preemption]) setDisabled(button, state.cursor === length);
      setDisabled(failure, state.execution?.failure === null || state.execution === null);
      setDisabled(play, length === 0);
      setDisabled(undo, state.past.length === 0);
      speed.show(
        speeds.map((rate) => ({ value: String(rate), label: speedWords(rate) })),
        String(state.speed),
      );
      where.textContent = t("{0} of {1}", state.cursor.toLocaleString("en"), length.toLocaleString("en"));
    });
  }
}
