import { revisions } from "../models";
import { endingText, readEnding, type Ending } from "./ending";
import { requireRevision, scenarioNamed } from "./models";
import type { Ground } from "./opening";
import type { Ways } from "./ways";

/** What a claim says of a cell of the matrix, or of the cell and the one before its patch. */
const verbs = ["has", "lacks", "brings", "mends"] as const;

/** A sentence of a lesson that the models prove. */
export interface Claim {
  readonly revision: string;
  readonly scenario: string;
  readonly verb: (typeof verbs)[number];
  readonly ending: Ending;
}

/**
 * Reads the target of a link that claims something: `claim:p3/aio-write-hole-second-block/brings/use-after-free/dio`, that is
 * revision, scenario, verb and ending.
 *
 * @throws Error with one sentence if it is none
 */
export function readClaim(target: string): Claim {
  const [revision = "", scenario = "", word = "", ...words] = target.replace(/^claim:/, "").split("/");
  const verb = verbs.find((one) => one === word);
  if (verb === undefined)
    throw new Error(
      `A claim is written as claim:REVISION/SCENARIO/VERB/ENDING with a verb of ${verbs.join(", ")}, not "${target}".`,
    );
  const ending = readEnding(words);
  if (typeof ending === "string") throw new Error(ending);
  requireRevision(revision);
  scenarioNamed(scenario);
  return { revision, scenario, verb, ending };
}

/** Why a claim does not hold, as a sentence; null if it is proven. */
export function refuteClaim({ revision, scenario, verb, ending }: Claim, ways: Ways): string | null {
  const ground = { scenario, revision, without: [] };
  const here = ways.has(ground, ending);
  const what = `${endingText(ending)} in ${scenario}`;
  if (verb === "has" || verb === "brings") {
    if (!here) return `The claim does not hold: ${revision} has no ${what}.`;
  } else {
    if (here) return `The claim does not hold: ${revision} has ${what}.`;
    if (!ways.endings(ground).exhaustive)
      return `The claim is not proven: the search on ${revision} was not exhaustive.`;
  }
  if (verb === "has" || verb === "lacks") return null;
  const before = groundBefore(ground);
  if (before === null) return `The claim does not hold: no patch makes ${revision}.`;
  const was = ways.has(before, ending);
  if (verb === "mends" && !was) return `The claim does not hold: ${before.revision} already had no ${what}.`;
  if (verb === "brings" && was) return `The claim does not hold: ${before.revision} already had ${what}.`;
  if (verb === "brings" && !ways.endings(before).exhaustive)
    return `The claim is not proven: the search on ${before.revision} was not exhaustive.`;
  return null;
}

/** The execution that shows a claim best: one that ends so, where there is one; else one that passes. */
export function exampleOf({ revision, scenario, verb, ending }: Claim): {
  readonly ground: Ground;
  readonly ending: Ending;
} {
  const ground = { scenario, revision, without: [] };
  if (verb === "has" || verb === "brings") return { ground, ending };
  if (verb === "mends") return { ground: groundBefore(ground) ?? ground, ending };
  return { ground, ending: { kind: "clean" } };
}

function groundBefore(ground: Ground): Ground | null {
  const parent = revisions.find(({ id }) => id === ground.revision)?.parent ?? null;
  return parent === null ? null : { ...ground, revision: parent };
}
