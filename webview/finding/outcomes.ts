import { t } from "@vscode/l10n";
import type { CatalogueView, OutcomeView, VerdictView } from "../../src/protocol";
import type { Conductor } from "../conductor";
import { progressRing, textButton } from "../controls";
import type { Content } from "../dom";
import { el, fill } from "../dom";
import { icon } from "../icons";
import type { PanelState, Store } from "../store";
import { findingNote } from "./findingNote";
import { counted } from "../counted";

/** The verdict: how every execution ended, violations first, each as a card that replays. */
export class Outcomes {
  readonly element = el("div", { class: "outcomes" });

  constructor(store: Store, conductor: Conductor) {
    store.follow((state, before) => {
      const same =
        state.verdict === before.verdict &&
        state.progress === before.progress &&
        state.setup === before.setup &&
        state.catalogue === before.catalogue;
      if (!same || this.element.childElementCount === 0) fill(this.element, ...content(state, conductor));
    });
  }
}

function content(state: PanelState, conductor: Conductor): Content[] {
  if (state.progress) {
    const { executions, states, steps, milliseconds } = state.progress;
    const parts = [
      executions > 0 ? counted(executions, "executions") : "",
      states > 0 ? counted(states, "states") : "",
      counted(steps, "steps"),
      t("{0} s", (milliseconds / 1000).toFixed(1)),
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
  return [summary(verdict, state.catalogue), cards(sorted, conductor)];
}

function cards(outcomes: readonly OutcomeView[], conductor: Conductor): HTMLElement {
  return el(
    "div",
    { class: "cards", role: "list", "aria-label": t("Outcomes") },
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
      t(
        "Every order in which the contexts can run is tried. Each way it can end becomes a card; a click on a card replays it, step by step, beside the diff.",
      ),
    ),
    textButton(t("Find races"), () => conductor.explore(), { primary: true, icon: "search" }),
  );
}

function summary(verdict: VerdictView, catalogue: CatalogueView): HTMLElement {
  const failing = verdict.outcomes.filter((outcome) => outcome.violations.length > 0).length;
  const words =
    failing === 0
      ? verdict.exhaustive
        ? t("Nothing can go wrong here")
        : t("Nothing went wrong within the bounds")
      : verdict.outcomes.length === 1
        ? t("The one outcome is wrong")
        : failing === 1
          ? t("1 of {0} outcomes is wrong", verdict.outcomes.length)
          : t("{0} of {1} outcomes are wrong", failing, verdict.outcomes.length);
  const counts = [
    verdict.executions === null ? "" : counted(verdict.executions, "executions"),
    verdict.states === null ? "" : counted(verdict.states, "states"),
    verdict.exhaustive
      ? t("exhaustive ({0})", verdict.search)
      : t("not exhaustive ({0}: {1})", verdict.search, verdict.bounds.join(", ")),
    t("{0} ms", Math.round(verdict.milliseconds)),
    verdict.consistency,
  ];
  const left =
    verdict.leftOut.length === 0
      ? null
      : el("p", { class: "hint" }, t("Run without {0}.", leftOutWords(verdict, catalogue)));
  return el(
    "div",
    { class: failing === 0 ? "summary holds" : "summary fails" },
    el("h2", {}, icon(failing === 0 ? (verdict.exhaustive ? "check" : "warning") : "failure"), words),
    el("p", {}, counts.filter((part) => part !== "").join(" · ")),
    left,
  );
}

/** The hunks that are left out, by the functions that they change; by their ids if their patch is not open. */
function leftOutWords({ setup, leftOut }: VerdictView, { revisions }: CatalogueView): string {
  const hunks = revisions.find(({ id }) => id === setup.revision)?.hunks ?? [];
  const places = leftOut.flatMap(
    (id) => hunks.find((hunk) => hunk.id === id)?.facts?.where.split(", ") ?? id,
  );
  return t("{0} ({1})", counted(leftOut.length, "hunks"), [...new Set(places)].join(", "));
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
      ...fact(t("the call returns"), outcome.returned ?? t("never")),
      ...fact(t("completion events"), outcome.events.join(", ")),
      ...fact("end_io", outcome.endIo.join(", ")),
      ...fact(t("remarks"), [...outcome.remarks, ...outcome.notes].join(", ")),
      ...fact(t("schedule"), outcome.schedule),
    ),
    el(
      "span",
      { class: "card-count" },
      outcome.count === null ? t("Replay") : t("{0} · Replay", counted(outcome.count, "executions")),
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
