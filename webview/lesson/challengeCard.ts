import type { ChallengeView, FromLesson, WordsView } from "../../src/lessonProtocol";
import { el } from "../dom";
import { codeText } from "./codeText";
import { outline } from "./outlines";

type Send = (message: FromLesson) => void;

const action = (words: string, run: () => void, isMain = false) =>
  el("button", { class: isMain ? "action main" : "action", type: "button", onclick: run }, words);

/** A challenge: what to do, what was said of the last try, hints and the solution. */
export function challengeCard(challenge: ChallengeView, words: WordsView, send: Send): HTMLElement {
  const { kind, title, goal, ground, won, score, hints, nextHint, solutions } = challenge;
  const isChoice = kind === "choose";
  const play = challenge.turns.length > 0 ? words.playAgain : words.play;
  return el(
    "section",
    { class: won ? "challenge won" : "challenge", "aria-label": `${words.challenge}: ${title}` },
    el(
      "p",
      { class: "eyebrow" },
      outline(won ? "check" : "flag"),
      won ? `${words.challenge} · ${words.won}` : words.challenge,
    ),
    el("h2", {}, title),
    el("p", { class: "goal" }, goal),
    el("p", { class: "ground" }, el("code", {}, ground)),
    score === "" ? null : el("p", { class: "score" }, score),
    isChoice ? choices(challenge, send) : null,
    turnList(challenge, words, send),
    challenge.words === "" ? null : el("p", { class: "verdict" }, challenge.words),
    hints.length === 0
      ? null
      : el("ol", { class: "hints", "aria-label": words.hints }, ...hints.map((one) => el("li", {}, one))),
    el(
      "div",
      { class: "actions" },
      isChoice ? null : action(play, () => send({ kind: "play" }), !won),
      nextHint === null ? null : action(nextHint, () => send({ kind: "hint" })),
      solutions && !isChoice ? action(words.solution, () => send({ kind: "solution" })) : null,
      won ? action(words.handIn, () => send({ kind: "handIn" }), true) : null,
    ),
  );
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
function turnList({ turns }: ChallengeView, words: WordsView, send: Send): HTMLElement | null {
  if (turns.length === 0) return null;
  return el(
    "ul",
    { class: "turns", "aria-label": words.whoRuns },
    ...turns.map(({ context, ready, next }) => {
      const stride = (sign: string, label: string, far: "meeting" | "end") =>
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
          sign,
        );
      return el(
        "li",
        {},
        el("span", { class: "who" }, context),
        stride("▸", words.toMeeting, "meeting"),
        stride("▸▸", words.toEnd, "end"),
        ready ? codeText(next) : el("span", { class: "faint" }, next),
      );
    }),
  );
}
