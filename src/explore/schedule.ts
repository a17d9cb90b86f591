import type { Context } from "../kernel";

/** One choice of an execution: the context that takes a step, and what the environment decides in it, if anything. */
export interface Choice {
  /** Index of the context. */
  readonly context: number;
  /** Result of a `choose` step; absent for other steps. */
  readonly choice?: number;
}

/** All choices of an execution: it fixes the execution completely. */
export type Schedule = readonly Choice[];

/** The choices that lead to a state, where a search kept for each one the state before it, -1 for none, and the choice there. */
export function scheduleTo(state: number, parents: readonly number[], choices: readonly Choice[]): Choice[] {
  const way: Choice[] = [];
  for (let at = state; (parents[at] ?? -1) >= 0; at = parents[at] ?? -1) way.push(choices[at] as Choice);
  return way.reverse();
}

/**
 * A schedule as short text: `s7 b1 s1` is seven steps of the context whose short name is `s`, one of `b`, one of `s`.
 * Where a short name ends in a digit a dot stands before the count: `b0.3`. A decision of the environment is one step
 * written `s?2`.
 */
export function formatSchedule(schedule: Schedule, contexts: readonly Context[]): string {
  const tokens: string[] = [];
  for (let n = 0; n < schedule.length;) {
    const { context, choice } = schedule[n] as Choice;
    const short = contexts[context]?.short ?? String(context);
    if (choice !== undefined) {
      tokens.push(`${short}?${choice}`);
      n += 1;
      continue;
    }
    let end = n;
    while (schedule[end]?.context === context && schedule[end]?.choice === undefined) end += 1;
    tokens.push(`${short}${/\d$/.test(short) ? "." : ""}${end - n}`);
    n = end;
  }
  return tokens.join(" ");
}

/** Reads a schedule; throws a sentence that names the word it does not understand. */
export function parseSchedule(text: string, contexts: readonly Context[]): Choice[] {
  return text
    .trim()
    .split(/\s+/)
    .filter((token) => token !== "")
    .flatMap((token, n) => parseToken(token, n + 1, contexts));
}

function parseToken(token: string, position: number, contexts: readonly Context[]): Choice[] {
  const names = contexts.map(({ short }) => short).join(", ");
  const refuse = (why: string) =>
    new Error(`word ${position} of the schedule, "${token}", ${why}; the contexts are ${names}`);
  // The longest short name wins: with `b` and `b1`, `b1.2` is two steps of `b1`.
  const candidates = contexts
    .map(({ short }, context) => ({ short, context }))
    .filter(({ short }) => token.startsWith(short) && /^([.?]?\d+)$/.test(token.slice(short.length)))
    .sort((a, b) => b.short.length - a.short.length);
  const [found] = candidates.filter(
    ({ short }) => !/\d$/.test(short) || /^[.?]/.test(token.slice(short.length)),
  );
  if (!found) throw refuse("is not a context's short name with a number of steps");
  const rest = token.slice(found.short.length);
  const number = Number(rest.replace(/^[.?]/, ""));
  if (rest.startsWith("?")) return [{ context: found.context, choice: number }];
  if (number < 1) throw refuse("has no steps");
  if (number > 1_000_000) throw refuse("has more steps than any execution");
  return Array.from({ length: number }, () => ({ context: found.context }));
}
