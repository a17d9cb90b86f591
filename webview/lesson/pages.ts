import type { FromLesson, LessonView, ShelfView, StepPage, ToLesson } from "../../src/lessonProtocol";
import { counted, el, svg } from "../dom";
import { challengeCard } from "./challengeCard";
import { prose } from "./prose";

type Send = (message: FromLesson) => void;
type Page = Extract<ToLesson, { readonly kind: "page" }>;

/** Outlines of the tools on a grid of 16 by 16. */
const outlines = {
  list: "M5.500 4h8M5.500 8h8M5.500 12h8M2.500 4h.01M2.500 8h.01M2.500 12h.01",
  notes: "M3 2.500h10v8l-3 3H3zM10 13.500v-3h3M5.500 5.500h5M5.500 8h3",
  present: "M2 3h12v8H2zM8 11v3M5.500 14h5",
  export: "M8 2.500v8M8 10.500l-3-3M8 10.500l3-3M3 10.500V13.500h10v-3",
  again: "M13 8a5 5 0 1 1-1.500-3.500M12 2v3H9",
} as const;

/** The list of lessons. */
export function shelfPage(shelves: readonly ShelfView[], send: Send): readonly HTMLElement[] {
  return shelves.flatMap(({ title, lessons }) => {
    const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
    return [
      el("h1", {}, title),
      el("p", { class: "faint" }, `${counted(lessons.length, "lesson")}, about ${inWords(minutes)}`),
      el("ol", { class: "shelf" }, ...lessons.map((lesson) => lessonCard(lesson, send))),
    ];
  });
}

function inWords(minutes: number): string {
  if (minutes < 60) return counted(minutes, "minute");
  const rest = minutes % 60;
  return rest === 0 ? counted(minutes / 60, "hour") : `${counted(Math.floor(minutes / 60), "hour")} ${rest}`;
}

function lessonCard(lesson: LessonView, send: Send): HTMLElement {
  const { id, title, summary, minutes, seen, steps, won, challenges, problems } = lesson;
  const done = seen === steps && won === challenges;
  const state = [
    counted(minutes, "minute"),
    seen === 0 ? "" : `${seen} of ${steps} steps`,
    challenges === 0 ? "" : `${won} of ${counted(challenges, "challenge")} won`,
  ].filter((part) => part !== "");
  return el(
    "li",
    {},
    el(
      "button",
      { class: "lesson", type: "button", "data-id": id, onclick: () => send({ kind: "openLesson", id }) },
      el("span", { class: "title" }, done ? "✓ " : "", title),
      el("span", { class: "summary" }, summary),
      el("span", { class: "faint" }, state.join(" · ")),
    ),
    ...problems.map((problem) => el("p", { class: "problem" }, problem)),
  );
}

/** One step of a lesson. */
export function stepPage(
  { step, notes, presenting, busy }: Page & { readonly step: StepPage },
  send: Send,
): readonly HTMLElement[] {
  const { lesson, title, n, titles, blocks, challenge, opens } = step;
  const follow = (target: string, words: string) => send({ kind: "follow", target, title: words });
  const tool = (name: keyof typeof outlines, label: string, run: () => void, pressed = false) =>
    el(
      "button",
      {
        class: "tool",
        type: "button",
        title: label,
        "aria-label": label,
        "aria-pressed": String(pressed),
        onclick: run,
      },
      svg(
        "svg",
        { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
        svg("path", { d: outlines[name] }),
      ),
    );
  return [
    el(
      "header",
      {},
      tool("list", "All lessons", () => send({ kind: "shelf" })),
      el("span", { class: "lesson-title" }, lesson),
      notes === "none"
        ? null
        : tool("notes", "Instructor's notes", () => send({ kind: "toggleNotes" }), notes === "shown"),
      tool("present", "Presentation", () => send({ kind: "present" }), presenting),
      tool("export", "Export", () => send({ kind: "export" })),
    ),
    el(
      "main",
      { tabindex: -1, "aria-busy": String(busy) },
      el("h2", {}, title),
      ...prose(blocks, follow),
      challenge === null ? null : challengeCard(challenge, send),
      notes === "shown"
        ? el("aside", { class: "notes", "aria-label": "Instructor's notes" }, ...prose(step.notes, follow))
        : null,
    ),
    el(
      "nav",
      { "aria-label": "Steps" },
      stepButton("‹ Back", n - 1, titles, send),
      el("span", { class: "where" }, `${n + 1} of ${titles.length}`),
      opens ? tool("again", "Show again what this step opens", () => send({ kind: "reopen" })) : null,
      stepButton("Next ›", n + 1, titles, send),
    ),
  ];
}

function stepButton(words: string, to: number, titles: readonly string[], send: Send): HTMLElement {
  const title = titles[to] ?? "";
  const attributes = {
    class: "action",
    type: "button",
    title,
    disabled: titles[to] === undefined,
    onclick: () => send({ kind: "go", step: to }),
  };
  return el("button", attributes, words);
}
