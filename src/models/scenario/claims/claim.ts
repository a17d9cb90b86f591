/** A sentence of the documents that a scenario tests. */
export interface Claim {
  readonly scenario: string;
  /** File name of the seed document. */
  readonly document: string;
  /** 1-based line where the words begin. */
  readonly line: number;
  /** Words of that line, as they stand there. */
  readonly words: string;
  /** Where the models agree, or why the claim cannot come true on these revisions. */
  readonly verdict: string;
}
