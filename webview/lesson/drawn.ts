import { inkCount, outlineOf } from "../../src/contextMark";
import type { DiagramView } from "../../src/lessonProtocol";
import { el, svg } from "../dom";
import { codeText } from "./codeText";

/**
 * An execution as lanes: a column for each context, a line for each step, the step further right the later its context
 * comes. The marks are those of the replay panel.
 */
export function drawn({ ground, contexts, rows, ending }: DiagramView): HTMLElement {
  const mark = (context: number) =>
    svg(
      "svg",
      {
        class: `mark-of ink-${context % inkCount}`,
        viewBox: "0 0 20 20",
        width: 18,
        height: 18,
        "aria-hidden": "true",
      },
      svg("path", { d: outlineOf(contexts, context) }),
      svg("text", { x: 10, y: 13.5, "text-anchor": "middle" }, contexts[context]?.letter ?? ""),
    );
  const steps = rows.map(({ context, cText, words, violation }) =>
    el(
      "li",
      { class: `lane-${Math.min(context, 3)} ink-${context % inkCount}` },
      mark(context),
      el(
        "div",
        {},
        el("span", { class: "spoken" }, `${contexts[context]?.id ?? ""}: `),
        codeText(cText),
        violation === "" ? el("small", {}, words) : el("small", { class: "violation" }, `✖ ${violation}`),
      ),
    ),
  );
  const caption = ending === "" ? ground : `${ground}: ${ending}`;
  return el(
    "figure",
    { class: "drawn" },
    el(
      "p",
      { class: "lane-names", "aria-hidden": "true" },
      ...contexts.map(({ id }, context) => el("span", {}, mark(context), id)),
    ),
    el("ol", {}, ...steps),
    el("figcaption", { class: "faint" }, caption),
  );
}
