import { revisions } from "../../../src/models/revisions";
import { hunks } from "../../unit/models/corpusMap";
import type { Marks } from "./trace";

/** A changed line of a patch that has behaviour, on the side of the revision that runs it. */
export interface BehaviourLine {
  readonly patch: string;
  readonly revision: string;
  readonly side: "added" | "removed";
  /** 1-based line of the document. */
  readonly line: number;
  readonly function: string;
  readonly cText: string;
}

/** Every line of every patch that a step or a call of the models stands for; a line may have several. */
export const behaviourLines: readonly BehaviourLine[] = hunks.flatMap(({ id, before, after }) => {
  const patch = id.slice(0, id.indexOf("/"));
  const revision = revisions.find((one) => one.patch === patch);
  if (revision?.parent == null) return [];
  const { parent } = revision;
  return [
    ...before.map((step) => ({ patch, revision: parent, side: "removed" as const, ...step })),
    ...after.map((step) => ({ patch, revision: revision.id, side: "added" as const, ...step })),
  ];
});

/** The names of the functions that a text of C calls. */
const callees = (cText: string): string[] => [...cText.matchAll(/\b(\w+)\(/g)].map(([, name]) => name ?? "");

/** The keys under which a trace can have a line. */
export function keysOf({ function: name, cText }: BehaviourLine): readonly string[] {
  return [`${name}: ${cText}`, ...callees(cText).map((callee) => `${name} > ${callee}`)];
}

/** What is marked in the traces of a revision. */
export function marksOf(revision: string): Marks {
  const keys = (side: BehaviourLine["side"]): ReadonlySet<string> =>
    new Set(behaviourLines.filter((one) => one.revision === revision && one.side === side).flatMap(keysOf));
  return { added: keys("added"), removed: keys("removed") };
}
