import type { FromLesson, LessonView, StepPage, ToLesson, WordsView } from "../../src/lessonProtocol";
import { el } from "../dom";
import { challengeCard } from "./challengeCard";
import { drawn } from "./drawn";
import { outline, type OutlineName } from "./outlines";
import { prose } from "./prose";

type Send = (message: FromLesson) => void;
type Page = Extract<ToLesson, { readonly kind: "page" }>;

/** One step of a lesson: tools and progress above, its text and challenge, and the way on below. */
export function stepPage(page: Page & { readonly step: StepPage }, send: Send): readonly HTMLElement[] {
  const { step, words, notes, busy } = page;
  const { title, where, blocks, challenge } = step;
  const follow = { words, run: (target: string, of: string) => send({ kind: "follow", target, title: of }) };
  return [
    el("header", {}, toolBar(page, send), progress(step, words, send)),
    el(
      "main",
      { tabindex: -1, "aria-busy": String(busy) },
      el("p", { class: "eyebrow where" }, where),
      el("h1", {}, title),
      ...prose(blocks, follow),
      step.diagram === null ? null : drawn(step.diagram),
      shown(step, words, send),
      challenge === null ? null : challengeCard(challenge, words, send),
      notes === "shown"
        ? el(
            "aside",
            { class: "notes", "aria-label": words.notes },
            el("p", { class: "eyebrow" }, words.notes),
            ...prose(step.notes, follow),
          )
        : null,
    ),
    footer(step, lessonAfter(page), words, send),
  ];
}

function toolBar(
  { step, words, notes, presenting }: Page & { readonly step: StepPage },
  send: Send,
): HTMLElement {
  const tool = (name: OutlineName, label: string, run: () => void, pressed: boolean | null = null) =>
    el(
      "button",
      {
        class: "tool",
        type: "button",
        title: label,
        "aria-label": label,
        onclick: run,
        ...(pressed === null ? {} : { "aria-pressed": String(pressed) }),
      },
      outline(name),
    );
  return el(
    "div",
    { class: "tools" },
    tool("list", words.allLessons, () => send({ kind: "shelf" })),
    el("span", { class: "lesson-title" }, step.lesson),
    notes === "none"
      ? null
      : tool("notes", words.notes, () => send({ kind: "toggleNotes" }), notes === "shown"),
    tool("present", words.present, () => send({ kind: "present" }), presenting),
    tool("export", words.export, () => send({ kind: "export" })),
  );
}

/** A mark for each step: which there are, which were seen, which is this one; each leads there. */
function progress({ steps, n }: StepPage, words: WordsView, send: Send): HTMLElement {
  const marks = steps.map(({ title, seen }, step) => {
    const isHere = step === n;
    const label = `${step + 1}. ${title}${seen && !isHere ? `, ${words.seen}` : ""}`;
    return el(
      "li",
      {},
      el("button", {
        class: isHere ? "mark here" : seen ? "mark seen" : "mark",
        type: "button",
        title: label,
        "aria-label": label,
        ...(isHere ? { "aria-current": "step" } : {}),
        onclick: () => send({ kind: "go", step }),
      }),
    );
  });
  return el("ol", { class: "progress", "aria-label": words.steps }, ...marks);
}

/** What stands beside the lesson, as a button that brings it back. */
function shown({ opens }: StepPage, words: WordsView, send: Send): HTMLElement | null {
  if (opens.length === 0) return null;
  return el(
    "button",
    { class: "shown", type: "button", title: words.reopen, onclick: () => send({ kind: "reopen" }) },
    el("span", { class: "eyebrow" }, words.shows),
    ...opens.map(({ kind, words: what }) =>
      el("span", { class: "place" }, outline(kind), el("span", {}, what)),
    ),
  );
}

/** The lesson that comes behind the one that is shown, in the order of the list; null behind the last. */
function lessonAfter({ shelves, step }: Page & { readonly step: StepPage }): LessonView | null {
  const lessons = shelves.flatMap((shelf) => shelf.lessons);
  const here = lessons.findIndex(({ id }) => id === step.lessonId);
  return here < 0 ? null : (lessons[here + 1] ?? null);
}

function footer(
  { steps, n }: StepPage,
  lesson: LessonView | null,
  words: WordsView,
  send: Send,
): HTMLElement {
  const name = (label: string, title: string) =>
    el("span", { class: "name" }, el("b", {}, label), el("small", {}, title));
  const turn = (to: FromLesson, isBack: boolean, isThere: boolean, label: string, title: string) =>
    el(
      "button",
      {
        class: isBack ? "turn" : "turn next",
        type: "button",
        disabled: !isThere,
        onclick: () => send(to),
      },
      ...(isBack ? [outline("back"), name(label, title)] : [name(label, title), outline("next")]),
    );
  const [before, after] = [steps[n - 1], steps[n + 1]];
  return el(
    "nav",
    { "aria-label": words.steps },
    turn({ kind: "go", step: n - 1 }, true, before !== undefined, words.back, before?.title ?? ""),
    after
      ? turn({ kind: "go", step: n + 1 }, false, true, words.next, after.title)
      : lesson
        ? turn({ kind: "openLesson", id: lesson.id }, false, true, words.nextLesson, lesson.title)
        : turn({ kind: "shelf" }, false, true, words.lessonEnd, words.allLessons),
  );
}
