import type { Diffstat, FileDiff, Patch, PatchReading, Problem } from "./patch";
import { contradictions } from "./diffstat";
import { cleanPaths, treeFolders } from "./filePath";
import type { FileDraft, PatchDraft } from "./reader";

function lone(draft: FileDraft): "added" | "deleted" | null {
  const [only] = draft.hunks;
  if (only === undefined || draft.hunks.length > 1) return null;
  if (only.oldStart === 0 && only.oldLines === 0) return "added";
  return only.newStart === 0 && only.newLines === 0 ? "deleted" : null;
}

function fileOf(draft: FileDraft, folders: ReadonlySet<string>): FileDiff {
  const { header, hunks } = draft;
  return {
    line: header.line,
    lastLine: draft.lastLine,
    ...cleanPaths(header, folders, lone(draft)),
    additions: hunks.reduce((sum, hunk) => sum + hunk.additions, 0),
    deletions: hunks.reduce((sum, hunk) => sum + hunk.deletions, 0),
    binary: header.binary,
    oldMode: header.oldMode,
    newMode: header.newMode,
    oldBlob: header.oldBlob,
    newBlob: header.newBlob,
    similarity: header.similarity,
    dissimilarity: header.dissimilarity,
    binaryParts: header.binaryParts,
    hunks,
    repairs: header.repairs,
  };
}

function patchOf(draft: PatchDraft, diffstat: Diffstat | null): Patch {
  const folders = treeFolders(draft.files.map((file) => file.header));
  const files = draft.files.map((file) => fileOf(file, folders));
  const diffLine = files[0]?.line ?? draft.commit?.message.at(-1)?.line ?? draft.commit?.line ?? 0;
  return {
    firstLine: draft.commit?.line ?? diffLine,
    lastLine: files.at(-1)?.lastLine ?? diffLine,
    diffLine,
    commit: draft.commit?.commit ?? null,
    author: draft.commit?.author ?? null,
    date: draft.commit?.date ?? null,
    message: draft.commit?.message ?? [],
    diffstat,
    files,
  };
}

/** The diffstat that stands in a patch's own message: above its diff and below the patch before it. */
function ownDiffstat(
  draft: PatchDraft,
  previousEnd: number,
  diffstats: readonly Diffstat[],
): Diffstat | null {
  const diffLine = draft.files[0]?.header.line ?? Infinity;
  const from = draft.commit?.line ?? previousEnd;
  return diffstats.find((one) => one.firstLine > from && one.lastLine < diffLine) ?? null;
}

/** Puts names, totals and diffstats to the drafts, and compares what the text says twice. */
export function finishPatches(
  drafts: readonly PatchDraft[],
  diffstats: readonly Diffstat[],
  problems: readonly Problem[],
): PatchReading {
  const patches: Patch[] = [];
  const found: Problem[] = [...problems];
  const taken = new Set<Diffstat>();
  let previousEnd = 0;
  for (const draft of drafts) {
    const diffstat = ownDiffstat(draft, previousEnd, diffstats);
    const patch = patchOf(draft, diffstat);
    previousEnd = patch.lastLine;
    patches.push(patch);
    if (diffstat === null) continue;
    taken.add(diffstat);
    found.push(...contradictions(diffstat, patch.files));
  }
  const first = patches[0]?.firstLine ?? 0;
  const cover = diffstats.find((one) => !taken.has(one) && one.lastLine < first) ?? null;
  if (cover !== null)
    found.push(
      ...contradictions(
        cover,
        patches.flatMap((patch) => patch.files),
      ),
    );
  return { patches, problems: found.sort((one, other) => one.line - other.line), diffstat: cover };
}
