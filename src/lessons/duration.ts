import type { LessonStep } from "./lesson";
import { plainText, type Block } from "./markdown";

/** What a lesson takes, in minutes. */
export interface Duration {
  /** Reading its text. */
  readonly reading: number;
  /** Looking at what its steps open. */
  readonly looking: number;
  /** Its challenges, as long as each says that it takes. */
  readonly challenges: number;
}

/** Words a minute of somebody who reads to learn; adults read 238 words of English a minute (Brysbaert 2019). */
const wordsAMinute = 200;

/** Minutes for the passage of a mail or the line of a diff, and for stepping to a moment of a replay and around it. */
const forPlace = 1;
const forReplay = 2;

/** What steps take, counted from their texts, what they open, and their challenges. */
export function durationOf(steps: readonly LessonStep[]): Duration {
  const sum = (minutes: (step: LessonStep) => number) =>
    steps.reduce((total, step) => total + minutes(step), 0);
  return {
    reading: sum(({ blocks }) => wordsIn(blocks)) / wordsAMinute,
    looking: sum(({ opening, diagram }) => {
      const places = [opening?.passage, opening?.hunkLine, diagram].filter(Boolean).length;
      return places * forPlace + (opening?.moment ? forReplay : 0);
    }),
    challenges: sum(({ challenge }) => challenge?.minutes ?? 0),
  };
}

/** All of it, in whole minutes. */
export function minutesOf({ reading, looking, challenges }: Duration): number {
  return Math.max(1, Math.round(reading + looking + challenges));
}

function wordsIn(blocks: readonly Block[]): number {
  return blocks.reduce((total, block) => total + wordsOf(block), 0);
}

function wordsOf(block: Block): number {
  switch (block.kind) {
    case "quote":
      return wordsIn(block.blocks);
    case "list":
      return block.items.reduce((total, item) => total + wordsIn(item), 0);
    case "code":
      return countIn(block.text);
    default:
      return countIn(plainText(block.content));
  }
}

function countIn(text: string): number {
  return text.split(/\s+/).filter((word) => word !== "").length;
}
