import type { Challenge } from "./challenge";
import type { Judge, Attempt } from "./judge";

/** What somebody hands in: an execution, or a choice. */
export interface Answer {
  /** Null in a trace file, which does not say whose it is. */
  readonly who: string | null;
  /** Null in a trace file: then every challenge is tried that it could belong to. */
  readonly challenge: string | null;
  readonly attempt: Attempt | null;
  readonly choice: number | null;
}

/** A line of the answer sheet. */
export interface Grade {
  readonly challenge: string;
  readonly won: boolean;
  readonly preemptions: number | null;
  readonly par: number | null;
  readonly words: string;
}

const format = "patch-archaeology/answer";

/** Text of the file that is handed in. */
export function writeAnswer(
  who: string,
  challenge: string,
  answer: { readonly attempt: Attempt } | { readonly choice: number },
): string {
  return `${JSON.stringify({ format, version: 1, who, challenge, ...answer }, null, 2)}\n`;
}

/** Reads what was handed in, or a trace file. Null for JSON that is neither. @throws Error with one sentence */
export function readAnswer(text: string): Answer | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("It is no JSON.");
  }
  if (!isObject(value)) return null;
  if (value["format"] === "patch-archaeology/trace")
    return { who: null, challenge: null, attempt: attemptIn(value), choice: null };
  if (value["format"] !== format) return null;
  const { who, challenge, attempt, choice } = value;
  if (typeof who !== "string" || typeof challenge !== "string")
    throw new Error('The answer has no "who" or no "challenge".');
  return {
    who,
    challenge,
    attempt: isObject(attempt) ? attemptIn(attempt) : null,
    choice: typeof choice === "number" ? choice : null,
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function attemptIn(fields: Readonly<Record<string, unknown>>): Attempt {
  const { scenario, revision, schedule, without, irq, continueAfterOops } = fields;
  const id = isObject(scenario) ? scenario["id"] : scenario;
  if (typeof id !== "string" || typeof revision !== "string" || typeof schedule !== "string")
    throw new Error("It lacks its scenario, its revision or its schedule.");
  return {
    scenario: id,
    revision,
    schedule,
    without: Array.isArray(without) ? without.filter((hunk) => typeof hunk === "string") : [],
    irq: irq === "same-cpu" ? "same-cpu" : "any-cpu",
    continueAfterOops: continueAfterOops === true,
  };
}

/** Judges an answer; a trace file is judged for each challenge of its scenario and revision. */
export function gradesOf(
  { challenge: named, attempt, choice }: Answer,
  challenges: readonly Challenge[],
  judge: Judge,
): readonly Grade[] {
  const meant = challenges.filter(({ id, task }) =>
    named === null
      ? task.kind !== "choose" &&
        task.ground.scenario === attempt?.scenario &&
        task.ground.revision === attempt.revision
      : id === named,
  );
  return meant.map((challenge): Grade => {
    const best = judge.par(challenge);
    const par = best?.isProven === true ? best.way.preemptions : null;
    if (choice !== null) return { challenge: challenge.id, par, ...judge.choice(challenge, choice) };
    if (attempt === null)
      return { challenge: challenge.id, won: false, preemptions: null, par, words: "The answer is empty." };
    return { challenge: challenge.id, par, ...judge.execution(challenge, attempt) };
  });
}
