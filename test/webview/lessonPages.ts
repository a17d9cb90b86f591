import { expect } from "vitest";
import { Progress } from "../../src/host/lessons/progress";
import { challengeView, shelvesOf, stepPage } from "../../src/host/lessons/pageOf";
import type { ShelvedLesson } from "../../src/host/lessons/shelf";
import { viewWords } from "../../src/host/lessons/words";
import { readLesson } from "../../src/lessons/lesson";
import type { ChallengeView, DiagramView, ToLesson } from "../../src/lessonProtocol";
import { lessonText } from "../unit/lessons/shipped";

type Page = Extract<ToLesson, { readonly kind: "page" }>;

const all = { hints: true, solutions: true, notes: true };

function shelved(name: string): ShelvedLesson {
  return { ...readLesson(name, lessonText(name)), shelf: "Course", uri: {} as ShelvedLesson["uri"] };
}

/** Progress of somebody who has done nothing, or what is put into it. */
export function freshProgress(): Progress {
  const kept = new Map<string, unknown>();
  return new Progress({
    get: (key: string) => kept.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  } as unknown as ConstructorParameters<typeof Progress>[0]);
}

/** The message that shows the list of two lessons, one of which has something wrong with it. */
export async function shelfMessage(): Promise<Page> {
  const progress = freshProgress();
  await progress.saw("02-between", 0);
  const second = { ...shelved("02-between.md"), problems: [{ line: 9, message: "This leads nowhere." }] };
  const shelves = shelvesOf([shelved("01-direct.md"), second], progress);
  return {
    kind: "page",
    words: viewWords(),
    shelves,
    step: null,
    notes: "none",
    presenting: false,
    busy: false,
  };
}

/** The message that shows a step of a lesson of the course, by a part of the step's title. */
export function stepMessage(
  name: string,
  title: string,
  more: Partial<Page> = {},
  done: Partial<ChallengeView> = {},
  diagram: DiagramView | null = null,
): Page {
  const lesson = shelved(name);
  const n = lesson.lesson.steps.findIndex((step) => step.title.includes(title));
  const challenge = lesson.lesson.steps[n]?.challenge;
  const fresh = freshProgress().challenge(lesson.lesson.id, challenge?.id ?? "");
  const view = challenge
    ? { ...challengeView(challenge, fresh, { words: "", par: 1, turns: [], allowed: all }), ...done }
    : null;
  const step = stepPage(lesson, n, view, { allowed: all, seen: [0, 1], pictures: {}, diagram });
  expect(step, title).not.toBeNull();
  const notes = step && step.notes.length > 0 ? "shown" : "none";
  return {
    kind: "page",
    words: viewWords(),
    shelves: [],
    step,
    notes,
    presenting: false,
    busy: false,
    ...more,
  };
}
