import { ProtocolError } from "../../src/checks";
import {
  lessonProtocolVersion,
  readToLesson,
  type FromLesson,
  type ToLesson,
} from "../../src/lessonProtocol";
import { el, fill } from "../dom";
import { shelfPage } from "./shelfPage";
import { stepPage } from "./stepPage";
import "./lesson.css";

declare function acquireVsCodeApi(): { readonly postMessage: (message: FromLesson) => void };

const api = acquireVsCodeApi();
const send = (message: FromLesson) => api.postMessage(message);
const page = el("div", { class: "page" });
const said = el("p", { class: "said", role: "alert" });
/** It stays where it is while the page is drawn anew: only what changes in it is spoken. */
const spoken = el("p", { class: "spoken", role: "status" });
document.body.append(said, page, spoken);

type Page = Extract<ToLesson, { readonly kind: "page" }>;
let shown: Page | null = null;

/** Which step is shown, so that the text begins at its top only when it is another. */
function keyOf(message: Page | null): string {
  return message?.step ? `${message.step.lessonId} ${message.step.n}` : "";
}

/** What a screen reader says when a page takes the place of another; empty if nothing is new. */
function newsOf({ step, words, busy }: Page, before: Page | null, isNew: boolean): string {
  if (!step) return "";
  const { challenge } = step;
  const old = before?.step?.challenge;
  if (isNew) return `${step.where}: ${step.title}${busy ? `. ${words.opening}` : ""}`;
  if (challenge && challenge.words !== "" && challenge.words !== old?.words) return challenge.words;
  return challenge && challenge.hints.length > (old?.hints.length ?? 0) ? (challenge.hints.at(-1) ?? "") : "";
}

function show(message: Page): void {
  const isNew = keyOf(message) !== keyOf(shown);
  const top = page.querySelector("main")?.scrollTop ?? 0;
  const { step } = message;
  const news = newsOf(message, shown, isNew);
  if (news !== "") fill(spoken, news);
  const left = shown?.step?.lessonId ?? "";
  shown = message;
  document.body.classList.toggle("presenting", message.presenting);
  const focused = document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent;
  fill(page, ...(step ? stepPage({ ...message, step }, send) : shelfPage(message.shelves, send)));
  const main = page.querySelector("main");
  if (!main) return;
  if (isNew) {
    fill(said);
    (page.querySelector<HTMLElement>(`[data-id="${CSS.escape(left)}"]`) ?? main).focus();
    return;
  }
  main.scrollTop = top;
  const again = [...page.querySelectorAll<HTMLElement>("button, a")].find(
    (button) => (button.getAttribute("aria-label") ?? button.textContent) === focused,
  );
  again?.focus({ preventScroll: true });
}

function receive(message: ToLesson): void {
  if (message.kind === "page") return show(message);
  said.className = message.problem ? "said problem" : "said";
  fill(said, message.sentence);
}

window.addEventListener("message", ({ data }) => {
  try {
    receive(readToLesson(data));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    fill(said, `${shown?.words.notUnderstood ?? ""} ${error.message}`);
  }
});

/** Keys that turn pages, where nothing else wants them. */
const turns: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, n: 1, ArrowLeft: -1, p: -1 };

window.addEventListener("keydown", (event) => {
  const by = turns[event.key];
  // A block of code is scrolled sideways with the same keys.
  const isInCode = event.target instanceof Element && event.target.closest("pre") !== null;
  const isFree = !event.ctrlKey && !event.altKey && !event.metaKey && !isInCode;
  if (by === undefined || !isFree || !shown?.step) return;
  event.preventDefault();
  send({ kind: "go", step: shown.step.n + by });
});

send({ kind: "ready", version: lessonProtocolVersion });
