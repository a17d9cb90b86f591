import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Memory, ObjectState } from "../memory";
import type { Translate } from "../placeWords";
import type { Shown, Frame } from "./ground";

/** What a reference of the protocol stands for, until the session goes on. */
type Holder =
  | { readonly kind: "locals"; readonly frame: Frame }
  | { readonly kind: "objects"; readonly ids: readonly string[] }
  | { readonly kind: "object"; readonly id: string }
  | { readonly kind: "locks" };

/** The scopes of memory, by the structs that stand in them; what is in none goes to the last. */
const scopes: readonly { readonly name: string; readonly structs: readonly string[] }[] = [
  { name: "dio", structs: ["dio"] },
  { name: "kiocb", structs: ["kiocb"] },
  { name: "bios", structs: ["bio"] },
  { name: "ring", structs: ["kioctx", "wait_queue_head_t"] },
  { name: "inode", structs: ["inode"] },
];
const others = "other objects";
const recorders = "recorders";

/** Locals and simulated memory at one position, as the protocol's tree. References are good as long as the position is. */
export class Variables {
  readonly #shown: Shown;
  readonly #memory: Memory;
  readonly #t: Translate;
  readonly #holders: Holder[] = [];

  constructor(shown: Shown, memory: Memory, t: Translate) {
    this.#shown = shown;
    this.#memory = memory;
    this.#t = t;
  }

  /** The scopes of a call. */
  scopes(frame: Frame): DebugProtocol.Scope[] {
    const objects = this.#objects();
    const groups = [...new Set(objects.map(scopeOf))];
    const order = [...scopes.map(({ name }) => name), others, recorders];
    return [
      {
        name: this.#t("Locals"),
        presentationHint: "locals",
        variablesReference: this.#reference({ kind: "locals", frame }),
        expensive: false,
      },
      ...order
        .filter((name) => groups.includes(name))
        .map((name) => {
          const ids = objects.filter((object) => scopeOf(object) === name).map(({ id }) => id);
          const holder: Holder =
            ids.length === 1 && ids[0] !== undefined
              ? { kind: "object", id: ids[0] }
              : { kind: "objects", ids };
          return { name: this.#t(name), variablesReference: this.#reference(holder), expensive: false };
        }),
      { name: this.#t("locks"), variablesReference: this.#reference({ kind: "locks" }), expensive: false },
    ];
  }

  /** What a reference holds; nothing for one of an earlier position. */
  variables(reference: number): DebugProtocol.Variable[] {
    const holder = this.#holders[reference - 1];
    switch (holder?.kind) {
      case "locals":
        return holder.frame.locals.map(({ name, value }) => ({
          ...this.value(value),
          name,
          evaluateName: name,
        }));
      case "objects":
        return this.#objects()
          .filter(({ id }) => holder.ids.includes(id))
          .map((object) => ({ ...this.value(object.id), name: object.id, type: `struct ${object.struct}` }));
      case "object":
        return this.#fields(holder.id);
      case "locks":
        return this.#locks();
      case undefined:
        return [];
    }
  }

  /** The field that a variable of a reference is; null if it is none. */
  fieldOf(reference: number, name: string): { readonly object: string; readonly field: string } | null {
    const holder = this.#holders[reference - 1];
    return holder?.kind === "object" ? { object: holder.id, field: name } : null;
  }

  /** A value, with a reference to the object that it names, if it does. */
  value(text: string): Pick<DebugProtocol.Variable, "value" | "variablesReference" | "type"> {
    const object = this.#shown.execution.objects.find(({ id }) => id === text);
    if (!object) return { value: text, variablesReference: 0 };
    const life = this.#memory.valueAt(this.#shown.cursor, text, "") ?? object.life;
    const value =
      life === "static" || life === "allocated"
        ? text
        : `${text} (${this.#t(life === "absent" ? "not allocated" : life)})`;
    return {
      value,
      type: `struct ${object.struct}`,
      variablesReference: this.#reference({ kind: "object", id: text }),
    };
  }

  #objects(): readonly ObjectState[] {
    return this.#memory.objectsAt(this.#shown.cursor).filter(({ fields }) => fields.length > 0);
  }

  #fields(id: string): DebugProtocol.Variable[] {
    const object = this.#memory.objectsAt(this.#shown.cursor).find((one) => one.id === id);
    if (!object) return [];
    const life = object.freedBy === null ? this.#t(object.life) : this.#t("freed by {0}", object.freedBy);
    const own: DebugProtocol.Variable[] =
      object.life === "static" ? [] : [{ name: this.#t("(memory)"), value: life, variablesReference: 0 }];
    return [
      ...own,
      ...object.fields.map(({ name, value, was }) => ({
        ...this.value(value),
        name,
        evaluateName: `${id}->${name}`,
        ...(was !== null && { value: this.#t("{0} (was {1})", value, was) }),
      })),
    ];
  }

  #locks(): DebugProtocol.Variable[] {
    const { execution, cursor } = this.#shown;
    return execution.contexts.map(({ id }, context) => {
      const latest = execution.steps.slice(0, cursor).findLast((step) => step.context === context);
      const held = latest?.locks.join(", ") ?? "";
      const value = held === "" ? this.#t("holds none") : this.#t("holds {0}", held);
      return { name: id, value, variablesReference: 0 };
    });
  }

  #reference(holder: Holder): number {
    return this.#holders.push(holder);
  }
}

function scopeOf({ struct, recorder }: ObjectState): string {
  if (recorder) return recorders;
  return scopes.find(({ structs }) => structs.includes(struct))?.name ?? others;
}
