import { t } from "@vscode/l10n";
import type { CellView } from "../src/protocol";
import type { Conductor } from "./conductor";
import { textButton } from "./controls";
import type { Content } from "./dom";
import { el, fill } from "./dom";
import { icon } from "./icons";
import type { Difference } from "./model/differences";
import { firstDifference, firstNoticed } from "./model/differences";
import type { PanelState, Store } from "./store";
import { counted } from "./counted";

/** The lines above the lanes: how this execution ends, where it is lost, and where two revisions part. */
export function banner(store: Store, conductor: Conductor, filter: HTMLElement): HTMLElement {
  const element = el("div", { class: "banner" });
  const story = textButton(t("Story"), () => conductor.toggleStory());
  story.title = t("All steps, or only those where contexts meet (A)");
  store.follow((state, before) => {
    const { execution, filter: shown } = state;
    story.hidden = execution === null;
    if (execution && (execution !== before.execution || shown !== before.filter))
      story.textContent =
        shown.relation === "story"
          ? t("Show all {0}", counted(execution.length, "steps"))
          : t("Only where contexts meet ({0})", execution.story.size);
    const { beside, parts, fate, reason } = state;
    const same = execution === before.execution && beside === before.beside && parts === before.parts;
    const cell = cellBeside(state);
    if (same && fate === before.fate && reason === before.reason && cell === cellBeside(before)) return;
    const wrong = (execution?.view.outcome?.violations.length ?? 0) > 0;
    element.classList.toggle("wrong", wrong);
    const lines = ways(state, conductor);
    fill(
      element,
      icon(wrong ? "failure" : execution?.view.end === "complete" ? "check" : "branch"),
      el("div", { class: "banner-text" }, ...endings(state, cell, conductor), ...(beside ? [] : lines)),
      story,
      filter,
      // Two revisions have more to tell than fits beside the buttons.
      el("div", { class: "partings" }, ...(beside ? lines : [])),
    );
  });
  return element;
}

/**
 * What the matrix knows of the scenario on the revision beside; null if its cells are of other programs: those of the
 * scenarios that are given, with interrupts on any CPU, ended by an oops.
 */
function cellBeside({ matrix, setup }: PanelState): CellView | null | undefined {
  if (setup.custom !== null || setup.irq !== "any-cpu" || setup.continueAfterOops) return null;
  return matrix?.cells.find((one) => one.scenario === setup.scenario && one.revision === setup.beside);
}

/** How it ends, and how the execution beside it does: in this order, and, as far as the matrix knows, in every one. */
function endings(
  { execution, beside, reason }: PanelState,
  cell: CellView | null | undefined,
  conductor: Conductor,
): Content[] {
  if (!execution) return [];
  const title = execution.view.outcome?.title ?? t("{0}: not finished, choose who runs next", reason);
  const line = (text: string, more: Content = null): HTMLElement =>
    el("p", {}, el("span", { title: text }, text), " ", more);
  if (!beside) return [line(title)];
  const { revision, outcome } = beside.view;
  const every =
    cell === null
      ? null
      : el(
          "button",
          { type: "button", class: "link", title: cell?.detail ?? "", onclick: () => conductor.showRow() },
          cell ? t("In every order: {0}", cell.word) : t("And in every order?"),
        );
  return [
    line(`${execution.view.revision}: ${title}`),
    line(`${revision}: ${outcome?.title ?? t("not finished")}`, every),
  ];
}

/** Lines that lead to the point of no return and to where the two revisions part. */
function ways(state: PanelState, conductor: Conductor): Content[] {
  const { execution, fate } = state;
  const lost = execution?.view.noReturn ?? 0;
  const line = (sign: "flag" | "parts", [text, why, step, does = "", rank = ""]: Way): Content =>
    step === null
      ? el("p", { class: "fate" }, text)
      : el(
          "button",
          { type: "button", class: `link jump ${rank}`, title: why, onclick: () => conductor.goTo(step) },
          icon(sign),
          el("span", {}, text, does === "" ? null : el("span", { class: "does" }, ` ${does}`)),
        );
  return [
    fate === "" ? null : line("flag", [fate, t("Go there (N)"), lost > 0 ? lost : null]),
    ...partings(state).map((way) => line("parts", way)),
  ];
}

/**
 * Words, reason, the step that they lead to, if to any, what the two do there, where there is room for it, and whether
 * all of it needs room.
 */
type Way = readonly [text: string, why: string, step: number | null, does?: string, rank?: "extra" | ""];

/** Where two revisions differ for the first time in what matters, where they part for good, and where their code differs first. */
function partings({ execution, beside, parts }: PanelState): readonly Way[] {
  if (!execution || !beside) return [];
  const first = firstDifference(execution, beside);
  const noticed = firstNoticed(execution, beside);
  const found: Way[] = [];
  const parted = (parts?.at ?? -1) + 1;
  if (noticed && noticed.step !== parted) {
    const { mine, theirs } = noticed;
    const does = [
      mine && t("{0}: {1}", execution.view.revision, mine.words),
      theirs && t("{0}: {1}", beside.view.revision, theirs.words),
    ].filter((words) => words !== null);
    const place = t("First real difference: {0}", stepWords(noticed));
    const why = t("The first difference in what contexts share or what comes out");
    found.push([place, why, noticed.step, `(${does.join("; ")})`]);
  }
  if (parts) found.push([t("They part for good after step {0}", parts.at), parts.why, parts.at]);
  if (first && first.step !== noticed?.step && first.step !== parted) {
    const why = t("The first row that has no partner on the other side");
    const words = t("First other code: {0}", stepWords(first));
    found.push([words, why, first.step, "", noticed ? "extra" : ""]);
  }
  const same = !noticed && !parts && execution.view.outcome?.title === beside.view.outcome?.title;
  if (first && same) found.push([t("What contexts share and what comes out is the same."), "", null]);
  return found;
}

function stepWords({ step, own }: Difference): string {
  return own ? t("step {0}", step) : t("after step {0}", step);
}
