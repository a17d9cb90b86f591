import type { ChallengeView, FromLesson, WordsView } from "../../src/lessonProtocol";
import { el } from "../dom";
import { codeText } from "./codeText";
import { outline } from "./outlines";

type Send = (message: FromLesson) => void;

const action = (words: string, run: () => void, isMain = false) =>
  el("button", { class: isMain ? "action main" : "action", type: "button", onclick: run }, words);

/**
 * A challenge: what to do, hints and the solution, who runs next, what was said of the last try. What can be pressed stands
 * above what grows, so that no other button comes under a mouse that has just pressed one.
 */
export function challengeCard(challenge: ChallengeView, words: WordsView, send: Send): HTMLElement {
  const { kind, title, goal, ground, won, score, hints, solutions } = challenge;
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
    isChoice ? choices(challenge, send) : null,
    el(
      "div",
      { class: "actions" },
      isChoice ? null : action(play, () => send({ kind: "play" }), !won),
      hintButton(challenge, words, send),
      solutions && !isChoice ? action(words.solution, () => send({ kind: "solution" })) : null,
      won ? action(words.handIn, () => send({ kind: "handIn" }), true) : null,
    ),
    hints.length === 0
      ? null
      : el("ol", { class: "hints", "aria-label": words.hints }, ...hints.map((one) => el("li", {}, one))),
    turnList(challenge, words, send),
    challenge.words === "" ? null : el("p", { class: "verdict" }, challenge.words),
    score === "" ? null : el("p", { class: "score" }, score),
  );
}

/** With all hints given it stays, as what they are called, so that its neighbours stay where they are. */
function hintButton({ hints, nextHint }: ChallengeView, words: WordsView, send: Send): HTMLElement | null {
  if (nextHint !== null) return action(nextHint, () => send({ kind: "hint" }));
  return hints.length === 0
    ? null
    : el("button", { class: "action", type: "button", disabled: true }, words.hints);
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
            // Not disabled: who has just run to an end keeps the focus.
            "aria-disabled": String(!ready),
            title: label,
            "aria-label": `${context}: ${label}`,
            onclick: () => ready && send({ kind: "runOn", context, far }),
          },
          sign,
        );
      return el(
        "li",
        {},
        el("span", { class: "who" }, context),
        stride("▸", words.toMeeting, "meeting"),
        stride("▸▸", words.toEnd, "end"),
        el(
          "span",
          { class: "turn-next", title: next },
          ready ? codeText(next) : el("span", { class: "faint" }, next),
        ),
      );
    }),
  );
}
