import type { ChallengeView, FromLesson } from "../../src/lessonProtocol";
import { counted, el } from "../dom";

type Send = (message: FromLesson) => void;

const action = (words: string, run: () => void, isMain = false) =>
  el("button", { class: isMain ? "action main" : "action", type: "button", onclick: run }, words);

/** A challenge: what to do, what was said of the last try, hints and the solution. */
export function challengeCard(challenge: ChallengeView, send: Send): HTMLElement {
  const { kind, title, goal, won, words, hints, hintsLeft, solutions } = challenge;
  const isChoice = kind === "choose";
  const hint = hintsLeft > 0 ? action(`Hint (${hintsLeft} left)`, () => send({ kind: "hint" })) : null;
  const handIn = won ? action("Hand in…", () => send({ kind: "handIn" })) : null;
  const solution =
    solutions && !isChoice ? action("Show a solution", () => send({ kind: "solution" })) : null;
  return el(
    "section",
    { class: won ? "challenge won" : "challenge", "aria-label": `Challenge: ${title}` },
    el("h3", {}, won ? "✓ " : "", `Challenge: ${title}`),
    el("p", { class: "goal" }, goal),
    scoreLine(challenge),
    isChoice ? choices(challenge, send) : null,
    turnList(challenge, send),
    words === "" ? null : el("p", { class: "verdict", role: "status" }, words),
    hints.length === 0 ? null : el("ol", { class: "hints" }, ...hints.map((one) => el("li", {}, one))),
    el(
      "div",
      { class: "actions" },
      isChoice
        ? null
        : action(challenge.turns.length > 0 ? "Start again" : "Play", () => send({ kind: "play" }), !won),
      hint,
      solution,
      handIn,
    ),
  );
}

function scoreLine({ best, par }: ChallengeView): HTMLElement | null {
  if (par === null && best === null) return null;
  const own = best === null ? "" : `Your best: ${counted(best, "preemption")}. `;
  const fewest = par === null ? "" : `Par, proven: ${counted(par, "preemption")}.`;
  return el("p", { class: "score" }, own + fewest);
}

function choices({ choices: labels, wrong, won }: ChallengeView, send: Send): HTMLElement {
  return el(
    "ol",
    { class: "choices" },
    ...labels.map((label, index) => {
      const isWrong = wrong.includes(index);
      const attributes = {
        class: isWrong ? "choice wrong" : "choice",
        type: "button",
        disabled: isWrong || won,
        onclick: () => send({ kind: "choose", index }),
      };
      return el("li", {}, el("button", attributes, isWrong ? "✗ " : "", label));
    }),
  );
}

/** For each context two strides: to its next meeting with another, and until it cannot go on. */
function turnList({ turns }: ChallengeView, send: Send): HTMLElement | null {
  if (turns.length === 0) return null;
  return el(
    "ul",
    { class: "turns", "aria-label": "Who runs next" },
    ...turns.map(({ context, ready, next }) => {
      const stride = (words: string, label: string, far: "meeting" | "end") =>
        el(
          "button",
          {
            class: "action",
            type: "button",
            disabled: !ready,
            title: label,
            "aria-label": `${context}: ${label}`,
            onclick: () => send({ kind: "runOn", context, far }),
          },
          words,
        );
      return el(
        "li",
        {},
        el("span", { class: "who" }, context),
        stride("▸", "run to its next meeting with another", "meeting"),
        stride("▸▸", "run until it cannot go on", "end"),
        ready ? el("code", {}, next) : el("span", { class: "faint" }, next),
      );
    }),
  );
}
