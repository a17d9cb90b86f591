import type { Patch } from "./patch";
import { numberRows } from "./rowNumbers";

/** One place of a diff that a quoted line may come from. */
export interface Place {
  /** Indices into the patches that were indexed, their files and their hunks. */
  readonly patch: number;
  readonly file: number;
  readonly hunk: number;
  /** Index of the row; -1 for the hunk's header. */
  readonly row: number;
  /** "+", "-" or " "; "@" for a hunk's header. */
  readonly mark: string;
  /** The text without any blanks: all that quoting and archives leave intact. */
  readonly key: string;
  /** The row as it stands in a diff, to tell a verbatim quote. */
  readonly verbatim: string;
  readonly path: string;
  readonly side: "old" | "new";
  /** Line in the file on that side; null below a gap of unknown size. */
  readonly line: number | null;
}

/** All places of some patches, in order, and where each key occurs. */
export interface AnchorIndex {
  readonly places: readonly Place[];
  readonly byKey: ReadonlyMap<string, readonly number[]>;
}

/** A text without its blanks. */
export function squash(text: string): string {
  return text.replace(/\s+/g, "");
}

/** Lists every row and hunk header of the patches that a comment may speak of. */
export function indexPlaces(patches: readonly Patch[]): AnchorIndex {
  const places: Place[] = [];
  patches.forEach((patch, patchIndex) => {
    patch.files.forEach((file, fileIndex) => {
      const path = file.new ?? file.old ?? "";
      file.hunks.forEach((hunk, hunkIndex) => {
        const where = { patch: patchIndex, file: fileIndex, hunk: hunkIndex, path };
        const header = `@@ -${String(hunk.oldStart)},${String(hunk.oldLines)} +${String(hunk.newStart)},${String(hunk.newLines)} @@`;
        const key = squash(`${header}${hunk.heading}`);
        places.push({
          ...where,
          row: -1,
          mark: "@",
          key,
          verbatim: header,
          side: "new",
          line: hunk.newStart,
        });
        const numbers = numberRows(hunk);
        hunk.rows.forEach((row, rowIndex) => {
          const side = row.mark === "-" ? "old" : "new";
          const line = numbers[rowIndex]?.[side] ?? null;
          const verbatim = row.mark + row.text;
          places.push({
            ...where,
            row: rowIndex,
            mark: row.mark,
            key: squash(row.text),
            verbatim,
            side,
            line,
          });
        });
      });
    });
  });
  const byKey = new Map<string, number[]>();
  places.forEach((place, index) => {
    const list = byKey.get(place.key);
    if (list === undefined) byKey.set(place.key, [index]);
    else list.push(index);
  });
  return { places, byKey };
}
