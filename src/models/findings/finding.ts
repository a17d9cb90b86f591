import type { Outcome, ViolationKind } from "../../explore";
import type { Scenario } from "../scenario/scenario";

/** A violation as people compare two of them; contexts are classes, such as `bio`. */
export interface Sign {
  readonly kind: ViolationKind;
  /** Struct of the object, as violations name it. */
  readonly object: string;
  readonly contexts: readonly string[];
}

/** Where a document speaks of a finding. */
export interface Mention {
  /** File name of the document. */
  readonly document: string;
  /** 1-based line. */
  readonly line: number;
  readonly who: string;
}

/** A bug that the models show, written for people. All that it says of revisions is checked against the matrix. */
export interface Finding {
  readonly id: string;
  readonly title: string;
  /** The scenario that shows it with the fewest steps. */
  readonly scenario: string;
  /** Every revision that has it, oldest first. */
  readonly revisions: readonly string[];
  /** The violations that it shows as, the main one first; empty if the result is wrong and nothing else. */
  readonly signs: readonly Sign[];
  /** For a wrong result: tells it from a right one. */
  readonly wrong?: (outcome: Outcome, scenario: Scenario) => boolean;
  /** The statement in which the main sign happens; of a wrong result, the one that makes it wrong. */
  readonly where: { readonly function: string; readonly cText: string };
  /** Which scenarios can show it on a revision that has it: what tells two findings with equal signs apart. */
  readonly when: (scenario: Scenario, revision: string) => boolean;
  /** Where the documents speak of it; null if nobody did. */
  readonly saidBy: Mention | null;
  /** What happens, and why the code lets it happen. */
  readonly text: string;
}

/** File names of sample documents: the series as a distribution ships it, and two threads of 2007 on patches of aio. */
export const series = "001_9edfb32b0ba350d2.txt";
export const review = "002_ef5d9ec70bccdd58.txt";
export const propogate = "003_9bfbbbf349019d4b.txt";

/** The revisions before p5. */
export const upToP4: readonly string[] = ["base", "p1", "p2", "p3", "p4"];

/** A sign of a violation of this kind, in contexts of these classes. */
export function sign(kind: ViolationKind, object: string, ...contexts: readonly string[]): Sign {
  return { kind, object, contexts };
}

/** An asynchronous request whose submission ends early, perhaps with bios in flight. */
export function endsEarly({ async, holeFromBlock, getBlockError, faultAtPage }: Scenario): boolean {
  return async && (holeFromBlock !== null || getBlockError !== null || faultAtPage !== null);
}

/** An asynchronous write. */
export function isAsyncWrite({ op, async }: Scenario): boolean {
  return op === "write" && async;
}

/** A write behind which pages of the page cache stay. */
export function cannotInvalidate({ invalidateFails, kjournald }: Scenario): boolean {
  return invalidateFails || kjournald;
}

/** A write with O_SYNC whose metadata cannot be written. */
export function cannotSync({ oSync }: Scenario): boolean {
  return oSync?.metadataFails === true;
}

/** What tells one violation from another. */
export interface Seen {
  readonly kind: string;
  readonly object: string;
  /** Class of the context. */
  readonly context: string;
}

/** Whether a violation is one that a finding shows as. */
export function isSign({ signs }: Pick<Finding, "signs">, { kind, object, context }: Seen): boolean {
  return signs.some((one) => one.kind === kind && one.object === object && one.contexts.includes(context));
}
