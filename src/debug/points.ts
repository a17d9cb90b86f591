import { ExpressionError, parseWatch, type Watch } from "../expression";
import type { Translate } from "../placeWords";
import type { Place } from "../models/places/shownRows";

/** What a breakpoint asks for, beside its place. */
export interface Terms {
  /** Stop only where this is not 0. */
  readonly condition: Watch | null;
  /** Stop at this visit of each forward run from the start; 1 is the first. */
  readonly visit: number | null;
  /** Say this instead of stopping. */
  readonly message: string | null;
}

/** A line breakpoint: on a line of a text. */
export interface LinePoint extends Terms {
  readonly id: number;
  readonly text: Pick<Place, "patch" | "path" | "side">;
  readonly line: number;
}

/** Stops where a function is entered. */
export interface FunctionPoint extends Terms {
  readonly id: number;
  readonly function: string;
}

/** Stops where a step changes a field. */
export interface DataPoint extends Terms {
  readonly id: number;
  readonly object: string;
  readonly field: string;
}

/** What a client may say about a breakpoint. */
interface Asked {
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
}

/**
 * Reads condition, hit count and message. The condition of a data breakpoint may leave out what it speaks of:
 * `1`, `== 1` and `> 0` are about `subject`.
 *
 * @throws Error with one sentence
 */
export function termsOf(
  { condition = "", hitCondition = "", logMessage = "" }: Asked,
  t: Translate,
  subject = "",
): Terms {
  if (hitCondition.trim() !== "" && !/^\d{1,9}$/.test(hitCondition.trim()))
    throw new Error(t('A hit count is a whole number, not "{0}".', hitCondition));
  return {
    condition: condition.trim() === "" ? null : parse(completed(condition.trim(), subject), t),
    visit: hitCondition.trim() === "" ? null : Number(hitCondition),
    message: logMessage === "" ? null : logMessage,
  };
}

function completed(condition: string, subject: string): string {
  if (subject === "") return condition;
  if (/^-?\d+$/.test(condition)) return `${subject} == ${condition}`;
  return /^(==|!=|<=|>=|<|>)/.test(condition) ? `${subject} ${condition}` : condition;
}

function parse(source: string, t: Translate): Watch {
  try {
    return parseWatch(source);
  } catch (error) {
    if (error instanceof ExpressionError)
      throw new Error(t('Condition "{0}": {1}', source, error.message), { cause: error });
    throw error;
  }
}
