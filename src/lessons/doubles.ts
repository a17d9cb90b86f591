import type { LessonProblem } from "./fields";
import type { Lesson } from "./lesson";

/** A lesson with what tells its file from all others, such as a path. */
export interface Placed {
  readonly place: string;
  readonly lesson: Lesson;
}

/**
 * What is wrong with lessons that stand together, by place: two with one name, of which only the first could be opened, and
 * challenges with one name, which an answer sheet could not tell apart. The later of two is the one that is told.
 */
export function doublesIn(lessons: readonly Placed[]): ReadonlyMap<string, readonly LessonProblem[]> {
  const found = new Map<string, LessonProblem[]>();
  const names = new Set<string>();
  const challenges = new Map<string, string>();
  for (const { place, lesson } of lessons) {
    const problems: LessonProblem[] = [];
    found.set(place, problems);
    if (names.has(lesson.id)) {
      const message = `There is another lesson "${lesson.id}", which is the one that links and class files mean; name the file otherwise.`;
      problems.push({ line: 1, message });
    }
    names.add(lesson.id);
    for (const { challenge } of lesson.steps) {
      if (!challenge) continue;
      const { id, line } = challenge;
      const before = challenges.get(id);
      if (before === undefined) challenges.set(id, `${lesson.id}, line ${line}`);
      else
        problems.push({
          line,
          message: `The challenge "${id}" is there already (${before}); name it otherwise.`,
        });
    }
  }
  return found;
}
