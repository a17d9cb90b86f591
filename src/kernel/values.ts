/** Codes from here on stand for numbers too large for a slot of the state vector. */
const FIRST_LARGE = 2 ** 30;

/**
 * Slots of a state are 32 bits wide; numbers beyond 2^30 (file offsets) are kept in a table, and so are lists and sets.
 * A code stands for the same value as long as the table lives, so states can be compared by their slots.
 */
export class Values {
  readonly #large: number[] = [];
  readonly #codes = new Map<number, number>();
  readonly #lists: (readonly number[])[] = [[]];
  readonly #listCodes = new Map<string, number>([["", 0]]);

  /** The slot value that stands for an integer. */
  encode(value: number): number {
    if (value > -FIRST_LARGE && value < FIRST_LARGE) return value;
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    const code = FIRST_LARGE + this.#large.length;
    this.#large.push(value);
    this.#codes.set(value, code);
    return code;
  }

  /** The integer behind a slot value. */
  decode(code: number): number {
    return code < FIRST_LARGE ? code : (this.#large[code - FIRST_LARGE] ?? code);
  }

  /** The slot value of a list with one number more; 0 is the empty list. */
  append(list: number, value: number): number {
    return this.listCode([...this.list(list), value]);
  }

  /** The slot value of the set (a sorted list) that also holds `member`. */
  include(set: number, member: number): number {
    const members = this.list(set);
    if (members.includes(member)) return set;
    return this.listCode([...members, member].sort((a, b) => a - b));
  }

  /** The slot value of the set without `member`. */
  exclude(set: number, member: number): number {
    return this.listCode(this.list(set).filter((other) => other !== member));
  }

  /** The slot value that stands for a list of numbers. */
  listCode(list: readonly number[]): number {
    const key = list.join();
    const known = this.#listCodes.get(key);
    if (known !== undefined) return known;
    const code = this.#lists.length;
    this.#lists.push(list);
    this.#listCodes.set(key, code);
    return code;
  }

  /** The list behind a slot value. */
  list(code: number): readonly number[] {
    return this.#lists[code] ?? [];
  }
}
