import parseDiff from "parse-diff";

/** How many changed files `parse-diff` alone finds in a text: what our reader is compared to in benchmarks. */
export function countFilesWithParseDiff(text: string): number {
  return parseDiff(text).length;
}
