import type { ShownStep } from "./diagram";
import type { FieldReader } from "./fields";
import { momentFields, momentIn, type Moment } from "./opening";

/** An execution that a lesson draws below its text. */
export interface Sketch {
  readonly line: number;
  readonly moment: Moment;
  /** The steps to draw, in their order; if there are none, the last ones in which contexts meet. */
  readonly show: readonly ShownStep[];
}

/** Fields of a diagram. */
export const sketchFields = [...momentFields, "show"] as const;

/** A context and the C text of one of its steps. */
const shown = /^([\w-]+) => (.+)$/;

/** Reads what a step draws from its fields. */
export function readSketch(fields: FieldReader, line: number): Sketch {
  const moment = momentIn(fields, "end");
  const show = fields.list("show").flatMap((text): readonly ShownStep[] => {
    const [, by, cText] = shown.exec(text) ?? [];
    if (by !== undefined && cText !== undefined) return [{ by, cText }];
    fields.refuse("show", `A step to show is written as "context => C text", not "${text}".`);
    return [];
  });
  return { line, moment, show };
}
