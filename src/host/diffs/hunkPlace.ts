import type { Place } from "../../protocol";
import type { FoundFile, FoundHunk, FoundPatch } from "../desk/found";

/** A hunk and what it is part of. */
interface HunkOf {
  readonly patch: FoundPatch;
  readonly file: FoundFile;
  readonly hunk: FoundHunk;
}

/** The first line of a hunk's change; a hunk that only deletes has it on the old side alone. */
export function placeOf({ patch, file, hunk }: HunkOf): Place {
  const changed = hunk.rows.findIndex(({ mark }) => mark !== " ");
  const side = hunk.additions === 0 && hunk.deletions > 0 ? "old" : "new";
  const start = side === "old" ? hunk.oldStart : hunk.newStart;
  const line = Math.max(1, start + Math.max(0, changed));
  return { patch: patch.id, path: file.path, side, line, hunk: hunk.id, across: null, unchanged: false };
}
