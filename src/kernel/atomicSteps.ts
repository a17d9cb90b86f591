import * as effects from "./effect";
import { MemorySteps } from "./memorySteps";
import type { Step } from "./operation";
import type { Cell } from "./struct";

/** `atomic_t` and the atomic bit operations, with the argument order and the results of the kernel's. */
export class AtomicSteps extends MemorySteps {
  /** The value. */
  *atomic_read(v: Cell<number>, text: string): Step<number> {
    return this.world.decode(v.type, yield this.on(v, "atomic_read", effects.read, text));
  }

  /** Whether the value is not 0; as `atomic_read`, but nothing else of the value is looked at. */
  *atomic_test(v: Cell<number>, text: string): Step<boolean> {
    return (yield this.on(v, "atomic_read", effects.truth, text)) === 1;
  }

  /** Whether the value is this one; as `atomic_read`, but nothing else of the value is looked at. */
  *atomic_equals(v: Cell<number>, value: number, text: string): Step<boolean> {
    return (yield this.on(v, "atomic_read", effects.equality, text, this.world.encode(value))) === 1;
  }

  /** Stores a value. */
  *atomic_set(v: Cell<number>, value: number, text: string): Step<void> {
    yield this.on(v, "atomic_set", effects.write, text, this.world.encode(value));
  }

  /** Adds. */
  *atomic_add(by: number, v: Cell<number>, text: string): Step<void> {
    yield this.on(v, "atomic_add", effects.add, text, this.world.encode(by));
  }

  /** Subtracts. */
  *atomic_sub(by: number, v: Cell<number>, text: string): Step<void> {
    yield this.on(v, "atomic_sub", effects.add, text, this.world.encode(-by));
  }

  /** Adds 1. */
  *atomic_inc(v: Cell<number>, text: string): Step<void> {
    yield this.on(v, "atomic_inc", effects.add, text, 1);
  }

  /** Subtracts 1. */
  *atomic_dec(v: Cell<number>, text: string): Step<void> {
    yield this.on(v, "atomic_dec", effects.add, text, -1);
  }

  /** Adds and gives the new value. */
  *atomic_add_return(by: number, v: Cell<number>, text: string): Step<number> {
    const code = yield this.on(v, "atomic_add_return", effects.addReturn, text, this.world.encode(by));
    return this.world.decode(v.type, code);
  }

  /** Subtracts and gives the new value. */
  *atomic_sub_return(by: number, v: Cell<number>, text: string): Step<number> {
    const code = yield this.on(v, "atomic_sub_return", effects.addReturn, text, this.world.encode(-by));
    return this.world.decode(v.type, code);
  }

  /** Adds 1 and gives the new value. */
  *atomic_inc_return(v: Cell<number>, text: string): Step<number> {
    return yield* this.atomic_add_return(1, v, text);
  }

  /** Subtracts 1 and gives the new value. */
  *atomic_dec_return(v: Cell<number>, text: string): Step<number> {
    return yield* this.atomic_sub_return(1, v, text);
  }

  /** Subtracts 1 and tells whether the new value is 0. */
  *atomic_dec_and_test(v: Cell<number>, text: string): Step<boolean> {
    return (yield this.on(v, "atomic_dec_and_test", effects.addTest, text, -1)) === 1;
  }

  /** Adds 1 and tells whether the new value is 0. */
  *atomic_inc_and_test(v: Cell<number>, text: string): Step<boolean> {
    return (yield this.on(v, "atomic_inc_and_test", effects.addTest, text, 1)) === 1;
  }

  /** Subtracts and tells whether the new value is 0. */
  *atomic_sub_and_test(by: number, v: Cell<number>, text: string): Step<boolean> {
    return (yield this.on(v, "atomic_sub_and_test", effects.addTest, text, this.world.encode(-by))) === 1;
  }

  /** Stores a value and gives the old one. */
  *xchg<T>(cell: Cell<T>, value: T, text: string): Step<T> {
    const operand = this.world.encode(value);
    return this.world.decode(cell.type, yield this.on(cell, "xchg", effects.exchange, text, operand));
  }

  /** Stores `value` if the cell holds `old`; gives what it held. */
  *cmpxchg<T>(cell: Cell<T>, old: T, value: T, text: string): Step<T> {
    const [expected, replacement] = [this.world.encode(old), this.world.encode(value)];
    const code = yield this.on(cell, "cmpxchg", effects.compareExchange, text, expected, replacement);
    return this.world.decode(cell.type, code);
  }

  /** Sets bit `nr`. */
  *set_bit(nr: number, cell: Cell<number>, text: string): Step<void> {
    yield this.on(cell, "set_bit", effects.bitsQuiet, text, 1 << nr);
  }

  /** Clears bit `nr`. */
  *clear_bit(nr: number, cell: Cell<number>, text: string): Step<void> {
    yield this.on(cell, "clear_bit", effects.bitsQuiet, text, 0, 1 << nr);
  }

  /** Sets bit `nr` and tells whether it was set. */
  *test_and_set_bit(nr: number, cell: Cell<number>, text: string): Step<boolean> {
    return (yield this.on(cell, "test_and_set_bit", effects.bits, text, 1 << nr)) === 1;
  }

  /** Clears bit `nr` and tells whether it was set. */
  *test_and_clear_bit(nr: number, cell: Cell<number>, text: string): Step<boolean> {
    return (yield this.on(cell, "test_and_clear_bit", effects.bits, text, 0, 1 << nr)) === 1;
  }

  /** Tells whether bit `nr` is set. */
  *test_bit(nr: number, cell: Cell<number>, text: string): Step<boolean> {
    return (yield this.on(cell, "test_bit", effects.anyBit, text, 1 << nr)) === 1;
  }
}
