import type { Place, StepText } from "../places/shownRows";
import { outlineOf, type Declared, type Outline } from "./outline";
import type { Origins } from "./origins";

/** A line of a model's source, 1-based. */
export interface ModelLine {
  /** Path in the repository. */
  readonly file: string;
  readonly line: number;
}

/** The name by which places speak of the models, where those of diffs name a patch. */
export const modelPatch = "model";

/** A line of a model as a place, as if a patch showed it on its new side. */
export function placeOf({ file, line }: ModelLine): Place {
  return { patch: modelPatch, path: file, side: "new", line, hunk: null, across: null, unchanged: false };
}

/** Begins each file in the one text that ships them; the rest of the line is its path in the repository. */
const fileMark = /^\/\/\/ (.*)\n/m;

/** Reads the one text that `src/launch/model-sources.mjs` makes of the sources. */
export function readSources(all: string): ModelSources {
  const parts = all.split(fileMark).slice(1);
  return new ModelSources(
    new Map(parts.flatMap((path, n) => (n % 2 === 0 ? [[path, parts[n + 1] ?? ""] as const] : []))),
  );
}

/** A line, and the line of the kernel's function itself that it belongs to: itself, or where the part is called that it stands in. */
export interface AnchoredLine extends ModelLine {
  readonly anchor: number;
}

/** A function, or a part of one, with the lines of the function that call the part; null for the function itself. */
interface Unit extends Declared {
  readonly file: string;
  readonly anchors: readonly number[] | null;
}

/**
 * The TypeScript of the models, and where in it a step stands. A step is found by its function, then by the C text
 * that it names: in the function itself, or in the parts that several revisions share, which it calls.
 */
export class ModelSources {
  readonly #files: ReadonlyMap<string, readonly string[]>;
  readonly #outlines: ReadonlyMap<string, Outline>;
  /** What was found, by what it was found with. */
  readonly #found = new WeakMap<Origins, Map<string, readonly AnchoredLine[]>>();

  /** `files` has the text of each file by its path in the repository. */
  constructor(files: ReadonlyMap<string, string>) {
    this.#files = new Map([...files].map(([file, text]) => [file, text.split("\n")]));
    this.#outlines = new Map([...files].map(([file, text]) => [file, outlineOf(file, text)]));
  }

  /** The text of a file. */
  text(file: string): string | undefined {
    return this.#files.get(file)?.join("\n");
  }

  /** The lines on which the C text of a step stands in the function that runs it; none for what belongs to the scenario. */
  linesOf({ function: name, cText }: StepText, origins: Origins): readonly AnchoredLine[] {
    const quoted = [`"${cText}"`, `'${cText}'`, `\`${cText}\``, JSON.stringify(cText)];
    return this.#search(`${name} ${cText}`, origins, name, (text) =>
      quoted.some((one) => text.includes(one)),
    );
  }

  /** The lines on which a function calls another one. */
  callsOf(name: string, called: string, origins: Origins): readonly AnchoredLine[] {
    const call = `.${called}(`;
    return this.#search(`${name} calls ${called}`, origins, name, (text) => text.includes(call));
  }

  /** Where a function begins; null for what belongs to the scenario. */
  headOf(name: string, origins: Origins): ModelLine | null {
    const [unit] = this.#ground(name, origins);
    return unit ? { file: unit.file, line: unit.first } : null;
  }

  #search(
    key: string,
    origins: Origins,
    name: string,
    fits: (text: string) => boolean,
  ): readonly AnchoredLine[] {
    const known = this.#found.get(origins) ?? new Map<string, readonly AnchoredLine[]>();
    this.#found.set(origins, known);
    const lines =
      known.get(key) ??
      this.#ground(name, origins).flatMap((unit) =>
        this.#linesIn(unit, fits).flatMap((line) =>
          (unit.anchors ?? [line]).map((anchor) => ({ file: unit.file, line, anchor })),
        ),
      );
    known.set(key, lines);
    return lines;
  }

  /** A function and everything of the models' own that runs in its frame. */
  #ground(name: string, origins: Origins): readonly Unit[] {
    const first = this.#method(name, origins[name]);
    if (!first) return [];
    const all: Unit[] = [first];
    for (const unit of all)
      for (const part of this.#partsOf(unit))
        if (!all.some(({ file, name: other }) => file === part.file && other === part.name)) all.push(part);
    return all;
  }

  /** The declaration of a function: in its file, or in one that this one takes it from. */
  #method(name: string, file: string | undefined): Unit | undefined {
    if (file === undefined) return undefined;
    const near = [file, ...this.#importsOf(file).values()];
    const methods = near.flatMap((one) => this.#unit(one, name, true, null) ?? []);
    // What a scenario runs beside the request has no function of the kernel.
    return methods[0] ?? this.#unit(file, name, false, null);
  }

  /** What a function calls that runs in its own frame. */
  #partsOf(unit: Unit): readonly Unit[] {
    const imports = this.#importsOf(unit.file);
    return unit.calls.flatMap((name) => {
      const calling = new RegExp(`(?<![.\\w])${name}\\(`);
      const anchors = unit.anchors ?? this.#linesIn(unit, (text) => calling.test(text));
      return this.#unit(imports.get(name) ?? unit.file, name, false, anchors) ?? [];
    });
  }

  #linesIn({ file, first, last }: Unit, fits: (text: string) => boolean): readonly number[] {
    const lines = this.#files.get(file) ?? [];
    return lines.slice(first - 1, last).flatMap((text, n) => (fits(text) ? first + n : []));
  }

  #unit(file: string, name: string, isMethod: boolean, anchors: Unit["anchors"]): Unit | undefined {
    const found = this.#outlines
      .get(file)
      ?.functions.find((one) => one.name === name && one.isMethod === isMethod);
    return found && { ...found, file, anchors };
  }

  #importsOf(file: string): ReadonlyMap<string, string> {
    return this.#outlines.get(file)?.imports ?? new Map();
  }
}
