import parseDiff from "parse-diff";
import type { FileDiff, Problem } from "./patch";
import { fileText } from "./render";

/**
 * Reads a repaired file once more with another parser: the repair is written as a
 * clean slice and `parse-diff` must find the same hunks and rows in it. Undamaged text
 * is not read twice: it would cost most of the time of a large mailbox, and there the
 * header's counts have already been met row by row.
 */
export function secondReading(file: FileDiff): readonly Problem[] {
  if (file.hunks.some((hunk) => hunk.parents !== undefined)) return [];
  const [again] = parseDiff(fileText(file));
  const hunks = again?.chunks ?? [];
  const differing = file.hunks.find((hunk, index) => {
    const rows = (hunks[index]?.changes ?? []).filter((change) => !change.content.startsWith("\\"));
    return (
      rows.length !== hunk.rows.length ||
      rows.some(
        (change, row) => change.content !== `${hunk.rows[row]?.mark ?? ""}${hunk.rows[row]?.text ?? ""}`,
      )
    );
  });
  if (differing === undefined && hunks.length === file.hunks.length) return [];
  const line = differing?.line ?? file.line;
  return [
    {
      line,
      message: "a second parser reads the repaired hunk differently; it is shown as the first one read it",
    },
  ];
}
