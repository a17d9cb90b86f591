import type { StepView } from "../protocol";
import { sourceFileOf } from "../models/places/sourceFile";

/** The statements of a function that no hunk shows, as a text to be read. */
interface Listing {
  readonly function: string;
  readonly lines: readonly string[];
}

/**
 * Texts for functions that no hunk shows: the C statements that the model's steps stand for, each once, in the order in
 * which the execution first ran them. They have numbers, which stay the same for a whole session.
 */
export class Listings {
  private readonly names: string[] = [];
  private readonly known = new Map<string, Listing>();

  /** The number of a function's text, from 1, and the line of a statement in it. */
  find(
    name: string,
    cText: string,
    steps: readonly StepView[],
  ): { readonly reference: number; readonly line: number } {
    const before = this.known.get(name)?.lines ?? headOf(name);
    const own = steps.filter((step) => step.function === name).map((step) => step.cText);
    const fresh = [...own, cText].filter(
      (text, n, all) => text !== "" && all.indexOf(text) === n && !before.includes(text),
    );
    const lines = [...before, ...fresh];
    this.known.set(name, { function: name, lines });
    if (!this.names.includes(name)) this.names.push(name);
    return { reference: this.names.indexOf(name) + 1, line: Math.max(0, lines.indexOf(cText)) + 1 };
  }

  /** The text with a number. @throws Error with one sentence if there is none */
  text(reference: number): string {
    const listing = this.known.get(this.names[reference - 1] ?? "");
    if (!listing) throw new Error(`There is no text number ${reference}.`);
    return `${listing.lines.join("\n")}\n`;
  }
}

function headOf(name: string): readonly string[] {
  const file = sourceFileOf(name);
  const where =
    file === null
      ? "belongs to the scenario, and is in no C file"
      : `stands in ${file}, in no hunk of this series`;
  return [
    `/* ${name}() ${where}.`,
    " * These are the statements that its model runs, in the order in which this execution met them. */",
    "",
  ];
}
