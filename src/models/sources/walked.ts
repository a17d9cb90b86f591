import type { AnchoredLine, ModelLine, ModelSources } from "./modelSources";
import type { Origins } from "./origins";

/** A step of an execution, as far as its line is concerned. */
export interface WalkedStep {
  readonly function: string;
  readonly cText: string;
  readonly context: number;
  /** Functions that were called, outermost first. */
  readonly stack: readonly string[];
}

/** How far a call has come. */
interface Call {
  readonly function: string;
  /** Null before anything is known. */
  readonly at: AnchoredLine | null;
  /** What stood there: a C text, or a call. */
  readonly what: string;
}

/**
 * The one line of each step of an execution; null for a step of the scenario. Where a function has the same C text several
 * times, it is the next one below what the call has run or called so far, as code mostly runs downwards.
 */
export function walkedLines(
  steps: readonly WalkedStep[],
  sources: Pick<ModelSources, "linesOf" | "callsOf">,
  origins: Origins,
): readonly (ModelLine | null)[] {
  const stacks = new Map<number, readonly Call[]>();
  return steps.map((step) => {
    const before = stacks.get(step.context) ?? [];
    const parting = step.stack.findIndex((name, depth) => before[depth]?.function !== name);
    const kept = parting < 0 ? step.stack.length : parting;
    const own = sources.linesOf(step, origins);
    const calls = step.stack.map((name, depth): Call => {
      const call = (depth < kept ? before[depth] : undefined) ?? { function: name, at: null, what: "" };
      const callee = step.stack[depth + 1];
      if (callee === undefined) return onward(call, step.cText, own);
      // Only a call that has just been made moves its caller on.
      return depth + 1 < kept ? call : onward(call, `${callee}(`, sources.callsOf(name, callee, origins));
    });
    stacks.set(step.context, calls);
    const at = own.length === 0 ? null : calls.at(-1)?.at;
    return at ? { file: at.file, line: at.line } : null;
  });
}

/** The call after it has come to one of some lines. */
function onward(call: Call, what: string, lines: readonly AnchoredLine[]): Call {
  const { at } = call;
  const isBelow = ({ file, line, anchor }: AnchoredLine): boolean => {
    if (!at || anchor !== at.anchor) return !at || anchor > at.anchor;
    return file === at.file && (call.what === what ? line > at.line : line >= at.line);
  };
  return { ...call, at: lines.find(isBelow) ?? lines[0] ?? at, what };
}
