import type { StepView } from "./protocol";

/** Where a step's line is, in words: in which file, and on which side of which patch. */
export function placeWords({ place, file }: Pick<StepView, "place" | "file">): string {
  if (!place)
    return file === "" ? "decided by the scenario, in no C file" : `${file}, in no hunk of this series`;
  const { path, line, patch, side, unchanged } = place;
  const when = unchanged ? `unchanged by ${patch}` : `${side === "old" ? "before" : "after"} ${patch}`;
  return `${path}:${line}, ${when}`;
}
