import { interdiff, pairPatches } from "../patch/interdiff";
import type { Patch } from "../patch/patch";
import type { SitePatch } from "../series/sitePatch";

/** How a patch of one version of a series became one of another. */
export interface PatchHistory<P extends SitePatch = SitePatch> {
  readonly old: P | null;
  readonly new: P | null;
  /** "same" if no changed row differs, wherever the patch stands now; "come" if it is new, "gone" if it was dropped. */
  readonly change: "same" | "changed" | "come" | "gone";
}

/** Compares two versions of a series patch by patch, as `git range-diff` does; dropped patches are last. */
export function compareVersions<P extends SitePatch>(
  old: readonly P[],
  now: readonly P[],
): readonly PatchHistory<P>[] {
  const pairs = pairPatches(
    old.map(({ patch }) => patch),
    now.map(({ patch }) => patch),
  );
  return pairs.map(({ old: oldIndex, new: newIndex }) => {
    const before = oldIndex === null ? null : (old[oldIndex] ?? null);
    const after = newIndex === null ? null : (now[newIndex] ?? null);
    if (before === null) return { old: before, new: after, change: "come" };
    if (after === null) return { old: before, new: after, change: "gone" };
    const isSame = interdiff(before.patch, after.patch).every(({ change }) => change === "same");
    return { old: before, new: after, change: isSame ? "same" : "changed" };
  });
}

/**
 * A patch as a text in which two versions can be compared: its message and its rows, but no line numbers and no
 * blob ids, because a patch that was only moved is the same patch.
 */
export function comparableText({ subject, patch }: SitePatch): string {
  const words = patch.message.map(({ text }) => text.trimEnd());
  const files = patch.files.flatMap((file) => [
    "",
    `--- ${file.old ?? "/dev/null"}`,
    `+++ ${file.new ?? "/dev/null"}`,
    ...file.hunks.flatMap(({ heading, rows }) => [
      `@@ ${heading}`.trimEnd(),
      ...rows.map(({ mark, text }) => (mark + text).trimEnd()),
    ]),
  ]);
  return [...(hasTitle(patch, subject) ? [] : [subject, ""]), ...words, ...files, ""].join("\n");
}

function hasTitle({ message }: Patch, subject: string): boolean {
  return message.some(({ text }) => text.trim() === subject);
}
