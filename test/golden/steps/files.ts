import type { Traced } from "./trace";

/** The executions that a file of traces tells, read from its headings. */
export function tracesIn(text: string): readonly Traced[] {
  return [...text.matchAll(/^== (\S+) \((slow|quick)\):/gm)].map(([, scenario = "", disk]) => ({
    scenario,
    disk: disk === "quick" ? "quick" : "slow",
  }));
}
