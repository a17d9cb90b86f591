import type { OutcomeView, VerdictView } from "../../src/protocol";
import type { Conductor } from "../conductor";
import { progressRing, textButton } from "../controls";
import type { Content } from "../dom";
import { counted, el, fill } from "../dom";
import { icon } from "../icons";
import type { PanelState, Store } from "../store";
import { findingNote } from "./findingNote";

/** The verdict: how every execution ended, violations first, each as a card that replays. */
export class Outcomes {
  readonly element = el("div", { class: "outcomes" });

  constructor(store: Store, conductor: Conductor) {
    store.follow((state, before) => {
      const same =
        state.verdict === before.verdict &&
        state.progress === before.progress &&
        state.setup === before.setup;
      if (!same || this.element.childElementCount === 0) fill(this.element, ...content(state, conductor));
    });
  }
}

function content(state: PanelState, conductor: Conductor): Content[] {
  if (state.progress) {
    const { executions, states, steps, milliseconds } = state.progress;
    const parts = [
      executions > 0 ? counted(executions, "execution") : "",
      states > 0 ? counted(states, "state") : "",
      counted(steps, "step"),
      `${(milliseconds / 1000).toFixed(1)} s`,
    ];
    return [
      el(
        "div",
        { class: "searching" },
        progressRing(),
        el("span", {}, parts.filter((part) => part !== "").join(" · ")),
      ),
      cards(state.progress.found, conductor),
    ];
  }
  if (!state.verdict) return [welcome(state, conductor)];
  const { verdict } = state;
  const sorted = [...verdict.outcomes].sort(
    (a, b) => Number(b.violations.length > 0) - Number(a.violations.length > 0),
  );
  return [summary(verdict), cards(sorted, conductor)];
}

function cards(outcomes: readonly OutcomeView[], conductor: Conductor): HTMLElement {
  return el(
    "div",
    { class: "cards", role: "list", "aria-label": "Outcomes" },
    ...outcomes.map((outcome) => card(outcome, conductor)),
  );
}

function welcome(state: PanelState, conductor: Conductor): HTMLElement {
  const title = state.catalogue.scenarios.find((one) => one.id === state.setup.scenario)?.title ?? "";
  const revision = state.catalogue.revisions.find((one) => one.id === state.setup.revision)?.title ?? "";
  return el(
    "div",
    { class: "welcome" },
    el("h2", {}, title),
    el("p", {}, revision),
    el(
      "p",
      { class: "hint" },
      "Every order in which the contexts can run is tried. Each way it can end becomes a card; a click on a card replays it, step by step, beside the diff.",
    ),
    textButton("Find races", () => conductor.explore(), { primary: true, icon: "search" }),
  );
}

function summary(verdict: VerdictView): HTMLElement {
  const failing = verdict.outcomes.filter((outcome) => outcome.violations.length > 0).length;
  const words =
    failing === 0
      ? verdict.exhaustive
        ? "Nothing can go wrong here"
        : "Nothing went wrong within the bounds"
      : `${failing} of ${counted(verdict.outcomes.length, "outcome")} ${failing === 1 ? "is" : "are"} wrong`;
  const counts = [
    verdict.executions === null ? "" : counted(verdict.executions, "execution"),
    verdict.states === null ? "" : counted(verdict.states, "state"),
    verdict.exhaustive
      ? `exhaustive (${verdict.search})`
      : `not exhaustive (${verdict.search}: ${verdict.bounds.join(", ")})`,
    `${Math.round(verdict.milliseconds)} ms`,
    verdict.consistency,
  ];
  const left =
    verdict.leftOut.length === 0
      ? null
      : el("p", { class: "hint" }, `Run without ${verdict.leftOut.join(", ")}.`);
  return el(
    "div",
    { class: failing === 0 ? "summary holds" : "summary fails" },
    el("h2", {}, icon(failing === 0 ? (verdict.exhaustive ? "check" : "warning") : "failure"), words),
    el("p", {}, counts.filter((part) => part !== "").join(" · ")),
    left,
  );
}

/** A line of a card: a word for what it is, and the value. */
function fact(name: string, value: string): Content[] {
  return value === "" ? [] : [el("dt", {}, name), el("dd", {}, value)];
}

function card(outcome: OutcomeView, conductor: Conductor): HTMLElement {
  const wrong = outcome.violations.length > 0;
  const replay = (): void => conductor.replay(outcome.schedule, outcome.title);
  const button = el(
    "button",
    { class: "card-main", type: "button", onclick: replay },
    el("span", { class: "card-title" }, icon(wrong ? "failure" : "check"), outcome.title),
    ...outcome.violations.map((violation) =>
      el("code", { class: "card-code" }, `${violation.contextId} ${violation.function}: ${violation.cText}`),
    ),
    el(
      "dl",
      {},
      ...fact("returned", outcome.returned ?? "never"),
      ...fact("events", outcome.events.join(", ")),
      ...fact("end_io", outcome.endIo.join(", ")),
      ...fact("remarks", [...outcome.remarks, ...outcome.notes].join(", ")),
      ...fact("schedule", outcome.schedule),
    ),
    el(
      "span",
      { class: "card-count" },
      outcome.count === null ? "Replay" : `${counted(outcome.count, "execution")} · Replay`,
      icon("play"),
    ),
  );
  return el(
    "div",
    { class: wrong ? "card wrong" : "card right", role: "listitem" },
    button,
    ...outcome.findings.map((finding) => findingNote(finding, conductor)),
  );
}
