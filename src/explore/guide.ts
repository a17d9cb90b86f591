import type { Machine } from "../kernel";
import type { Stepper } from "./stepper";

/** A step as far as another revision can follow it. */
export interface GuidingStep {
  readonly contextId: string;
  readonly function: string;
  readonly cText: string;
  /** What the environment decided; null if it had nothing to. */
  readonly chosen: number | null;
}

/** How another revision went along with an execution. */
export interface Guided<S> {
  readonly steps: readonly S[];
  /** Number of the execution's step before which the other could not follow, and why; null if it always could. */
  readonly parts: { readonly at: number; readonly why: string } | null;
}

/** Steps of one context without a switch, by the number of the last one. */
interface Segment {
  readonly contextId: string;
  readonly last: number;
}

/** More steps than this without a switch mean that a context runs in a circle. */
const longestSegment = 20_000;

/**
 * Lets another revision follow an execution. The two have different code, so a count of steps means nothing:
 * what is kept is where the contexts switch. Each context runs until it has done the last step that it did
 * before the switch, or stands before one that it did only after it; code that only one of the two has is
 * passed through. Then, if the execution ended earlier, the other goes on to its own end.
 */
export class Guide<S extends { readonly function: string; readonly cText: string }> {
  readonly #original: readonly GuidingStep[];
  readonly #stepper: Stepper;
  readonly #take: (context: number, choice: number | undefined) => readonly S[];
  readonly #steps: S[] = [];
  #latest = -1;
  /** For each context and kind of step, the numbers of the steps of that kind in the execution. */
  readonly #places = new Map<string, number[]>();
  /** How many steps of each kind the other revision has done. */
  readonly #done = new Map<string, number>();

  /** @param take takes a step of the other revision's stepper and gives what is to be kept of it */
  constructor(
    original: readonly GuidingStep[],
    stepper: Stepper,
    take: (context: number, choice: number | undefined) => readonly S[],
  ) {
    this.#original = original;
    this.#stepper = stepper;
    this.#take = take;
    original.forEach((step, i) => {
      const key = keyOf(step.contextId, step);
      this.#places.set(key, [...(this.#places.get(key) ?? []), i + 1]);
    });
  }

  /** Follows the whole execution. */
  follow(): Guided<S> {
    let parts: Guided<S>["parts"] = null;
    let begun = 1;
    for (const segment of segmentsOf(this.#original)) {
      const why = this.#run(segment);
      if (why !== null) parts ??= { at: begun - 1, why };
      begun = segment.last + 1;
    }
    this.#finish();
    return { steps: this.#steps, parts };
  }

  /** Runs a context to the end of a segment; gives the reason if it could not take part at all. */
  #run({ contextId, last }: Segment): string | null {
    const index = indexOf(this.#stepper.machine, contextId);
    const before = this.#steps.length;
    for (let count = 0; count < longestSegment; count++) {
      const place = this.#nextPlace(index, contextId);
      if (place !== null && place > last) return null;
      const refusal = this.#stepper.refusal(index, this.#choiceFor(index, place));
      if (refusal !== undefined) return this.#steps.length === before ? refusal : null;
      this.#step(index, this.#choiceFor(index, place));
      if (place === last) return null;
    }
    return null;
  }

  /** Goes on to the end: who ran last runs on, then the others in their order. */
  #finish(): void {
    for (let count = 0; count < longestSegment && !this.#stepper.ended(); count++) {
      const enabled = this.#stepper.enabled();
      const next = enabled.find(({ context }) => context === this.#latest) ?? enabled[0];
      if (!next) return;
      this.#step(next.context, next.choices > 1 ? 0 : this.#choiceFor(next.context, null));
    }
  }

  #step(context: number, choice: number | undefined): void {
    const id = this.#stepper.machine.contexts[context]?.id ?? "";
    this.#latest = context;
    for (const step of this.#take(context, choice)) {
      const key = keyOf(id, step);
      this.#done.set(key, (this.#done.get(key) ?? 0) + 1);
      this.#steps.push(step);
    }
  }

  /** Number of the execution's step that a context's next one equals; null if the execution has none. */
  #nextPlace(index: number, contextId: string): number | null {
    const { operation, stack } = this.#stepper.machine.node(this.#stepper.state, index);
    if (!operation) return null;
    const key = keyOf(contextId, { function: stack.at(-1)?.function ?? contextId, cText: operation.text });
    return this.#places.get(key)?.[this.#done.get(key) ?? 0] ?? null;
  }

  /** What the environment decides: as in the execution, or its first result where that has no such step. */
  #choiceFor(index: number, place: number | null): number | undefined {
    const { operation } = this.#stepper.machine.node(this.#stepper.state, index);
    if (operation?.kind !== "choose") return undefined;
    return (place === null ? null : this.#original[place - 1]?.chosen) ?? 0;
  }
}

function indexOf({ contexts }: Machine, contextId: string): number {
  return contexts.findIndex(({ id }) => id === contextId);
}

function keyOf(contextId: string, step: { readonly function: string; readonly cText: string }): string {
  return `${contextId}|${step.function}|${step.cText}`;
}

function segmentsOf(steps: readonly GuidingStep[]): readonly Segment[] {
  return steps.flatMap(({ contextId }, i) =>
    steps[i + 1]?.contextId === contextId ? [] : [{ contextId, last: i + 1 }],
  );
}
