import type { Reduction } from "./dpor/reversals";

/** What a search counted and the bounds that it reached. */
export interface Coverage {
  readonly executions: number | null;
  /** Executions given up because an equivalent one had been explored, where executions are counted. */
  readonly redundant?: number;
  /** How executions were counted, where they are. */
  readonly reduction?: Reduction;
  readonly states: number | null;
  readonly steps: number;
  readonly bounds: Readonly<Record<string, number>>;
}
