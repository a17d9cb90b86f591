/** Something about the text that a person should know; nothing already read is lost because of it. */
export interface Problem {
  /** 1-based line of the document. */
  readonly line: number;
  /** One sentence: what was expected, what stands there, what is done instead. */
  readonly message: string;
}
