/**
 * Watch expressions: whole numbers, names like `dio`, `dio->refcount` and `dio->waiter->state`, the operators of C on them
 * (`== != < <= > >= && || + - * !`) and parentheses. Evaluated over the values of simulated memory.
 */

/** Looks up `object->field`, or with an empty field the name `object` alone; undefined if there is none. */
export type Lookup = (object: string, field: string) => string | undefined;

/** A watch that can be evaluated: its value as text at wherever `lookup` looks. */
export type Watch = (lookup: Lookup) => string;

/** The expression is not one; the message says where and what was expected. */
export class ExpressionError extends Error {}

const token =
  /\s*(?:(\d+)|([A-Za-z_]\w*(?:\[\d+\])?)((?:\s*(?:->|\.)\s*[A-Za-z_]\w*)*)|(==|!=|<=|>=|&&|\|\||[-+*<>!()]))/y;

/** Binary operators, loosest first. */
const levels: readonly Readonly<Record<string, (a: number, b: number) => number>>[] = [
  { "||": (a, b) => Number(a !== 0 || b !== 0) },
  { "&&": (a, b) => Number(a !== 0 && b !== 0) },
  { "==": (a, b) => Number(a === b), "!=": (a, b) => Number(a !== b) },
  {
    "<": (a, b) => Number(a < b),
    "<=": (a, b) => Number(a <= b),
    ">": (a, b) => Number(a > b),
    ">=": (a, b) => Number(a >= b),
  },
  { "+": (a, b) => a + b, "-": (a, b) => a - b },
  { "*": (a, b) => a * b },
];

type Value = string;
type Node = (lookup: Lookup) => Value;

/** A value as a number: a pointer counts as 1, NULL as 0. */
function asNumber(value: Value): number {
  if (value === "NULL" || value === "") return 0;
  const number = Number(value);
  return Number.isNaN(number) ? 1 : number;
}

/** Parts may be nested this deep: more than anybody writes, and less than fills the stack. */
const deepest = 100;

class Parser {
  readonly #source: string;
  #at = 0;
  #depth = 0;
  #next: readonly string[] = [];

  constructor(source: string) {
    this.#source = source;
    this.#advance();
  }

  /** The whole expression. */
  parse(): Node {
    const node = this.#binary(0);
    if (this.#next.length > 0) this.#fail("an operator");
    return node;
  }

  #advance(): void {
    token.lastIndex = this.#at;
    const match = token.exec(this.#source);
    if (!match && this.#source.slice(this.#at).trim() !== "")
      this.#fail("a number or a name such as dio->refcount");
    this.#next = match ? [...match].map((part) => part ?? "") : [];
    if (match) this.#at = token.lastIndex;
  }

  #fail(expected: string): never {
    throw new ExpressionError(`Column ${this.#at + 1}: expected ${expected}.`);
  }

  #binary(level: number): Node {
    const operators = levels[level];
    if (!operators) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const apply = operators[this.#next[4] ?? ""];
      if (!apply) return left;
      this.#advance();
      const [a, b] = [left, this.#binary(level + 1)];
      left = (lookup) => String(apply(asNumber(a(lookup)), asNumber(b(lookup))));
    }
  }

  #unary(): Node {
    if (++this.#depth > deepest) this.#fail(`no more than ${deepest} parts inside each other`);
    const node = this.#operand();
    this.#depth -= 1;
    return node;
  }

  #operand(): Node {
    const [, digits = "", object = "", path = "", operator = ""] = this.#next;
    if (operator !== "" && !["!", "-", "("].includes(operator)) this.#fail("a value");
    if (this.#next.length === 0) this.#fail("a value");
    this.#advance();
    if (operator === "!" || operator === "-") {
      const operand = this.#unary();
      return (lookup) =>
        String(operator === "!" ? Number(asNumber(operand(lookup)) === 0) : -asNumber(operand(lookup)));
    }
    if (operator === "(") {
      const inner = this.#binary(0);
      if (this.#next[4] !== ")") this.#fail('")"');
      this.#advance();
      return inner;
    }
    if (digits !== "") return () => digits;
    const fields = path.split(/->|\./).map((field) => field.trim());
    // A path begins with an arrow; a name alone has the empty field.
    return (lookup) =>
      (path === "" ? fields : fields.slice(1)).reduce((from, field) => valueIn(lookup, from, field), object);
  }
}

function valueIn(lookup: Lookup, object: string, field: string): string {
  const value = lookup(object, field);
  const name = field === "" ? object : `${object}->${field}`;
  if (value === undefined) throw new ExpressionError(`There is no ${name} in this execution.`);
  return value;
}

/** Reads a watch expression. @throws {ExpressionError} */
export function parseWatch(source: string): Watch {
  return new Parser(source).parse();
}

/** One value a watch had, from the step that gave it. */
export interface WatchedValue {
  readonly from: number;
  readonly value: string;
}

/** All values of an expression over an execution of `length` steps; `valueAt` looks at one position. */
export function watchOver(
  source: string,
  length: number,
  valueAt: (position: number, object: string, field: string) => string | undefined,
): readonly WatchedValue[] {
  const watch = parseWatch(source);
  const values: WatchedValue[] = [];
  for (let position = 0; position <= length; position++) {
    const value = watch((object, field) => valueAt(position, object, field));
    if (values.at(-1)?.value !== value) values.push({ from: position, value });
  }
  return values;
}
