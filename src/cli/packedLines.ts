import type { TextLine } from "../mail/textLine";

/**
 * A copy that shares no text with the original. In V8 a piece that was cut from a text keeps all of that text in
 * memory, so a subject alone would hold its whole mail.
 */
export function ownCopy<T>(value: T): T {
  return structuredClone(value);
}

/** Lines held in little room: an object for each takes several times the room of its text. */
export class PackedLines {
  readonly #text: string;
  readonly #numbers: Int32Array;
  readonly #through: Int32Array | null;
  readonly #depths: Int32Array | null;

  constructor(lines: readonly TextLine[]) {
    // Joining copies; the empty piece makes it copy a single line as well.
    this.#text = [...lines.map(({ text }) => text), ""].join("\n");
    this.#numbers = Int32Array.from(lines, ({ line }) => line);
    const isJoined = lines.some(({ through }) => through !== undefined);
    this.#through = isJoined ? Int32Array.from(lines, ({ through }) => through ?? 0) : null;
    const isQuoted = lines.some(({ quoteDepth }) => quoteDepth !== undefined);
    this.#depths = isQuoted ? Int32Array.from(lines, ({ quoteDepth }) => quoteDepth ?? 0) : null;
  }

  /** The lines as they were. */
  unpack(): readonly TextLine[] {
    const texts = this.#text.split("\n");
    return Array.from(this.#numbers, (line, i) => {
      const through = this.#through?.[i] ?? 0;
      const quoteDepth = this.#depths?.[i] ?? 0;
      return {
        text: texts[i] ?? "",
        line,
        ...(through === 0 ? {} : { through }),
        ...(quoteDepth === 0 ? {} : { quoteDepth }),
      };
    });
  }
}
