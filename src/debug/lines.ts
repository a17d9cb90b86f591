import { whyInert } from "../models/map/inert";
import { codeRows } from "../models/map/rows";
import type { Place, RowsOfPatch } from "../models/places/shownRows";
import type { Translate } from "../placeWords";
import { numberRows } from "../patch/rowNumbers";

/** A line of one side of a patch, as C. */
interface Line {
  readonly code: string;
  readonly wasComment: boolean;
  readonly function: string | null;
}

/** Whether a place is the line of a text, on either side where both have it. */
export function isAt(
  place: Place | null,
  text: Pick<Place, "patch" | "path" | "side">,
  line: number,
): boolean {
  if (place?.patch !== text.patch || place.path !== text.path) return false;
  if (place.side === text.side) return place.line === line;
  return place.unchanged && place.across === line;
}

/** Why no step of an execution stands for a line of a model's source. */
export function unreachedInModel(t: Translate): string {
  return t(
    "No step of this execution stands on this line of the model; another order or scenario may reach it.",
  );
}

/** Why no step of an execution stands for a line of a patch, as a sentence. */
export function whyUnreached(
  patch: RowsOfPatch,
  { path, side }: Pick<Place, "path" | "side">,
  line: number,
  t: Translate,
): string {
  const found = lineOf(patch, path, side, line);
  if (!found) return t("No hunk shows this line, so it is not known what stands here.");
  const why = whyInert(found.code, found.wasComment, found.function);
  if (why !== null) return t("Nothing runs here: {0}.", why);
  if (found.function === null)
    return t("No step of this execution stands for this line; another order or scenario may reach it.");
  const sentence =
    "No step of this execution stands for this line of {0}(); another order or scenario may reach it.";
  return t(sentence, found.function);
}

function lineOf({ files }: RowsOfPatch, path: string, side: Place["side"], line: number): Line | undefined {
  const gone = side === "old" ? "+" : "-";
  for (const file of files.filter((one) => one.new === path || one.old === path))
    for (const hunk of file.hunks) {
      const numbers = numberRows(hunk).filter((_, n) => hunk.rows[n]?.mark !== gone);
      const at = numbers.findIndex((number) => number[side] === line);
      if (at >= 0) return codeRows(hunk, side, true)[at];
    }
  return undefined;
}
