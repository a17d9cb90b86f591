/** One trailer of a commit message, as `git interpret-trailers --parse` would list it. */
export interface Trailer {
  readonly key: string;
  /** Continuation lines joined with one blank. */
  readonly value: string;
  /** 1-based line of the document. */
  readonly line: number;
}
