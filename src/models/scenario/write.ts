import { errnoOr } from "../../errno";
import { plain } from "./read";
import type { Scenario } from "./scenario";

/**
 * A scenario as a scenario file has it: what `readScenario` reads as this scenario. Fields that have their plain
 * value are left out, and an errno stands by its name.
 */
export function scenarioFile(
  scenario: Scenario,
): Readonly<Record<string, unknown>> & { readonly id: string } {
  const usual: Readonly<Record<string, unknown>> = plain;
  const told = Object.entries(scenario).filter(
    ([name, value]) => !(name in usual) || JSON.stringify(value) !== JSON.stringify(usual[name]),
  );
  const { id, getBlockError } = scenario;
  const failing = getBlockError && {
    getBlockError: { block: getBlockError.block, errno: errnoOr(getBlockError.errno) },
  };
  return { ...Object.fromEntries(told), ...failing, id };
}
