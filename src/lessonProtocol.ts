/**
 * The messages between the lesson view (webview) and the extension (host), checked like those of the replay panel.
 */
import { flag, list, oneOf, orNull, record, text, union, whole, type Check, type Of } from "./checks";

/** Version of this file's messages; the view says it in `ready`, and the host refuses any other. */
export const lessonProtocolVersion = 2;

/** Part of a line of text; only what is listed here can be shown, so no markup of a lesson can do anything else. */
export type InlineView =
  | { readonly kind: "text" | "code"; readonly text: string }
  | { readonly kind: "emphasis" | "strong"; readonly content: readonly InlineView[] }
  | {
      readonly kind: "link";
      readonly target: string;
      readonly title: string;
      readonly content: readonly InlineView[];
    }
  /** `source` is an address that the view can load; null if the picture is not there. */
  | { readonly kind: "image"; readonly source: string | null; readonly alt: string };

/** A paragraph, a heading, a quote, a list or code. */
export type BlockView =
  | { readonly kind: "paragraph"; readonly content: readonly InlineView[] }
  | { readonly kind: "heading"; readonly level: number; readonly content: readonly InlineView[] }
  | { readonly kind: "quote"; readonly blocks: readonly BlockView[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly BlockView[])[] }
  | { readonly kind: "code"; readonly language: string; readonly text: string };

/** How deep text may be nested; what is deeper is left out. */
const deepest = 8;

function inlines(depth: number): Check<readonly InlineView[]> {
  if (depth > deepest) return () => [];
  return (value, at) => {
    const content = inlines(depth + 1);
    return list(
      union({
        text: record({ text }),
        code: record({ text }),
        emphasis: record({ content }),
        strong: record({ content }),
        link: record({ target: text, title: text, content }),
        image: record({ source: orNull(text), alt: text }),
      }),
    )(value, at) as readonly InlineView[];
  };
}

function blocksAt(depth: number): Check<readonly BlockView[]> {
  if (depth > deepest) return () => [];
  return (value, at) => {
    const blocks = blocksAt(depth + 1);
    const content = inlines(0);
    return list(
      union({
        paragraph: record({ content }),
        heading: record({ level: whole, content }),
        quote: record({ blocks }),
        list: record({ ordered: flag, items: list(blocks) }),
        code: record({ language: text, text }),
      }),
    )(value, at) as readonly BlockView[];
  };
}

const blocks = blocksAt(0);

/** A lesson in the list. */
const lesson = record({
  id: text,
  title: text,
  summary: text,
  /** Its minutes, steps seen and challenges won, in words. */
  state: text,
  /** All steps were seen and all challenges won. */
  done: flag,
  /** Steps that have been seen, of all. */
  seen: whole,
  steps: whole,
  /** What is wrong with it, one sentence each. */
  problems: list(text),
});
export type LessonView = Of<typeof lesson>;

const challenge = record({
  id: text,
  title: text,
  kind: oneOf("reach", "part", "switchOff", "choose"),
  /** What is to be reached, in words. */
  goal: text,
  /** Where: scenario and revision. */
  ground: text,
  choices: list(text),
  /** The choices that were tried and did not win. */
  wrong: list(whole),
  hints: list(text),
  /** What the button for the next hint says; null if there is none. */
  nextHint: orNull(text),
  won: flag,
  /** What the judge said last; empty if nothing yet. */
  words: text,
  /** Preemptions of the best own execution, and the fewest that are possible, in words; empty if not known or not counted. */
  score: text,
  solutions: flag,
  /** Who can run next, while the execution that is shown is one of the challenge. */
  turns: list(record({ context: text, ready: flag, next: text })),
});
export type ChallengeView = Of<typeof challenge>;

/** An execution, drawn below the text of a step. */
const diagram = record({
  ground: text,
  contexts: list(record({ id: text, letter: text, class: text, kind: oneOf("task", "interrupt") })),
  rows: list(record({ n: whole, context: whole, cText: text, words: text, violation: text })),
  ending: text,
});
export type DiagramView = Of<typeof diagram>;

const step = record({
  lesson: text,
  lessonId: text,
  title: text,
  /** From 0. */
  n: whole,
  /** "Step 3 of 7". */
  where: text,
  steps: list(record({ title: text, seen: flag })),
  blocks,
  notes: blocks,
  /** What the step opens, in words. */
  opens: list(record({ kind: oneOf("document", "hunk", "replay"), words: text })),
  diagram: orNull(diagram),
  challenge: orNull(challenge),
});
export type StepPage = Of<typeof step>;

const shelf = record({
  title: text,
  /** How many lessons, and how long they take, in words. */
  about: text,
  lessons: list(lesson),
});
export type ShelfView = Of<typeof shelf>;

/** What is written on the view itself; it comes from the extension, which knows the language of the editor. */
const words = record({
  allLessons: text,
  notes: text,
  present: text,
  export: text,
  reopen: text,
  shows: text,
  back: text,
  next: text,
  nextLesson: text,
  lessonEnd: text,
  steps: text,
  seen: text,
  challenge: text,
  won: text,
  play: text,
  playAgain: text,
  solution: text,
  handIn: text,
  hints: text,
  whoRuns: text,
  toMeeting: text,
  toEnd: text,
  provenLink: text,
  documentLink: text,
  glossaryLink: text,
  hunkLink: text,
  lessonLink: text,
  opening: text,
  notUnderstood: text,
});
export type WordsView = Of<typeof words>;

/** From the extension to the view: always everything, so that a view that was hidden needs no history. */
const toLesson = union({
  page: record({
    words,
    shelves: list(shelf),
    /** Null shows the list of lessons. */
    step: orNull(step),
    notes: oneOf("hidden", "shown", "none"),
    presenting: flag,
    /** What the step shows is still being opened. */
    busy: flag,
  }),
  said: record({ sentence: text, problem: flag }),
});
export type ToLesson = Of<typeof toLesson>;

/** From the view to the extension. */
const fromLesson = union({
  ready: record({ version: whole }),
  openLesson: record({ id: text }),
  shelf: record({}),
  go: record({ step: whole }),
  /** Open again what the step shows. */
  reopen: record({}),
  /** A link in the text was clicked. */
  follow: record({ target: text, title: text }),
  toggleNotes: record({}),
  /** Go to where the challenge is played. */
  play: record({}),
  choose: record({ index: whole }),
  /** Let a context run on, to its next meeting with another or until it cannot. */
  runOn: record({ context: text, far: oneOf("meeting", "end") }),
  hint: record({}),
  solution: record({}),
  handIn: record({}),
  export: record({}),
  present: record({}),
});
export type FromLesson = Of<typeof fromLesson>;

/** Reads a message that came from the extension. @throws ProtocolError */
export function readToLesson(value: unknown): ToLesson {
  return toLesson(value, "message");
}

/** Reads a message that came from the view. @throws ProtocolError */
export function readFromLesson(value: unknown): FromLesson {
  return fromLesson(value, "message");
}
