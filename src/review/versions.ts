import { interdiff, pairPatches } from "../patch/interdiff";
import type { SitePatch } from "../series/sitePatch";

/** How a patch of one version of a series became one of another. */
export interface PatchHistory<P extends SitePatch = SitePatch> {
  readonly old: P | null;
  readonly new: P | null;
  /** "same" if no changed row and no word of the log differs, wherever the patch stands now; "come" if it is new, "gone" if it was dropped. */
  readonly change: "same" | "changed" | "come" | "gone";
}

/** Compares two versions of a series patch by patch, as `git range-diff` does; dropped patches are last. */
export function compareVersions<P extends SitePatch>(
  old: readonly P[],
  now: readonly P[],
): readonly PatchHistory<P>[] {
  return pairPatches(old, now).map(({ old: oldIndex, new: newIndex }) => {
    const before = oldIndex === null ? null : (old[oldIndex] ?? null);
    const after = newIndex === null ? null : (now[newIndex] ?? null);
    if (before === null) return { old: before, new: after, change: "come" };
    if (after === null) return { old: before, new: after, change: "gone" };
    const isSame =
      interdiff(before.patch, after.patch).every(({ change }) => change === "same") &&
      wordsOf(before) === wordsOf(after);
    return { old: before, new: after, change: isSame ? "same" : "changed" };
  });
}

/**
 * A patch as a text in which two versions can be compared: its message and its rows, but no line numbers and no
 * blob ids, because a patch that was only moved is the same patch.
 */
export function comparableText({ subject, log, patch }: SitePatch): string {
  const words = log.map(({ text }) => text.trimEnd());
  const files = patch.files.flatMap((file) => [
    "",
    `--- ${file.old ?? "/dev/null"}`,
    `+++ ${file.new ?? "/dev/null"}`,
    ...file.hunks.flatMap(({ heading, rows }) => [
      `@@ ${heading}`.trimEnd(),
      ...rows.map(({ mark, text }) => (mark + text).trimEnd()),
    ]),
  ]);
  const hasTitle = words.some((text) => text.trim() === subject);
  return [...(hasTitle ? [] : [subject, ""]), ...words, ...files, ""].join("\n");
}

/** Archives change blanks and break lines between two postings; that is no new version. */
function wordsOf({ subject, log }: SitePatch): string {
  const said = log.map(({ text }) => text).join(" ");
  return `${subject} ${said}`.replace(/\s+/g, " ").trim();
}
