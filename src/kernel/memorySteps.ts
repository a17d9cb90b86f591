import * as effects from "./effect";
import type { Log } from "./field";
import type { Step } from "./operation";
import { Steps } from "./steps";
import { type AnyHandle, type Cell, type Handle, type Struct } from "./struct";

/** Plain C accesses, the slab, and the recorders of the product. */
export class MemorySteps extends Steps {
  /** The value of a cell. */
  *read<T>(cell: Cell<T>, text: string): Step<T> {
    return this.world.decode(cell.type, yield this.plain(cell, "read", effects.read, text));
  }

  /** Whether a cell is neither 0 nor null. */
  *test(cell: Cell<unknown>, text: string): Step<boolean> {
    return (yield this.plain(cell, "test", effects.truth, text)) === 1;
  }

  /** Whether a cell holds this value. */
  *equals<T>(cell: Cell<T>, value: T, text: string): Step<boolean> {
    return (yield this.plain(cell, "equals", effects.equality, text, this.world.encode(value))) === 1;
  }

  /** Whether a cell's number is less than this one. */
  *less(cell: Cell<number>, value: number, text: string): Step<boolean> {
    return (yield this.plain(cell, "less", effects.less, text, this.world.encode(value))) === 1;
  }

  /** Stores a value. */
  *write<T>(cell: Cell<T>, value: T, text: string): Step<void> {
    yield this.plain(cell, "write", effects.write, text, this.world.encode(value));
  }

  /** `cell += by` of C, which is a read and a write: another context may come between. Gives the value written. */
  *add(cell: Cell<number>, by: number, text: string): Step<number> {
    const sum = (yield* this.read(cell, text)) + by;
    yield* this.write(cell, sum, text);
    return sum;
  }

  /** `cell |= mask` of C: a read and a write. */
  *or(cell: Cell<number>, mask: number, text: string): Step<void> {
    yield* this.write(cell, (yield* this.read(cell, text)) | mask, text);
  }

  /** The next object of this struct from the context's pool. */
  *kmalloc<F>(type: Struct<F>, text: string): Step<Handle<Struct<F>>> {
    const pools = this.world.pools(type.name, this.surroundings.context.id);
    const slots = pools.flatMap(({ handles }) =>
      handles.flatMap(({ $object: object }) => [object.status, object.address]),
    );
    const address = yield this.operation({ kind: "kmalloc", effect: effects.allocate, text, slots });
    return this.world.handle(address, type.name) as Handle<Struct<F>>;
  }

  /** Frees an object that kmalloc() gave; a null pointer is let pass, as the kernel does. */
  *kfree(handle: AnyHandle, text: string): Step<void> {
    const object = handle.$object;
    if (object.address === 0) yield* this.local(text);
    else if (object.status < 0) throw new Error(`${object.label} is static and cannot be freed ("${text}")`);
    else yield this.operation({ kind: "kfree", effect: effects.free, text, object, slot: object.status });
  }

  /** Waits until the condition holds for the value of a cell, and gives that value. */
  *await<T>(cell: Cell<T>, condition: (value: T) => boolean, text: string): Step<T> {
    const { world } = this;
    const code = yield this.operation({
      kind: "await",
      effect: effects.waitUntil,
      text,
      cell,
      condition: (value) => condition(world.decode(cell.type, value)),
    });
    return world.decode(cell.type, code);
  }

  /** As `less`, but for a recorder: part of the step before it. */
  *looksLess(cell: Cell<number>, value: number, text: string): Step<boolean> {
    const operand = this.world.encode(value);
    return (
      (yield this.operation({ kind: "look", effect: effects.less, cell, operand, text, silent: true })) === 1
    );
  }

  /** Keeps something about the past in a recorder; part of the step before it. */
  *record<T>(cell: Cell<T>, value: T, text: string): Step<void> {
    const operand = this.world.encode(value);
    yield this.operation({ kind: "record", effect: effects.write, cell, operand, text, silent: true });
  }

  /** Counts something in a recorder; part of the step before it. */
  *count(cell: Cell<number>, by: number, text: string): Step<void> {
    const operand = this.world.encode(by);
    yield this.operation({ kind: "count", effect: effects.add, cell, operand, text, silent: true });
  }

  /** Appends a number to a recorder; part of the step before it. */
  *append(cell: Cell<Log>, value: number, text: string): Step<void> {
    yield this.operation({
      kind: "append",
      effect: effects.append,
      cell,
      operand: value,
      text,
      silent: true,
    });
  }
}
