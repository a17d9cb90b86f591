import type { Patch } from "../../patch/patch";
import { revisions } from "../revisions";
import { groupOf } from "./groups";
import type { InertLine, MappedStep, SideMap } from "./hunkMap";
import { mapSide } from "./hunkMap";
import { probesOf } from "./probes";
import type { StepSet } from "./steps";
import { collectSteps } from "./steps";

/** What stands behind one hunk (the fields of the `map` contract). */
export interface HunkMap {
  readonly id: string;
  /** `none` only if no step differs. */
  readonly effect: "behaviour" | "none";
  readonly why: string;
  /** Ids of the hunks that make no sense without it, itself among them. */
  readonly group: readonly string[];
  readonly before: readonly MappedStep[];
  readonly after: readonly MappedStep[];
  readonly changedLines: number;
  readonly mappedLines: number;
  readonly inertLines: readonly InertLine[];
  /** Changed lines that are neither: there should be none. */
  readonly missingLines: readonly number[];
}

/** A patch by the name that commands use for it. */
export interface NamedPatch {
  readonly id: string;
  readonly patch: Patch;
}

/** Patches of the archives whose lines lost their indentation: columns say nothing there. */
const flattened: ReadonlySet<string> = new Set(["propogate", "pgbusy"]);

function reason(before: SideMap, after: SideMap): string {
  const reasons = [...new Set([...before.inert, ...after.inert].map(({ why }) => why))];
  const same = before.steps.length > 0 ? "steps are the same on both sides; " : "";
  return `${same}the other lines carry none (${reasons.join("; ")})`;
}

/** True if the steps of both sides are the same, line by line. */
function sameSteps(before: SideMap, after: SideMap): boolean {
  const key = ({ steps }: SideMap): string =>
    steps.map((step) => `${step.function} ${step.cText}`).join("\n");
  return key(before) === key(after);
}

/** Maps every hunk of the patches that have models; others are left out. */
export function mapPatches(patches: readonly NamedPatch[]): HunkMap[] {
  const sets = new Map<string, StepSet>();
  const stepsOf = (revision: string): StepSet => {
    const set = sets.get(revision) ?? collectSteps(probesOf(revision));
    sets.set(revision, set);
    return set;
  };
  return patches.flatMap(({ id, patch }) => {
    const revision = revisions.find((candidate) => candidate.patch === id);
    const parent = revision?.parent;
    if (revision === undefined || parent === null || parent === undefined) return [];
    const touched = new Set<string>([...Object.keys(revision.layer.changed), ...revision.layer.removed]);
    return patch.files.flatMap((file) =>
      file.hunks.map((hunk, n): HunkMap => {
        const side = (of: "old" | "new"): SideMap =>
          mapSide(
            hunk,
            of,
            stepsOf(of === "old" ? parent : revision.id),
            (name) => touched.has(name),
            !flattened.has(id),
          );
        const [before, after] = [side("old"), side("new")];
        const hunkId = `${id}/${file.new ?? file.old ?? ""}#${String(n + 1)}`;
        const same = sameSteps(before, after);
        return {
          id: hunkId,
          effect: same ? "none" : "behaviour",
          why: same ? reason(before, after) : "steps differ between the two sides",
          group: groupOf(hunkId),
          before: before.steps,
          after: after.steps,
          changedLines: hunk.additions + hunk.deletions,
          mappedLines: before.mappedLines + after.mappedLines,
          inertLines: [...before.inert, ...after.inert],
          missingLines: [...before.missing, ...after.missing].map(({ line }) => line),
        };
      }),
    );
  });
}
