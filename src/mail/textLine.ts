/**
 * One line of one message's own words.
 *
 * A sequence of these holds what a single person wrote: quote marks are already
 * gone when the message is a ghost known from a reply, and a step of more than
 * one between neighbouring line numbers means that other people's words, or a
 * trimmed quote, stood there in the document.
 */
export interface TextLine {
  /** The line without its line end. */
  readonly text: string;
  /** 1-based line of the document. */
  readonly line: number;
  /** The last line of the document that went into `text`; `line` itself when absent. */
  readonly through?: number;
  /** How many quote marks were removed in front of `text`; 0 when absent. */
  readonly quoteDepth?: number;
}

/** The code of the first character, 0 for an empty text: asked for one beyond the end, engines leave their fast way. */
export function firstCode(text: string): number {
  return text === "" ? 0 : text.charCodeAt(0);
}

/** True if nothing stands between two lines in the document; in Base64 they may share one of its lines. */
export function adjoins(above: TextLine, below: TextLine): boolean {
  return below.line <= (above.through ?? above.line) + 1;
}
