import type { Field } from "./field";

/** What is known of an object beside its fields. */
export interface ObjectInfo {
  /** The struct's name, as violations name it. */
  readonly struct: string;
  /** Name of this very object, such as `bio1`; unique in its world. */
  readonly label: string;
  /** The pointer value: 0 is null, objects of a world count from 1 in order of declaration. */
  readonly address: number;
  /** Slot of memory that says whether the object is allocated; -1 for static objects and for null. */
  readonly status: number;
  /** Context whose kmalloc() can give this object; absent for static objects. */
  readonly pool?: string;
}

/** One shared memory location: a field of one object. */
export interface Cell<T> {
  readonly object: ObjectInfo;
  readonly field: string;
  readonly type: Field<T>;
  /** Index in the state vector; -1 for a field of a null pointer. */
  readonly slot: number;
}

/** A pointer to an object whose fields are cells. It never changes, and two equal pointers are identical. */
export type Handle<S> =
  S extends Struct<infer F>
    ? { readonly [K in keyof F]: F[K] extends Field<infer T> ? Cell<T> : never } & AnyHandle
    : never;

/** A pointer to an object of any struct. */
export interface AnyHandle {
  readonly $object: ObjectInfo;
}

/** A struct type. */
export interface Struct<F> {
  readonly name: string;
  readonly fields: F;
  /** The null pointer of this type: to use any of its cells in a step is a null dereference. */
  readonly NULL: Handle<Struct<F>>;
}

/** A struct whose fields do not matter. */
export interface AnyStruct {
  readonly name: string;
  readonly fields: unknown;
  readonly NULL: AnyHandle;
}

const structs = new Map<string, AnyStruct>();

/** The struct declared last under this name. */
export function structNamed(name: string): AnyStruct {
  const found = structs.get(name);
  if (!found) throw new Error(`no struct is called ${name}`);
  return found;
}

/**
 * Declares a struct. `name` is what violations call its objects. Structs that point to themselves or to each other need
 * their handle type as an interface: `export interface Dio extends Handle<typeof Dio> {}`.
 */
export function struct<F>(name: string, fields: F): Struct<F> {
  const object: ObjectInfo = { struct: name, label: "NULL", address: 0, status: -1 };
  const declared: Struct<F> = { name, fields, NULL: handleOf<F>(object, fields, () => -1) };
  structs.set(name, declared);
  return declared;
}

/** Builds the handle of one object; `slotOf` gives each field its place in memory. */
export function handleOf<F>(
  object: ObjectInfo,
  fields: F,
  slotOf: (type: Field<unknown>, field: string) => number,
): Handle<Struct<F>> {
  const cells: Record<string, Cell<unknown> | ObjectInfo> = { $object: object };
  for (const [field, type] of Object.entries(fields as Record<string, Field<unknown>>))
    cells[field] = { object, field, type, slot: slotOf(type, field) };
  return cells as unknown as Handle<Struct<F>>;
}

/** The cells of an object, in order of declaration. */
export function cellsOf(handle: AnyHandle): readonly Cell<unknown>[] {
  return Object.values(handle).filter((part): part is Cell<unknown> => part !== handle.$object);
}

/** `dio->refcount`; objects that have a name of their own go by it: `bio1->bi_private`. */
export function cellName(cell: Cell<unknown>): string {
  return `${cell.object.address === 0 ? cell.object.struct : cell.object.label}->${cell.field}`;
}

/** Whether a value of a local, an argument or a result is a pointer. */
export function isHandle(value: unknown): value is AnyHandle {
  return typeof value === "object" && value !== null && "$object" in value;
}
