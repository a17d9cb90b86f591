import type { Side } from "../patch/patch";

/** A reviewer's own words about one line of a patch, not sent to anybody yet. */
export interface Note {
  /** Tells the notes of one dig site apart. */
  readonly id: string;
  readonly patch: string;
  /** The path of the file after the patch, or before it if the file is gone. */
  readonly path: string;
  readonly side: Side;
  /** 1-based line of the file on that side. */
  readonly line: number;
  readonly text: string;
}

const isText = (value: unknown): value is string => typeof value === "string" && value.length > 0;

/** Whether a value that was stored is a note; what an older or a foreign program wrote is not trusted. */
export function isNote(value: unknown): value is Note {
  if (typeof value !== "object" || value === null) return false;
  const { id, patch, path, side, line, text } = value as Readonly<Record<string, unknown>>;
  const isPlaced = isText(patch) && isText(path) && (side === "old" || side === "new");
  return isPlaced && isText(id) && isText(text) && Number.isInteger(line) && (line as number) > 0;
}
