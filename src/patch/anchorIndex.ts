import type { Patch, Side } from "./patch";
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
  readonly side: Side;
  /** Line in the file on that side; null below a gap of unknown size. */
  readonly line: number | null;
}

/** All places of some patches, in order, and where each key occurs. */
export interface AnchorIndex {
  readonly places: readonly Place[];
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** How long the keys are that have such an end (see `tailOf`), by that end. */
  readonly lengths: ReadonlyMap<string, ReadonlySet<number>>;
  /** What earlier quotes found out about lines that stand in very many places: those with the same lines above them. */
  readonly inStep: Map<string, readonly number[]>;
}

/** The last characters of a key, which are those of every longer text that ends in it. */
export function tailOf(key: string): string {
  return key.slice(-4);
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
        // Written out: an object that begins with a spread one takes several times as long to make.
        const placeOf = (row: number, mark: string, text: string, verbatim: string, side: Side): Place => ({
          patch: patchIndex,
          file: fileIndex,
          hunk: hunkIndex,
          path,
          row,
          mark,
          key: squash(text),
          verbatim,
          side,
          line: row < 0 ? hunk.newStart : (numbers[row]?.[side] ?? null),
        });
        const numbers = numberRows(hunk);
        const header = `@@ -${String(hunk.oldStart)},${String(hunk.oldLines)} +${String(hunk.newStart)},${String(hunk.newLines)} @@`;
        places.push(placeOf(-1, "@", `${header}${hunk.heading}`, header, "new"));
        hunk.rows.forEach(({ mark, text }, row) => {
          places.push(placeOf(row, mark, text, mark + text, mark === "-" ? "old" : "new"));
        });
      });
    });
  });
  const byKey = new Map<string, number[]>();
  const lengths = new Map<string, Set<number>>();
  places.forEach(({ key }, index) => {
    const same = byKey.get(key);
    if (same !== undefined) {
      same.push(index);
      return;
    }
    byKey.set(key, [index]);
    if (key.length < 4) return;
    const tail = tailOf(key);
    lengths.set(tail, (lengths.get(tail) ?? new Set()).add(key.length));
  });
  return { places, byKey, lengths, inStep: new Map() };
}
