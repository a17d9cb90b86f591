/** Name of the file in a workspace that fixes what the participants of a class see. */
export const classFileName = "patch-archaeology.class.json";

/** What the participants of a class see. */
export interface ClassFile {
  readonly title: string;
  /** Ids of lessons in order; null for all. */
  readonly lessons: readonly string[] | null;
  readonly hints: boolean;
  readonly solutions: boolean;
  readonly notes: boolean;
}

const format = "patch-archaeology/class";

/** Text of a class file. */
export function writeClassFile(file: ClassFile): string {
  return `${JSON.stringify({ format, version: 1, ...file }, null, 2)}\n`;
}

/** Reads a class file. @throws Error with one sentence that names the field */
export function readClassFile(text: string): ClassFile {
  const fields = objectIn(text);
  if (fields["format"] !== format) throw new Error(`${classFileName}: "format" is not "${format}".`);
  if (fields["version"] !== 1) throw new Error(`${classFileName}: only version 1 is known.`);
  const known = ["format", "version", "title", "lessons", "hints", "solutions", "notes"];
  const stray = Object.keys(fields).find((name) => !known.includes(name));
  if (stray !== undefined) throw new Error(`${classFileName}: there is no field "${stray}".`);
  const flag = (name: string): boolean => {
    const value = fields[name] ?? true;
    if (typeof value !== "boolean") throw new Error(`${classFileName}: "${name}" is neither true nor false.`);
    return value;
  };
  const { title = "", lessons = null } = fields;
  if (typeof title !== "string") throw new Error(`${classFileName}: "title" is no text.`);
  const isList = Array.isArray(lessons) && lessons.every((id) => typeof id === "string");
  if (lessons !== null && !isList)
    throw new Error(`${classFileName}: "lessons" is no list of lessons' names.`);
  return { title, lessons, hints: flag("hints"), solutions: flag("solutions"), notes: flag("notes") };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${classFileName} is no JSON.`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${classFileName} is no JSON object.`);
  return value as Readonly<Record<string, unknown>>;
}
