import type { Field } from "./field";
import {
  cellsOf,
  handleOf,
  isHandle,
  structNamed,
  type AnyHandle,
  type AnyStruct,
  type Cell,
  type Handle,
  type ObjectInfo,
  type Struct,
} from "./struct";
import { Values } from "./values";

/** What the status slot of an object says. */
export const Status = { unallocated: 0, allocated: 1, freed: 2 } as const;

/** Values for some fields of a fresh object. */
export type Initial<F> = {
  readonly [K in keyof F]?: F[K] extends Field<infer T> ? T : never;
};

/** Objects that kmalloc() of one context gives out in order. */
export interface Pool {
  readonly struct: string;
  readonly contextId: string;
  readonly handles: readonly AnyHandle[];
}

/** The simulated memory before the first step: static objects, pools and initial values. */
export class World {
  readonly values = new Values();
  readonly #handles: AnyHandle[] = [];
  readonly #memory: number[] = [];
  readonly #cells: Cell<unknown>[] = [];
  readonly #structs = new Map<string, AnyStruct>();
  readonly #pools: Pool[] = [];

  /** A static object: allocated from the start and never freed. */
  object<F>(type: Struct<F>, label: string = type.name, initial: Initial<F> = {}): Handle<Struct<F>> {
    return this.#place(
      type,
      { struct: type.name, label, address: this.#handles.length + 1, status: -1 },
      initial,
    );
  }

  /**
   * Objects that kmalloc() gives to one context, in order, each at most once: memory is never used again, and an
   * object's name does not depend on the interleaving. One object is called like its struct; more get numbers from 0.
   */
  pool<F>(
    type: Struct<F>,
    contextId: string,
    count: number,
    initial: Initial<F> = {},
  ): readonly Handle<Struct<F>>[] {
    const before = this.#pools.filter((pool) => pool.struct === type.name);
    const taken = before.reduce((sum, pool) => sum + pool.handles.length, 0);
    const handles = Array.from({ length: count }, (_, n) => {
      const label = count === 1 && taken === 0 ? type.name : `${type.name}${taken + n}`;
      const status = this.#memory.push(Status.unallocated) - 1;
      const address = this.#handles.length + 1;
      return this.#place(type, { struct: type.name, label, address, status, pool: contextId }, initial);
    });
    this.#pools.push({ struct: type.name, contextId, handles });
    return handles;
  }

  /** Gives one cell another initial value. */
  set<T>(cell: Cell<T>, value: T): void {
    this.#memory[cell.slot] = this.encode(value);
  }

  /** The memory before the first step, one slot a cell or status. */
  get memory(): readonly number[] {
    return this.#memory;
  }

  /** Every object, in order of address. */
  get handles(): readonly AnyHandle[] {
    return this.#handles;
  }

  /** Every cell, in order of slots. */
  get cells(): readonly Cell<unknown>[] {
    return this.#cells;
  }

  /** What kmalloc() of this struct can give to a context. */
  pools(struct: string, contextId: string): readonly Pool[] {
    return this.#pools.filter((pool) => pool.struct === struct && pool.contextId === contextId);
  }

  /** The slot value of a number, a truth value or a pointer. */
  encode(value: unknown): number {
    if (typeof value === "number") {
      if (!Number.isSafeInteger(value)) throw new Error(`${value} is not an integer that memory can hold`);
      return this.values.encode(value);
    }
    if (typeof value === "boolean") return value ? 1 : 0;
    if (isHandle(value)) return value.$object.address;
    throw new Error(`${String(value)} is neither a number nor a pointer`);
  }

  /** The number or pointer that a slot value stands for in a cell of this type. */
  decode<T>(type: Field<T>, code: number): T {
    if (type.kind !== "pointer") return this.values.decode(code) as T;
    return this.handle(code, type.target ?? "") as T;
  }

  /** The object at an address; address 0 is the null pointer of the named struct. */
  handle(address: number, struct: string): AnyHandle {
    if (address === 0) return (this.#structs.get(struct) ?? structNamed(struct)).NULL;
    const handle = this.#handles[address - 1];
    if (!handle) throw new Error(`no object has the address ${address}`);
    return handle;
  }

  #place<F>(type: Struct<F>, object: ObjectInfo, initial: Initial<F>): Handle<Struct<F>> {
    this.#structs.set(type.name, type);
    const values = initial as Record<string, unknown>;
    const slotOf = (field: Field<unknown>, name: string) => {
      const value = values[name];
      return (
        this.#memory.push(value === undefined ? this.values.encode(field.initial) : this.encode(value)) - 1
      );
    };
    const handle = handleOf<F>(object, type.fields, slotOf);
    this.#handles.push(handle);
    this.#cells.push(...cellsOf(handle));
    return handle;
  }
}
