import type { FromLesson, LessonView, ShelfView, StepPage, ToLesson } from "../../src/lessonProtocol";
import { counted, el } from "../dom";
import { challengeCard } from "./challengeCard";
import { prose } from "./prose";

type Send = (message: FromLesson) => void;
type Page = Extract<ToLesson, { readonly kind: "page" }>;

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
  { step, notes, presenting }: Page & { readonly step: StepPage },
  send: Send,
): readonly HTMLElement[] {
  const { lesson, title, n, titles, blocks, challenge, opens } = step;
  const follow = (target: string, words: string) => send({ kind: "follow", target, title: words });
  const tool = (words: string, label: string, run: () => void, pressed = false) =>
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
      words,
    );
  return [
    el(
      "header",
      {},
      tool("☰", "All lessons", () => send({ kind: "shelf" })),
      el("span", { class: "lesson-title" }, lesson),
      notes === "none"
        ? null
        : tool("✎", "Instructor's notes", () => send({ kind: "toggleNotes" }), notes === "shown"),
      tool("⛶", "Presentation", () => send({ kind: "present" }), presenting),
      tool("⤓", "Export", () => send({ kind: "export" })),
    ),
    el(
      "main",
      { tabindex: -1 },
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
      opens ? tool("⟳", "Show again what this step opens", () => send({ kind: "reopen" })) : null,
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
