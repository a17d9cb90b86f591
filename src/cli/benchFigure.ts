/** One thing measured, and what it is compared to. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it was compared to in the same run; null where that is not installed, or where there is nothing to compare. */
  readonly comparedTo: string | null;
  readonly other: number | null;
  /** How many times better than the other. */
  readonly ratio: number | null;
}

/** One line for people. */
export function figureText({ name, value, unit, comparedTo, other, ratio }: Figure): string {
  const compared =
    comparedTo === null ? "" : ` (${comparedTo}: ${String(other)}; ratio ${ratio?.toFixed(2) ?? ""})`;
  return `${name}: ${value} ${unit}${compared}`;
}
