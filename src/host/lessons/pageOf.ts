import type { Challenge } from "../../lessons/challenge";
import { endingText } from "../../lessons/ending";
import type { Block } from "../../lessons/markdown";
import type { BlockView, ChallengeView, LessonView, ShelfView, StepPage } from "../../lessonProtocol";
import type { Shown } from "../replay/current";
import type { ChallengeProgress, Progress } from "./progress";
import type { ShelvedLesson } from "./shelf";
import { challengesOf } from "./shelf";

/** What a class may see; all of it unless a class file says otherwise. */
export interface Allowed {
  readonly hints: boolean;
  readonly solutions: boolean;
  readonly notes: boolean;
}

/** The lessons as the list shows them. */
export function shelvesOf(lessons: readonly ShelvedLesson[], progress: Progress): readonly ShelfView[] {
  const titles = [...new Set(lessons.map(({ shelf }) => shelf))];
  return titles.map((title) => ({
    title,
    lessons: lessons.filter(({ shelf }) => shelf === title).map((one) => lessonView(one, progress)),
  }));
}

function lessonView({ lesson, problems }: ShelvedLesson, progress: Progress): LessonView {
  const { id, title, summary, minutes, steps, file } = lesson;
  const challenges = challengesOf(lesson);
  return {
    id,
    title,
    summary,
    minutes,
    seen: progress.of(id).seen.filter((n) => n < steps.length).length,
    steps: steps.length,
    won: challenges.filter((challenge) => progress.challenge(id, challenge).won).length,
    challenges: challenges.length,
    problems: problems.map(({ line, message }) => `${file}:${line}: ${message}`),
  };
}

/** A step as the view shows it. */
export function stepPage(
  { lesson }: ShelvedLesson,
  n: number,
  challenge: ChallengeView | null,
  allowed: Allowed,
): StepPage | null {
  const step = lesson.steps[n];
  if (!step) return null;
  return {
    lesson: lesson.title,
    lessonId: lesson.id,
    title: step.title,
    n,
    titles: lesson.steps.map(({ title }) => title),
    blocks: step.blocks.map(blockView),
    notes: allowed.notes ? step.notes.map(blockView) : [],
    opens: step.opening !== null,
    challenge,
  };
}

/** A challenge with what was done of it. */
export function challengeView(
  { id, title, task, hints }: Challenge,
  { hints: given, won, best, wrong }: ChallengeProgress,
  around: Pick<ChallengeView, "words" | "par" | "turns"> & { readonly allowed: Allowed },
): ChallengeView {
  const { words, par, allowed, turns } = around;
  return {
    id,
    title,
    kind: task.kind,
    goal: goalText(task),
    choices: task.kind === "choose" ? task.choices.map(({ label }) => label) : [],
    wrong,
    hints: hints.slice(0, given),
    hintsLeft: allowed.hints ? hints.length - given : 0,
    won,
    words,
    best,
    par,
    solutions: allowed.solutions,
    turns,
  };
}

function goalText(task: Challenge["task"]): string {
  if (task.kind === "choose")
    return `${task.scenario}: no execution ends with ${task.never.map(endingText).join(" or ")}`;
  const { scenario, revision } = task.ground;
  const goal = `${scenario} on ${revision}: ${endingText(task.ending)}`;
  if (task.kind === "part") return `${goal}, and none in the same order on ${task.passesOn}`;
  return task.kind === "switchOff" ? `${goal}, with one hunk switched off` : goal;
}

/** A block without the line of its file. */
function blockView(block: Block): BlockView {
  switch (block.kind) {
    case "paragraph":
      return { kind: block.kind, content: block.content.map(inlineView) };
    case "heading":
      return { kind: block.kind, level: block.level, content: block.content.map(inlineView) };
    case "quote":
      return { kind: block.kind, blocks: block.blocks.map(blockView) };
    case "list":
      return {
        kind: block.kind,
        ordered: block.ordered,
        items: block.items.map((item) => item.map(blockView)),
      };
    case "code":
      return { kind: block.kind, language: block.language, text: block.text };
  }
}

type Parts = Extract<BlockView, { readonly kind: "paragraph" }>["content"];
type Part = Extract<Block, { readonly kind: "paragraph" }>["content"][number];

function inlineView(part: Part): Parts[number] {
  switch (part.kind) {
    case "link":
      return {
        kind: part.kind,
        target: part.target,
        title: part.title,
        content: part.content.map(inlineView),
      };
    case "image":
      return { kind: part.kind, target: part.target, alt: part.alt };
    case "emphasis":
    case "strong":
      return { kind: part.kind, content: part.content.map(inlineView) };
    default:
      return part;
  }
}

/** What each context would do next where the execution is looked at. */
export function turnsOf({ execution, cursor }: Shown): ChallengeView["turns"] {
  const statuses = [...execution.start];
  for (const step of execution.steps.slice(0, cursor))
    for (const status of step.statuses) statuses[status.context] = status;
  return statuses
    .filter(({ state }) => state !== "waiting" && state !== "finished")
    .map(({ context, state, cText, why }) => ({
      context: execution.contexts[context]?.id ?? "",
      ready: state === "ready",
      next: state === "ready" ? cText : why,
    }));
}
