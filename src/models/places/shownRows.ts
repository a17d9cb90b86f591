import { functionHead } from "../../patch/changedFunctions";
import type { FileDiff, Hunk, Side } from "../../patch/patch";
import { numberRows } from "../../patch/rowNumbers";

/** A line of a diff that a step stands for. */
export interface Place {
  /** Short name of the patch, such as `p1`. */
  readonly patch: string;
  readonly path: string;
  readonly side: Side;
  /** 1-based line of the file on that side. */
  readonly line: number;
  /** Null where it is not known. */
  readonly hunk: string | null;
  /** The line of the other side that stands beside it; null if there is none in the hunk. */
  readonly across: number | null;
  /** Whether both sides have it. */
  readonly unchanged: boolean;
}

/** A patch as far as its rows are concerned. */
export interface RowsOfPatch {
  readonly id: string;
  readonly files: readonly (Pick<FileDiff, "old" | "new"> & {
    readonly hunks: readonly (Hunk & { readonly id: string })[];
  })[];
}

/** One line of C that a diff shows on one side, with the function that it stands in where the text tells. */
export interface ShownRow {
  readonly place: Place;
  readonly function: string | null;
  /** Without comments and blanks. */
  readonly code: string;
}

/** What a step says of itself. */
export interface StepText {
  readonly function: string;
  readonly cText: string;
}

/** A row shorter than this, such as a brace, stands for too many statements to be found by its text. */
const shortest = 4;

function bare(text: string): string {
  return text.replace(/\/\*.*?(\*\/|$)/g, "").replace(/\s+/g, "");
}

/** All rows of one side of a patch. */
export function rowsOn({ id, files }: RowsOfPatch, side: Side): readonly ShownRow[] {
  const gone = side === "old" ? "+" : "-";
  const other = side === "old" ? "new" : "old";
  return files.flatMap((file) =>
    file.hunks.flatMap((hunk) => {
      const path = file.new ?? file.old ?? "";
      const numbers = numberRows(hunk);
      let around = functionHead.exec(hunk.heading)?.[1] ?? null;
      return hunk.rows.flatMap((row, i): ShownRow[] => {
        if (row.mark === gone) return [];
        around = functionHead.exec(row.text)?.[1] ?? around;
        const line = numbers[i]?.[side] ?? null;
        if (line === null) return [];
        const across = numbers.slice(i).find((number) => number[other] !== null)?.[other] ?? null;
        const place: Place = {
          patch: id,
          path,
          side,
          line,
          hunk: hunk.id,
          across,
          unchanged: row.mark === " ",
        };
        return [{ place, function: around, code: bare(row.text) }];
      });
    }),
  );
}

/** The row that a step stands for: its statement, or where a statement of several rows begins. */
export function findRow(rows: readonly ShownRow[], step: StepText): Place | null {
  const wanted = bare(step.cText);
  if (wanted.length < shortest) return null;
  const here = rows.filter((row) => row.function === null || row.function === step.function);
  const whole = here.find((row) => row.code === wanted || row.code === `${wanted}{`);
  if (whole) return whole.place;
  const begins = here.find((row) => row.code.length >= 2 * shortest && wanted.startsWith(row.code));
  return begins?.place ?? null;
}
