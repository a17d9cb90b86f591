import type { FromLesson, LessonView, ShelfView } from "../../src/lessonProtocol";
import { el } from "../dom";
import { outline } from "./outlines";

type Send = (message: FromLesson) => void;

/** The list of lessons. */
export function shelfPage(shelves: readonly ShelfView[], send: Send): readonly HTMLElement[] {
  const sections = shelves.map(({ title, about, lessons }) =>
    el(
      "section",
      { "aria-label": title },
      el("h1", {}, title),
      el("p", { class: "faint" }, about),
      el("ol", { class: "shelf" }, ...lessons.map((lesson) => lessonCard(lesson, send))),
    ),
  );
  return [el("main", { class: "shelves", tabindex: -1 }, ...sections)];
}

function lessonCard(lesson: LessonView, send: Send): HTMLElement {
  const { id, title, summary, state, done, seen, steps, problems } = lesson;
  return el(
    "li",
    {},
    el(
      "button",
      { class: "lesson", type: "button", "data-id": id, onclick: () => send({ kind: "openLesson", id }) },
      el("span", { class: "title" }, title, done ? outline("check") : null),
      el("span", { class: "summary" }, summary),
      el("span", { class: "state faint" }, state),
      el(
        "span",
        { class: "gauge", "aria-hidden": "true" },
        ...Array.from({ length: steps }, (_, n) => el("i", { class: n < seen ? "seen" : "" })),
      ),
    ),
    ...problems.map((problem) => el("p", { class: "problem" }, problem)),
  );
}
