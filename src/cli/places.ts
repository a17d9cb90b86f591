import { placesOf, type PlacesOf } from "../models/places/places";
import type { NamedPatch } from "../models/map/map";
import type { RowsOfPatch } from "../models/places/shownRows";
import type { FileDiff, Hunk } from "../patch/patch";

/** Finds the lines of a revision's steps in the hunks of the seed documents. */
export async function placesIn(patches: readonly NamedPatch[], revision: string): Promise<PlacesOf> {
  return placesOf(revision, async (name) => {
    const found = patches.find(({ id }) => id === name);
    return found && { id: name, files: found.patch.files.map((file) => fileWithIds(name, file)) };
  });
}

function fileWithIds(patch: string, { old, new: path, hunks }: FileDiff): RowsOfPatch["files"][number] {
  const withId = (hunk: Hunk, n: number) => ({ ...hunk, id: `${patch}/${path ?? old ?? ""}#${n + 1}` });
  return { old, new: path, hunks: hunks.map(withId) };
}
