import type { Machine } from "../kernel";
import { outcomeKey } from "./outcome";
import { replayOnBoth, type Replayed } from "./parting";
import { fails, type FoundOutcome, type Verdict } from "./verdict";

/** What a failing schedule of one program comes to on the other. */
export interface FailingSchedule {
  readonly outcome: FoundOutcome;
  /** `fails alike`: the same outcome; `fails otherwise`; `holds`; `does not fit`: the other program cannot follow it to an end. */
  readonly elsewhere: "fails alike" | "fails otherwise" | "holds" | "does not fit";
  readonly replayed: Replayed;
}

/** The failures of two programs, such as the same scenario before and after a patch. */
export interface Comparison {
  /** Outcomes that fail and that only the first program has; one schedule each. */
  readonly onlyBefore: readonly FailingSchedule[];
  readonly onlyAfter: readonly FailingSchedule[];
  /** Outcomes that fail and that both have, with a schedule of the first. */
  readonly both: readonly FailingSchedule[];
  /** False if one of the searches reached a bound: an outcome may then be missing on that side. */
  readonly exhaustive: boolean;
}

/** A program that was searched. */
export interface Searched {
  readonly machine: Machine;
  readonly verdict: Verdict;
}

/** Says which failures only the first of two programs has, which only the second, and which both. */
export function compareVerdicts(before: Searched, after: Searched): Comparison {
  const [keysBefore, keysAfter] = [failingKeys(before.verdict), failingKeys(after.verdict)];
  const failing = (side: Searched, other: Searched) =>
    side.verdict.outcomes.filter(fails).map((outcome) => ({
      key: keyOfFound(outcome),
      found: onOther(outcome, side.machine, other.machine),
    }));
  const [ofBefore, ofAfter] = [failing(before, after), failing(after, before)];
  return {
    onlyBefore: ofBefore.filter(({ key }) => !keysAfter.has(key)).map(({ found }) => found),
    onlyAfter: ofAfter.filter(({ key }) => !keysBefore.has(key)).map(({ found }) => found),
    both: ofBefore.filter(({ key }) => keysAfter.has(key)).map(({ found }) => found),
    exhaustive: before.verdict.exhaustive && after.verdict.exhaustive,
  };
}

/** A failure, and every outcome that shows it. */
export interface FailureGroup {
  /** The distinct violation, as outcomes are compared: kind, object, class of context. */
  readonly violation: { readonly kind: string; readonly object: string; readonly context: string };
  /** The outcomes, in the order of the verdict. */
  readonly outcomes: readonly FoundOutcome[];
}

/** The failing outcomes of a verdict by what fails; an outcome with two violations stands in two groups. */
export function failureGroups(outcomes: readonly FoundOutcome[]): readonly FailureGroup[] {
  const groups = new Map<string, { violation: FailureGroup["violation"]; outcomes: FoundOutcome[] }>();
  for (const outcome of outcomes) {
    for (const { kind, object, context } of outcome.violations) {
      const name = `${kind} ${object} ${context}`;
      const group = groups.get(name) ?? { violation: { kind, object, context }, outcomes: [] };
      groups.set(name, group);
      if (!group.outcomes.includes(outcome)) group.outcomes.push(outcome);
    }
  }
  return [...groups.values()];
}

/** The key of an outcome that a search has found. */
function keyOfFound(found: FoundOutcome): string {
  return outcomeKey({ ...found, count: undefined, schedule: undefined });
}

function failingKeys({ outcomes }: Verdict): ReadonlySet<string> {
  return new Set(outcomes.filter(fails).map(keyOfFound));
}

function onOther(outcome: FoundOutcome, machine: Machine, other: Machine): FailingSchedule {
  const replayed = replayOnBoth(machine, other, outcome.schedule);
  const { end, outcome: there } = replayed.second;
  if (end === "schedule does not fit" || end === "schedule ended")
    return { outcome, replayed, elsewhere: "does not fit" };
  if (!fails(there)) return { outcome, replayed, elsewhere: "holds" };
  const alike = outcomeKey(there) === keyOfFound(outcome);
  return { outcome, replayed, elsewhere: alike ? "fails alike" : "fails otherwise" };
}
