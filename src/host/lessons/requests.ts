import type { Challenge } from "../../lessons/challenge";
import type { CheckedAgainst } from "../../lessons/check";
import type { Diagram } from "../../lessons/diagram";
import type { Ending } from "../../lessons/ending";
import type { LessonProblem } from "../../lessons/fields";
import type { Attempt, Judgement, Par } from "../../lessons/judge";
import type { Lesson, ReadLesson } from "../../lessons/lesson";
import type { Ground } from "../../lessons/opening";
import type { Sources } from "../../lessons/page";
import type { Sketch } from "../../lessons/sketch";
import type { Far } from "../../lessons/turns";
import type { Way } from "../../lessons/ways";

/** A file as the worker gets it. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** An entry of the glossary as it is shown. */
export interface ShownEntry {
  readonly names: readonly string[];
  /** For hovers: links that only lessons can follow are plain words. */
  readonly markdown: string;
  readonly plain: string;
}

/** What lessons ask the worker. */
export interface LessonRequests {
  readonly readLessons: { readonly input: readonly NamedText[]; readonly output: readonly ReadLesson[] };
  /** The shortest execution that ends in some way. */
  readonly way: {
    readonly input: { readonly ground: Ground; readonly ending: Ending };
    readonly output: Way;
  };
  readonly judge: {
    readonly input: { readonly challenge: Challenge; readonly attempt: Attempt };
    readonly output: Judgement;
  };
  readonly judgeChoice: {
    readonly input: { readonly challenge: Challenge; readonly index: number };
    readonly output: Judgement & { readonly counterexample: Pick<Par, "ground" | "way"> | null };
  };
  /** The best execution that wins; null for a choice. */
  readonly par: { readonly input: Challenge; readonly output: Par | null };
  /** The schedule of a ground up to where there is something to decide. */
  readonly beginning: { readonly input: Ground; readonly output: string };
  /** The schedule after a context has run on. */
  readonly runOn: {
    readonly input: {
      readonly ground: Ground;
      readonly schedule: string;
      /** Steps that are kept. */
      readonly at: number;
      readonly context: string;
      readonly far: Far;
    };
    readonly output: string;
  };
  /** An execution that shows what the target of a claim says. */
  readonly example: {
    readonly input: string;
    readonly output: { readonly ground: Ground; readonly schedule: string };
  };
  /** What documents and models say of a lesson; glossaries come as texts. */
  readonly checkLesson: {
    readonly input: {
      readonly lesson: Lesson;
      readonly glossaries: readonly string[];
      readonly against: Omit<CheckedAgainst, "ways" | "glossary">;
    };
    readonly output: readonly LessonProblem[];
  };
  /** The execution that a step draws. */
  readonly diagram: { readonly input: Sketch; readonly output: Diagram };
  /** The entries of a glossary's text. */
  readonly glossary: { readonly input: string; readonly output: readonly ShownEntry[] };
  /** Text of a lesson as an HTML page or as a tour. */
  readonly exportLesson: {
    readonly input: {
      readonly lesson: Lesson;
      readonly sources: Sources;
      readonly as: "page" | "tour";
      readonly notes: boolean;
    };
    readonly output: string;
  };
}
