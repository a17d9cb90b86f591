/** What a search counted and the bounds that it reached. */
export interface Coverage {
  readonly executions: number | null;
  readonly states: number | null;
  readonly steps: number;
  readonly bounds: Readonly<Record<string, number>>;
}
