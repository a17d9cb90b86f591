import type { ExecutionView, StepView } from "../../protocol";
import type { Stepper } from "../../explore";
import type { Projection } from "./projection";

/** How another revision went along with an execution. */
export interface Guided {
  readonly steps: readonly StepView[];
  /** Number of the execution's step before which the other could not follow, and why; null if it always could. */
  readonly parts: { readonly at: number; readonly why: string } | null;
}

/** Steps of one context without a switch, by their numbers in the execution. */
interface Segment {
  readonly context: string;
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
export class Guide {
  private readonly view: ExecutionView;
  private readonly stepper: Stepper;
  private readonly projection: Projection;
  private readonly steps: StepView[] = [];
  /** For each context and kind of step, the numbers of the steps of that kind in the execution. */
  private readonly places = new Map<string, number[]>();
  /** How many steps of each kind the other revision has done. */
  private readonly done = new Map<string, number>();

  constructor(view: ExecutionView, stepper: Stepper, projection: Projection) {
    this.view = view;
    this.stepper = stepper;
    this.projection = projection;
    for (const step of view.steps) {
      const key = keyOf(view.contexts[step.context]?.id ?? "", step.function, step.cText);
      this.places.set(key, [...(this.places.get(key) ?? []), step.n]);
    }
  }

  /** Follows the whole execution. */
  follow(): Guided {
    let parts: Guided["parts"] = null;
    let begun = 1;
    for (const segment of segmentsOf(this.view)) {
      const why = this.run(segment);
      if (why !== null) parts ??= { at: begun - 1, why };
      begun = segment.last + 1;
    }
    this.finish();
    return { steps: this.steps, parts };
  }

  /** Runs a context to the end of a segment; gives the reason if it could not take part at all. */
  private run({ context, last }: Segment): string | null {
    const index = this.indexOf(context);
    const before = this.steps.length;
    for (let count = 0; count < longestSegment; count++) {
      const place = this.nextPlace(index, context);
      if (place !== null && place > last) return null;
      const refusal = this.stepper.refusal(index, this.choiceFor(index, place));
      if (refusal !== undefined) return this.steps.length === before ? refusal : null;
      this.take(index, this.choiceFor(index, place));
      if (place === last) return null;
    }
    return null;
  }

  /** Goes on to the end: who ran last runs on, then the others in their order. */
  private finish(): void {
    for (let count = 0; count < longestSegment && !this.stepper.ended(); count++) {
      const enabled = this.stepper.enabled();
      const latest = this.steps.at(-1)?.context;
      const next = enabled.find(({ context }) => context === latest) ?? enabled[0];
      if (!next) return;
      this.take(next.context, next.choices > 1 ? 0 : this.choiceFor(next.context, null));
    }
  }

  private take(context: number, choice: number | undefined): void {
    const id = this.stepper.machine.contexts[context]?.id ?? "";
    for (const step of this.projection.take(context, choice)) {
      const key = keyOf(id, step.function, step.cText);
      this.done.set(key, (this.done.get(key) ?? 0) + 1);
      this.steps.push(step);
    }
  }

  /** Number of the execution's step that a context's next one equals; null if the execution has none. */
  private nextPlace(index: number, context: string): number | null {
    const { operation, stack } = this.stepper.machine.node(this.stepper.state, index);
    if (!operation) return null;
    const key = keyOf(context, stack.at(-1)?.function ?? context, operation.text);
    return this.places.get(key)?.[this.done.get(key) ?? 0] ?? null;
  }

  /** What the environment decides: as in the execution, or its first result where that has no such step. */
  private choiceFor(index: number, place: number | null): number | undefined {
    const { operation } = this.stepper.machine.node(this.stepper.state, index);
    if (operation?.kind !== "choose") return undefined;
    return (place === null ? null : this.view.steps[place - 1]?.chosen) ?? 0;
  }

  private indexOf(context: string): number {
    return this.stepper.machine.contexts.findIndex(({ id }) => id === context);
  }
}

function keyOf(context: string, name: string, cText: string): string {
  return `${context}|${name}|${cText}`;
}

function segmentsOf(view: ExecutionView): readonly Segment[] {
  const segments: Segment[] = [];
  view.steps.forEach((step, i) => {
    if (view.steps[i + 1]?.context === step.context) return;
    segments.push({ context: view.contexts[step.context]?.id ?? "", last: step.n });
  });
  return segments;
}
