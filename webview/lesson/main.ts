import { ProtocolError } from "../../src/checks";
import {
  lessonProtocolVersion,
  readToLesson,
  type FromLesson,
  type ToLesson,
} from "../../src/lessonProtocol";
import { el, fill } from "../dom";
import { shelfPage, stepPage } from "./pages";
import "./lesson.css";

declare function acquireVsCodeApi(): { readonly postMessage: (message: FromLesson) => void };

const api = acquireVsCodeApi();
const send = (message: FromLesson) => api.postMessage(message);
const page = el("div", { class: "page" });
const said = el("p", { class: "said", role: "alert" });
document.body.append(said, page);

type Page = Extract<ToLesson, { readonly kind: "page" }>;
let shown: Page | null = null;

/** Which step is shown, so that the text begins at its top only when it is another. */
function keyOf(message: Page | null): string {
  return message?.step ? `${message.step.lessonId} ${message.step.n}` : "";
}

function show(message: Page): void {
  const isNew = keyOf(message) !== keyOf(shown);
  const top = page.querySelector("main")?.scrollTop ?? 0;
  const { step } = message;
  shown = message;
  document.body.classList.toggle("presenting", message.presenting);
  const focused = document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent;
  fill(page, ...(step ? stepPage({ ...message, step }, send) : shelfPage(message.shelves, send)));
  const main = page.querySelector("main");
  if (!main) return;
  if (isNew) {
    fill(said);
    main.focus();
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
    fill(said, `The extension sent something that this view does not understand (${error.message}).`);
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
