import type { StepView } from "./protocol";

/** Puts a text into the language of the editor; `{0}`, `{1}` … stand for the arguments. */
export type Translate = (message: string, ...values: readonly (string | number)[]) => string;

/** Where a step's line is, in words: in which file, and on which side of which patch. */
export function placeWords({ place, file }: Pick<StepView, "place" | "file">, t: Translate): string {
  if (!place)
    return file === ""
      ? t("decided by the scenario, in no C file")
      : t("{0}, in no hunk of this series", file);
  const { path, line, patch, side, unchanged } = place;
  const where = `${path}:${line}`;
  if (unchanged) return t("{0}, unchanged by {1}", where, patch);
  return side === "old" ? t("{0}, deleted by {1}", where, patch) : t("{0}, added by {1}", where, patch);
}
