import type { Diffstat, FileDiff, Patch, PatchReading, Problem } from "./patch";
import { claimOf, contradictions } from "./diffstat";
import { cleanPaths, treeFolders } from "./filePath";
import type { FileDraft, PatchDraft } from "./patchDraft";
import { decide } from "./proof";
import { binaryDoubts, provenBytes, unpackBinary } from "./binaryContent";
import { completeBinaries, withFiles } from "./binaryBases";
import { secondReading } from "./secondReading";

function lone(draft: FileDraft): "added" | "deleted" | null {
  const [first] = draft.hunks;
  if (first === undefined || draft.hunks.length > 1) return null;
  const { oldStart, oldLines, newStart, newLines } = first.hunk;
  if (oldStart === 0 && oldLines === 0) return "added";
  return newStart === 0 && newLines === 0 ? "deleted" : null;
}

function fileOf(draft: FileDraft, folders: ReadonlySet<string>, diffstat: Diffstat | null): FileDiff {
  const { header } = draft;
  const paths = cleanPaths(header, folders, lone(draft));
  const { old, new: now } = paths;
  const { oldBlob, newBlob } = header;
  const claimed = () => (diffstat === null ? null : claimOf(diffstat, paths));
  const { hunks, proven } = decide({ old, new: now, oldBlob, newBlob }, draft.hunks, claimed);
  const binaryContent = header.binaryParts.length === 0 ? null : unpackBinary(header.binaryParts);
  return {
    line: header.line,
    lastLine: draft.lastLine,
    old,
    new: now,
    oldRaw: paths.oldRaw,
    newRaw: paths.newRaw,
    status: paths.status,
    additions: hunks.reduce((sum, hunk) => sum + hunk.additions, 0),
    deletions: hunks.reduce((sum, hunk) => sum + hunk.deletions, 0),
    binary: header.binary,
    oldMode: header.oldMode,
    newMode: header.newMode,
    oldBlob,
    newBlob,
    similarity: header.similarity,
    dissimilarity: header.dissimilarity,
    binaryContent,
    hunks,
    proven: binaryContent === null ? proven : provenBytes(header, binaryContent),
    repairs: header.repairs,
  };
}

function patchOf(draft: PatchDraft, diffstat: Diffstat | null): Patch {
  const folders = treeFolders(draft.files.map((file) => file.header));
  const files = draft.files.map((file) => fileOf(file, folders, diffstat));
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

/** Of hunks that were repaired: their rows always meet the headers, or something else was told. */
function likelyMessage(count: number, agreesWithStat: boolean): string {
  const others = count === 1 ? "is" : `and ${String(count - 1)} more of the file are`;
  const counts = agreesWithStat ? "all counts in the text" : "the counts of its header";
  return `this hunk ${others} damaged; what is shown meets ${counts}, but nothing proves it`;
}

/** What a person should know of the files that were repaired; of the lines `told` of something is said already. */
function doubts(
  files: readonly FileDiff[],
  told: readonly Problem[],
  agreesWithStat: boolean,
): readonly Problem[] {
  const doubtful = files.filter(
    ({ binaryContent, hunks }) => binaryContent !== null || hunks.some((hunk) => hunk.certainty < 1),
  );
  if (doubtful.length === 0) return [];
  const lines = new Set(told.map(({ line }) => line));
  return doubtful.flatMap((file) => {
    if (file.binaryContent !== null) return binaryDoubts(file, file.binaryContent);
    const open = file.hunks.filter((hunk) => hunk.certainty < 0.5);
    const likely = file.hunks.filter(
      (hunk) => hunk.certainty >= 0.5 && hunk.certainty < 1 && !lines.has(hunk.line),
    );
    const message = "the damaged text of this hunk can be read in several ways; the likeliest one is shown";
    return [
      ...open.map((hunk) => ({ line: hunk.line, message })),
      ...likely
        .slice(0, 1)
        .map((hunk) => ({ line: hunk.line, message: likelyMessage(likely.length, agreesWithStat) })),
      ...secondReading(file),
    ];
  });
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
  const built: Patch[] = [];
  const found: Problem[] = [...problems];
  const taken = new Set<Diffstat>();
  let previousEnd = 0;
  for (const draft of drafts) {
    const patch = patchOf(draft, ownDiffstat(draft, previousEnd, diffstats));
    previousEnd = patch.lastLine;
    built.push(patch);
  }
  const known = completeBinaries(built.flatMap((patch) => patch.files));
  const patches = known.size === 0 ? built : built.map((patch) => withFiles(patch, known));
  for (const patch of patches) {
    const { diffstat } = patch;
    const against = diffstat === null ? [] : contradictions(diffstat, patch.files);
    found.push(...doubts(patch.files, found, diffstat !== null && against.length === 0), ...against);
    if (diffstat !== null) taken.add(diffstat);
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
