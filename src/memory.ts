import type { ChangeView, ExecutionView } from "./protocol";

/** The value a field has, and what it was before the last step if that step changed it. */
export interface FieldState {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly recorder: boolean;
  readonly was: string | null;
}

/** An object at a position of an execution. */
export interface ObjectState {
  readonly id: string;
  readonly struct: string;
  readonly life: string;
  readonly recorder: boolean;
  readonly note: string;
  readonly fields: readonly FieldState[];
  /** "submitter, step 9", if it has been freed. */
  readonly freedBy: string | null;
  /** Fields that point to this object: "bio0->bi_private". */
  readonly heldBy: readonly string[];
}

/**
 * Simulated memory that moves along an execution: it keeps the values at one position and applies or takes
 * back the changes between there and the next, so a step costs no more than its changes.
 */
export class Memory {
  readonly #execution: ExecutionView;
  readonly #values = new Map<string, string>();
  #position = 0;

  constructor(execution: ExecutionView) {
    this.#execution = execution;
    for (const object of execution.objects) {
      this.#values.set(key(object.id, ""), object.life);
      for (const field of object.fields) this.#values.set(key(object.id, field.name), field.value);
    }
  }

  /** Value of `object->field` at a position; undefined if there is no such field. */
  valueAt(position: number, object: string, field: string): string | undefined {
    this.#moveTo(position);
    return this.#values.get(key(object, field));
  }

  /** All objects at a position, those changed by its step first to be told by `was`. */
  objectsAt(position: number): readonly ObjectState[] {
    this.#moveTo(position);
    const changes = this.#execution.steps[position - 1]?.changes ?? [];
    const holders = this.#holders();
    return this.#execution.objects.map((object) => ({
      id: object.id,
      struct: object.struct,
      life: this.#values.get(key(object.id, "")) ?? object.life,
      recorder: object.recorder,
      note: object.note,
      freedBy: this.#freedBy(object.id, position),
      heldBy: holders.get(object.id) ?? [],
      fields: object.fields.map((field) => ({
        ...field,
        value: this.#values.get(key(object.id, field.name)) ?? field.value,
        was: wasBefore(changes, object.id, field.name),
      })),
    }));
  }

  #moveTo(position: number): void {
    const { steps } = this.#execution;
    while (this.#position < position && this.#position < steps.length) {
      for (const change of steps[this.#position]?.changes ?? []) this.#set(change, change.to);
      this.#position++;
    }
    while (this.#position > position) {
      this.#position--;
      const changes = steps[this.#position]?.changes ?? [];
      for (const change of [...changes].reverse()) this.#set(change, change.from);
    }
  }

  #set(change: ChangeView, value: string): void {
    this.#values.set(key(change.object, change.field), value);
  }

  #holders(): ReadonlyMap<string, readonly string[]> {
    const ids = new Set(this.#execution.objects.map((object) => object.id));
    const holders = new Map<string, string[]>();
    for (const object of this.#execution.objects) {
      const life = this.#values.get(key(object.id, ""));
      if (life === "absent" || life === "freed" || object.recorder) continue;
      for (const field of object.fields) {
        const target = this.#values.get(key(object.id, field.name)) ?? "";
        if (!ids.has(target)) continue;
        holders.set(target, [...(holders.get(target) ?? []), `${object.id}->${field.name}`]);
      }
    }
    return holders;
  }

  #freedBy(object: string, position: number): string | null {
    if (this.#values.get(key(object, "")) !== "freed") return null;
    for (let n = position; n > 0; n--) {
      const step = this.#execution.steps[n - 1];
      const freed = step?.changes.some((change) => change.object === object && change.field === "");
      if (step && freed) return `${this.#execution.contexts[step.context]?.id ?? "?"}, step ${n}`;
    }
    return "the scenario";
  }
}

function key(object: string, field: string): string {
  return `${object}\u0000${field}`;
}

function wasBefore(changes: readonly ChangeView[], object: string, field: string): string | null {
  return changes.find((change) => change.object === object && change.field === field)?.from ?? null;
}
