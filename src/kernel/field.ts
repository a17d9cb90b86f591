/** What a field of a struct holds; it decides how the field is printed, not which steps may use it. */
export type FieldKind = "integer" | "atomic" | "pointer" | "spinlock" | "mutex" | "rwsem" | "log" | "set";

/** The type of one field of a struct: its kind, its value in a fresh object and who may use it. */
export interface Field<T> {
  readonly kind: FieldKind;
  /** Value in a fresh object; 0 is also the null pointer and the free lock. */
  readonly initial: number;
  /** Name of the struct a pointer points to. */
  readonly target?: string;
  /** Written by the product, not by the kernel: survives kfree() and is never checked. */
  readonly ghost: boolean;
  /** Used by one context only while the object lives. */
  readonly own: boolean;
  /** Carries the type of the values; never present at run time. */
  readonly valueType?: T;
}

/** A lock of some kind; its value is for the machine alone. */
export type Lock<Kind extends FieldKind> = { readonly lock: Kind };

/** An append-only list that the product keeps about the past, such as the events of a ring. */
export type Log = { readonly log: "numbers" };

/** A set of objects, by address: the waiters of a queue. */
export type ObjectSet = { readonly set: "addresses" };

function field<T>(kind: FieldKind, initial = 0, target?: string): Field<T> {
  return { kind, initial, ghost: false, own: false, ...(target === undefined ? {} : { target }) };
}

/** A number: any integer that JavaScript holds exactly. */
export function integer(initial = 0): Field<number> {
  return field("integer", initial);
}

/** An `atomic_t`. */
export function atomic(initial = 0): Field<number> {
  return field("atomic", initial);
}

/** A pointer to an object of the named struct; null in a fresh object. By name, because structs point to each other. */
export function pointer<T>(target: string): Field<T> {
  return field("pointer", 0, target);
}

/** A `spinlock_t`. */
export function spinlock(): Field<Lock<"spinlock">> {
  return field("spinlock");
}

/** A `struct mutex`. */
export function mutex(): Field<Lock<"mutex">> {
  return field("mutex");
}

/** A `struct rw_semaphore`: 0 free, n readers, -1 one writer. */
export function rwsem(): Field<Lock<"rwsem">> {
  return field("rwsem");
}

/** A recorder: a list of numbers that only grows. */
export function log(): Field<Log> {
  return { ...field<Log>("log"), ghost: true };
}

/** A set of objects, empty in a fresh one. */
export function objectSet(): Field<ObjectSet> {
  return field("set");
}

/** The same field as a recorder of the product: it survives kfree() and is never checked. */
export function ghost<T>(type: Field<T>): Field<T> {
  return { ...type, ghost: true };
}

/** The same field, used by one context only; the machine throws when a second one touches it. */
export function own<T>(type: Field<T>): Field<T> {
  return { ...type, own: true };
}
