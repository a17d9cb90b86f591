/** A function in a file of the models. */
export interface Declared {
  readonly name: string;
  /** Whether it is a function of the kernel, with a frame of its own; a part of one runs in the frame of its caller. */
  readonly isMethod: boolean;
  /** 1-based lines, the closing brace included. */
  readonly first: number;
  readonly last: number;
  /** Names that are called with the kernel as their first argument. */
  readonly calls: readonly string[];
}

/** What a file of the models has and takes from others, read off its text as prettier lays it out. */
export interface Outline {
  readonly functions: readonly Declared[];
  /** The file that a name is imported from. */
  readonly imports: ReadonlyMap<string, string>;
}

/** `  *dio_complete(k: Kernel, …`, or the same over several lines. */
const methodHead = /^(\s+)\*(\w+)\(/;
/** `export function* initialise(k: Kernel, …` */
const partHead = /^()(?:export )?function\*? (\w+)[(<]/;
const importHead = /^import (?:type )?\{([^}]*)\} from "(\.[^"]*)";$/gm;

/** Reads the outline of a file. */
export function outlineOf(file: string, text: string): Outline {
  const lines = text.split("\n");
  const functions = lines.flatMap((line, n): Declared[] => {
    const [, indent, name] = methodHead.exec(line) ?? partHead.exec(line) ?? [];
    if (indent === undefined || name === undefined) return [];
    const end = lines.findIndex((one, at) => at > n && new RegExp(`^${indent}\\},?$`).test(one));
    const last = end < 0 ? lines.length : end + 1;
    const body = lines.slice(n + 1, last).join("\n");
    const calls = [...body.matchAll(/(?<![.\w])(\w+)\(\s*k,/g)].flatMap(([, called]) => called ?? []);
    return [{ name, isMethod: indent !== "", first: n + 1, last, calls: [...new Set(calls)] }];
  });
  const imports = new Map<string, string>();
  for (const [, names = "", from = ""] of text.matchAll(importHead))
    for (const name of names.split(",")) {
      const own = name.trim().split(" as ").at(-1);
      if (own !== undefined && own !== "") imports.set(own, resolved(file, from));
    }
  return { functions, imports };
}

/** A relative module name as a path in the repository. */
function resolved(file: string, from: string): string {
  const parts = file.split("/").slice(0, -1);
  for (const step of from.split("/")) {
    if (step === "..") parts.pop();
    else if (step !== ".") parts.push(step);
  }
  return `${parts.join("/")}.ts`;
}
