import type { Hunk } from "../patch/patch";
import { numberRows } from "../patch/rowNumbers";
import type { Note } from "./note";

/** The index of the row that a note speaks of; -1 if the hunk does not show its line. */
export function rowOf(hunk: Hunk, { side, line }: Pick<Note, "side" | "line">): number {
  return numberRows(hunk).findIndex((number) => number[side] === line);
}

/** A passage of a hunk with what is said below it. */
export interface Passage {
  /** Rows as the diff has them, mark first; an empty list where the next note stands on the same row. */
  readonly quoted: readonly string[];
  /** Whether rows above the quoted ones are left out. */
  readonly trimmed: boolean;
  readonly text: string;
}

/** So many rows above a remark let a reader find his way without reading the whole hunk again. */
const CONTEXT = 12;

/** The rows of a hunk that lead to each note, and the note: a reply quotes what it speaks of and no more. */
export function passagesOf(hunk: Hunk, notes: readonly Note[]): readonly Passage[] {
  const placed = notes
    .map((note) => ({ note, at: rowOf(hunk, note) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  let next = 0;
  return placed.map(({ note, at }) => {
    const from = Math.max(next, at + 1 - CONTEXT);
    const trimmed = from > next;
    const quoted = hunk.rows.slice(from, at + 1).map(({ mark, text }) => mark + text);
    next = at + 1;
    return { quoted, trimmed, text: note.text };
  });
}
