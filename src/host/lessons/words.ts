import * as vscode from "vscode";
import { minutesOf } from "../../lessons/duration";
import type { Lesson } from "../../lessons/lesson";
import type { WordsView } from "../../lessonProtocol";

/** What is written on the lesson view itself, in the language of the editor. */
export function viewWords(): WordsView {
  const { t } = vscode.l10n;
  return {
    allLessons: t("All lessons"),
    notes: t("Instructor's notes"),
    present: t("Presentation"),
    export: t("Export"),
    reopen: t("Show again what this step opens"),
    shows: t("Beside"),
    back: t("Back"),
    next: t("Next"),
    nextLesson: t("Next lesson"),
    lessonEnd: t("The course ends here"),
    steps: t("Steps"),
    seen: t("seen"),
    challenge: t("Challenge"),
    won: t("Won"),
    play: t("Start the challenge"),
    playAgain: t("Start again"),
    solution: t("Show a solution"),
    handIn: t("Hand in…"),
    hints: t("Hints"),
    whoRuns: t("Who runs next"),
    toMeeting: t("run to its next meeting with another"),
    toEnd: t("run until it cannot go on"),
    provenLink: t("proven by the models; runs it"),
    documentLink: t("opens the document"),
    glossaryLink: t("word of the glossary"),
    hunkLink: t("opens the diff"),
    lessonLink: t("opens the lesson"),
    opening: t("Opening what this step shows …"),
    notUnderstood: t("The extension sent something that this view does not understand."),
  };
}

/** How many lessons, how long they take, and what of it is counted as what. */
export function shelfWords(lessons: readonly Lesson[]): string {
  const { t } = vscode.l10n;
  const total = (minutes: (lesson: Lesson) => number) =>
    Math.round(lessons.reduce((sum, lesson) => sum + minutes(lesson), 0));
  const time = timeWords(total(({ minutes }) => minutes));
  const head =
    lessons.length === 1 ? t("1 lesson, about {0}", time) : t("{0} lessons, about {1}", lessons.length, time);
  if (lessons.some(({ minutes, duration }) => minutes !== minutesOf(duration))) return head;
  const parts = t(
    "reading {0}, looking at mails, diffs and replays {1}, challenges {2}",
    timeWords(total(({ duration }) => duration.reading)),
    timeWords(total(({ duration }) => duration.looking)),
    timeWords(total(({ duration }) => duration.challenges)),
  );
  return `${head}: ${parts}`;
}

function timeWords(minutes: number): string {
  const { t } = vscode.l10n;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const inMinutes = rest === 1 ? t("1 minute") : t("{0} minutes", rest);
  if (hours === 0) return inMinutes;
  const inHours = hours === 1 ? t("1 hour") : t("{0} hours", hours);
  return rest === 0 ? inHours : t("{0} {1}", inHours, inMinutes);
}

/** What a lesson takes, and what was done of it. */
export function lessonState(
  { minutes, steps }: Lesson,
  seen: number,
  challenges: { readonly won: number; readonly of: number },
): string {
  const { t } = vscode.l10n;
  const { won, of } = challenges;
  const parts = [
    timeWords(minutes),
    seen === 0 ? "" : t("{0} of {1} steps", seen, steps.length),
    of === 0 ? "" : of === 1 ? t("{0} of 1 challenge won", won) : t("{0} of {1} challenges won", won, of),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** What the button for a hint says. */
export function hintWords(n: number, of: number): string {
  return vscode.l10n.t("Hint {0} of {1}", n, of);
}

/** Own best and proven par; empty as long as neither is known. */
export function scoreWords(best: number | null, par: number | null): string {
  const { t } = vscode.l10n;
  const own = best === null ? "" : t("Your best: {0}.", preemptionWords(best));
  const fewest = par === null ? "" : t("Par, proven: {0}.", preemptionWords(par));
  return [own, fewest].filter((part) => part !== "").join(" ");
}

function preemptionWords(count: number): string {
  return count === 1 ? vscode.l10n.t("1 preemption") : vscode.l10n.t("{0} preemptions", count);
}
