import * as vscode from "vscode";
import type { Challenge } from "../../lessons/challenge";
import { citationOf } from "../../lessons/citation";
import { endingText } from "../../lessons/ending";
import type { Diagram } from "../../lessons/diagram";
import type { Block, Inline } from "../../lessons/markdown";
import type { Opening } from "../../lessons/opening";
import type {
  BlockView,
  ChallengeView,
  DiagramView,
  InlineView,
  LessonView,
  ShelfView,
  StepPage,
} from "../../lessonProtocol";
import type { StatusView } from "../../protocol";
import type { Shown } from "../replay/current";
import type { PictureAddresses } from "./pictures";
import type { ChallengeProgress, Progress } from "./progress";
import type { ShelvedLesson } from "./shelf";
import { challengesOf } from "./shelf";
import { hintWords, lessonState, scoreWords, shelfWords } from "./words";

/** What a class may see; all of it unless a class file says otherwise. */
export interface Allowed {
  readonly hints: boolean;
  readonly solutions: boolean;
  readonly notes: boolean;
}

/** The lessons as the list shows them. */
export function shelvesOf(lessons: readonly ShelvedLesson[], progress: Progress): readonly ShelfView[] {
  const titles = [...new Set(lessons.map(({ shelf }) => shelf))];
  return titles.map((title) => {
    const here = lessons.filter(({ shelf }) => shelf === title);
    return {
      title,
      about: shelfWords(here.map(({ lesson }) => lesson)),
      lessons: here.map((one) => lessonView(one, progress)),
    };
  });
}

function lessonView({ lesson, problems }: ShelvedLesson, progress: Progress): LessonView {
  const { id, title, summary, steps, file } = lesson;
  const challenges = challengesOf(lesson);
  const seen = progress.of(id).seen.filter((n) => n < steps.length).length;
  const won = challenges.filter((challenge) => progress.challenge(id, challenge).won).length;
  return {
    id,
    title,
    summary,
    state: lessonState(lesson, seen, { won, of: challenges.length }),
    done: seen === steps.length && won === challenges.length,
    seen,
    steps: steps.length,
    problems: problems.map(({ line, message }) => `${file}:${line}: ${message}`),
  };
}

/** A step as the view shows it. */
export function stepPage(
  { lesson }: ShelvedLesson,
  n: number,
  challenge: ChallengeView | null,
  around: {
    readonly allowed: Allowed;
    readonly seen: readonly number[];
    readonly pictures: PictureAddresses;
    readonly diagram: DiagramView | null;
  },
): StepPage | null {
  const step = lesson.steps[n];
  if (!step) return null;
  const view = (block: Block) => blockView(block, around.pictures);
  return {
    lesson: lesson.title,
    lessonId: lesson.id,
    title: step.title,
    n,
    where: vscode.l10n.t("Step {0} of {1}", n + 1, lesson.steps.length),
    steps: lesson.steps.map(({ title }, index) => ({ title, seen: around.seen.includes(index) })),
    blocks: step.blocks.map(view),
    notes: around.allowed.notes ? step.notes.map(view) : [],
    opens: step.opening ? opensView(step.opening) : [],
    diagram: around.diagram,
    challenge,
  };
}

/** A diagram without what only a larger picture of it shows. */
export function diagramView({ ground, contexts, rows, ending }: Diagram): DiagramView {
  const lines = rows.map(({ n, context, cText, words, violation }) => ({
    n,
    context,
    cText,
    words,
    violation,
  }));
  return { ground, contexts, rows: lines, ending };
}

/** What a step opens, one short text each. */
function opensView({ passage, hunkLine, moment }: Opening): StepPage["opens"] {
  const { t } = vscode.l10n;
  return [
    ...(passage ? [{ kind: "document" as const, words: t("document {0}", passage.document) }] : []),
    ...(hunkLine ? [{ kind: "hunk" as const, words: hunkLine.hunk }] : []),
    ...(moment
      ? [{ kind: "replay" as const, words: t("{0} on {1}", moment.scenario, moment.revision) }]
      : []),
  ];
}

/** A challenge with what was done of it. */
export function challengeView(
  { id, title, task, hints }: Challenge,
  { hints: given, won, best, wrong }: ChallengeProgress,
  around: Pick<ChallengeView, "words" | "turns"> & {
    readonly allowed: Allowed;
    readonly par: number | null;
  },
): ChallengeView {
  const { words, par, allowed, turns } = around;
  return {
    id,
    title,
    kind: task.kind,
    goal: goalText(task),
    ground: task.kind === "choose" ? task.scenario : `${task.ground.scenario} · ${task.ground.revision}`,
    choices: task.kind === "choose" ? task.choices.map(({ label }) => label) : [],
    wrong,
    hints: hints.slice(0, given),
    nextHint: allowed.hints && given < hints.length ? hintWords(given + 1, hints.length) : null,
    won,
    words,
    score: scoreWords(best, par),
    solutions: allowed.solutions,
    turns,
  };
}

/** What is to be done, as a sentence. */
function goalText(task: Challenge["task"]): string {
  const { t } = vscode.l10n;
  if (task.kind === "choose")
    return t("Choose the code in which no execution ends with {0}.", task.never.map(endingText).join(", "));
  const ending = endingText(task.ending);
  if (task.kind === "part")
    return t("Find an execution with {0} whose order of contexts passes on {1}.", ending, task.passesOn);
  if (task.kind === "switchOff") return t("Switch off one hunk, and find an execution with {0}.", ending);
  return t("Find an execution with {0}.", ending);
}

/**
 * A block without the line of its file, its pictures with addresses that the view can load. In a quote, `place` is where
 * the link to its document leads.
 */
function blockView(block: Block, pictures: PictureAddresses, place = ""): BlockView {
  const inline = (content: readonly Inline[]) => content.map((part) => inlineView(part, pictures, place));
  switch (block.kind) {
    case "paragraph":
      return { kind: block.kind, content: inline(block.content) };
    case "heading":
      return { kind: block.kind, level: block.level, content: inline(block.content) };
    case "quote": {
      const citation = citationOf(block);
      const place = citation === null || typeof citation === "string" ? "" : citation.place;
      return { kind: block.kind, blocks: block.blocks.map((one) => blockView(one, pictures, place)) };
    }
    case "list":
      return {
        kind: block.kind,
        ordered: block.ordered,
        items: block.items.map((item) => item.map((one) => blockView(one, pictures))),
      };
    case "code":
      return { kind: block.kind, language: block.language, text: block.text };
  }
}

function inlineView(part: Inline, pictures: PictureAddresses, place: string): InlineView {
  switch (part.kind) {
    case "link": {
      const content = part.content.map((one) => inlineView(one, pictures, place));
      const title = part.title === "" && part.target.startsWith("document:") ? place : part.title;
      return { kind: part.kind, target: part.target, title, content };
    }
    case "image":
      return { kind: part.kind, source: pictures[part.target] ?? null, alt: part.alt };
    case "emphasis":
    case "strong":
      return { kind: part.kind, content: part.content.map((one) => inlineView(one, pictures, place)) };
    default:
      return part;
  }
}

/**
 * What each context that has begun would do next where the execution is looked at, in the order in which they began; those that
 * have finished too, so that each keeps its place to the end.
 */
export function turnsOf({ execution, cursor }: Pick<Shown, "execution" | "cursor">): ChallengeView["turns"] {
  const begun = new Map<number, StatusView>();
  for (const status of [
    execution.start,
    ...execution.steps.slice(0, cursor).map((step) => step.statuses),
  ].flat())
    if (status.state !== "waiting") begun.set(status.context, status);
  return [...begun.values()].map(({ context, state, cText, why }) => ({
    context: execution.contexts[context]?.id ?? "",
    ready: state === "ready",
    next: state === "ready" ? cText : state === "finished" ? vscode.l10n.t("finished") : why,
  }));
}
