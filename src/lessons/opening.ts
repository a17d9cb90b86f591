import { readEnding, type Ending } from "./ending";
import type { FieldReader } from "./fields";

/** A passage of a document, found by its words. */
export interface Passage {
  /** File name of the document, or how it begins. */
  readonly document: string;
  readonly quote: string;
}

/** A line of a hunk, found by its text. */
export interface HunkLine {
  /** Such as `p4/fs/direct-io.c#4`. */
  readonly hunk: string;
  readonly side: "before" | "after";
  /** The line of C without its blanks at either end; empty for the first line of the hunk. */
  readonly line: string;
}

/** What a model runs: scenario, revision and hunks that are left out. */
export interface Ground {
  readonly scenario: string;
  readonly revision: string;
  readonly without: readonly string[];
}

/** An execution, and a moment in it. */
export interface Moment extends Ground {
  /** The execution with the fewest preemptions that ends so, or a schedule. */
  readonly way: { readonly ending: Ending } | { readonly schedule: string };
  /** `start`, `end`, `failure` (the step of the first violation), or the C text of a step. */
  readonly at: string;
  /** Id of the context whose step `at` is; null for any. */
  readonly by: string | null;
}

/** Fields of a ground, and of a moment of an execution. */
export const groundFields = ["scenario", "revision", "without"] as const;
export const momentFields = [...groundFields, "outcome", "schedule", "at", "by"] as const;

/** Fields of a block to open. */
export const openFields = ["document", "quote", "hunk", "side", "line", ...momentFields] as const;

/** What a step of a lesson shows in the editor; each part may be missing. */
export interface Opening {
  readonly line: number;
  readonly passage: Passage | null;
  readonly hunkLine: HunkLine | null;
  readonly moment: Moment | null;
}

/** Reads what a step opens from its fields. */
export function readOpen(fields: FieldReader, line: number): Opening {
  const opening = {
    line,
    passage: fields.has("document") || fields.has("quote") ? passageIn(fields) : null,
    hunkLine: fields.has("hunk") ? hunkLineIn(fields) : null,
    moment: fields.has("scenario") || fields.has("revision") ? momentIn(fields, "start") : null,
  };
  if (!opening.passage && !opening.hunkLine && !opening.moment && fields.isSound)
    fields.refuse(
      "",
      "The block to open needs a document and a quote, a hunk, or a scenario and a revision.",
    );
  return opening;
}

function passageIn(fields: FieldReader): Passage {
  return { document: fields.required("document"), quote: fields.required("quote") };
}

function hunkLineIn(fields: FieldReader): HunkLine {
  const hunk = fields.required("hunk");
  return { hunk, side: fields.oneOf("side", ["after", "before"]), line: fields.optional("line") ?? "" };
}

/** Reads scenario, revision and hunks to leave out. */
export function groundIn(fields: FieldReader): Ground {
  return {
    scenario: fields.required("scenario"),
    revision: fields.required("revision"),
    without: fields.list("without"),
  };
}

/** Reads an execution and a moment of it; `usual` is where it is looked at if that is not said. */
export function momentIn(fields: FieldReader, usual: string): Moment {
  const schedule = fields.optional("schedule");
  if (schedule !== null && fields.has("outcome"))
    fields.refuse("schedule", "A schedule fixes the outcome; say one of the two.");
  const way = schedule === null ? { ending: endingIn(fields, "outcome", "anything") } : { schedule };
  const at = fields.optional("at") ?? usual;
  const by = fields.optional("by");
  if (by !== null && (at === "start" || at === "end"))
    fields.refuse("by", `"by" says whose step "at" is, and "${at}" is nobody's.`);
  return { ...groundIn(fields), way, at, by };
}

/** Reads an ending from a field; what `usual` says if there is none. */
export function endingIn(fields: FieldReader, name: string, usual: string): Ending {
  const ending = readEnding((fields.optional(name) ?? usual).split(/\s+/));
  if (typeof ending !== "string") return ending;
  fields.refuse(name, ending);
  return { kind: "anything" };
}

/** A step as far as it takes to find it. */
export interface StepLike {
  readonly cText: string;
  readonly violations: readonly unknown[];
}

/**
 * How many steps are done at a moment: the step it names is the last of them. Null if no step is the one. A failure that
 * is no step, such as a hang, is at the end, unless it is said whose step it is.
 */
export function cursorAt<S extends StepLike>(
  { at, by }: Pick<Moment, "at" | "by">,
  steps: readonly S[],
  contextOf: (step: S) => string,
): number | null {
  if (at === "start") return 0;
  if (at === "end") return steps.length;
  const wanted = bare(at);
  const found = steps.findIndex(
    (step) =>
      (at === "failure" ? step.violations.length > 0 : bare(step.cText) === wanted) &&
      (by === null || contextOf(step) === by),
  );
  // A hang is no step: it is seen at the end, when nobody can go on.
  if (found < 0) return at === "failure" && by === null ? steps.length : null;
  return found + 1;
}

function bare(text: string): string {
  return text.replace(/\s+/g, "");
}
