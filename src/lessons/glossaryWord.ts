/** An entry as far as it takes to find it. */
export interface Named {
  readonly names: readonly string[];
}

/** An entry's name in a line of text. */
export interface FoundWord<E> {
  readonly entry: E;
  /** Columns from 0; `to` is behind it. */
  readonly from: number;
  readonly to: number;
}

/** The entry whose name stands at a column of a line: the longest, where one lies in another; whole words only. */
export function wordAt<E extends Named>(
  line: string,
  column: number,
  entries: readonly E[],
): FoundWord<E> | null {
  const lower = line.toLowerCase();
  let best: FoundWord<E> | null = null;
  for (const entry of entries)
    for (const name of entry.names)
      for (
        let from = lower.indexOf(name.toLowerCase());
        from >= 0;
        from = lower.indexOf(name.toLowerCase(), from + 1)
      ) {
        const to = from + name.length;
        const isHere = from <= column && column <= to;
        const isWhole = !/\w/.test(line[from - 1] ?? "") && !/\w/.test(line[to] ?? "");
        if (isHere && isWhole && to - from > (best ? best.to - best.from : 0)) best = { entry, from, to };
      }
  return best;
}
