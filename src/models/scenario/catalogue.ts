import { afterwards } from "./catalogue/afterwards";
import { first } from "./catalogue/first";
import { reads } from "./catalogue/reads";
import { writes } from "./catalogue/writes";
import { xfs } from "./catalogue/xfs";
import { isProblem } from "./fields";
import { readScenario } from "./read";
import type { Scenario } from "./scenario";

/** Every named scenario of the product, in the form of scenario files, as it is read. */
export const scenarios: readonly Scenario[] = [...first, ...reads, ...writes, ...afterwards, ...xfs].map(
  (json) => {
    const scenario = readScenario(json);
    if (isProblem(scenario)) throw new Error(`a scenario of the product is not one: ${scenario.problem}`);
    return scenario;
  },
);
