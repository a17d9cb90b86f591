import type { Setup } from "../../protocol";

/** What identifies the program of a setup, whatever stands beside it: equal keys have equal executions. */
export function programKey(setup: Setup): string {
  const { scenario, custom, revision, without, irq, continueAfterOops } = setup;
  return JSON.stringify([scenario, custom, revision, without, irq, continueAfterOops]);
}
