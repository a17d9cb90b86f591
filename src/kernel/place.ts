/** Enough for any call depth of a model; engines stop at ten frames by default. */
const DEPTH = 64;

/** The method of the automaton that resumes a context's code; it bounds the part of a call stack that belongs to the code. */
export const RESUME = "resumeContext";

/**
 * Tells apart the places of the code that yield, also when two of them have the same text: the source positions of all
 * functions between the automaton and the step. The format of a call stack is the engine's own and only compared.
 */
export function placeInCode(): string {
  const limits = Error as { stackTraceLimit?: number };
  const before = limits.stackTraceLimit;
  limits.stackTraceLimit = DEPTH;
  const stack = new Error().stack ?? "";
  if (before !== undefined) limits.stackTraceLimit = before;
  const end = stack.indexOf(RESUME);
  return end < 0 ? stack : stack.slice(0, stack.lastIndexOf("\n", end));
}
