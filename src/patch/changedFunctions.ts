import type { Hunk, Mark } from "./patch";

/** A function of C begins in the first column with its type or its name; a prototype ends in a semicolon. */
export const functionHead =
  /^(?!(?:if|for|while|switch|return|else|do)\b)(?:[A-Za-z_][\w\s*]*[\s*])?([A-Za-z_]\w*)\s*\([^;]*$/;

/** A comment in the first column stands over what comes next; one inside a function is indented. */
const commentBetween = /^(\/\*| \*)/;

/**
 * The functions of C that have a changed row, in the order of their first ones; of a function that gets another name
 * the new one first.
 *
 * The heading of a hunk names the function in which its first row stands, whether that changes or not; a function
 * that begins within the hunk is known by its head alone. A changed comment between two functions speaks of the
 * second one, if that begins in the same hunk. Empty rows count for nothing. Where the document has lost what indents
 * its rows, calls look like heads, and the heading is all that there is.
 */
export function changedFunctions(hunk: Pick<Hunk, "heading" | "rows">): readonly string[] {
  if (hasLostIndents(hunk)) {
    const [, name] = functionHead.exec(hunk.heading) ?? [];
    return name === undefined ? [] : [name];
  }
  const both = [...changedOn(hunk, "+"), ...changedOn(hunk, "-")];
  return [...new Set(both.toSorted((one, other) => one.row - other.row).map(({ name }) => name))];
}

/** Whether statements begin in the first columns, and nothing is indented. */
function hasLostIndents({ rows }: Pick<Hunk, "rows">): boolean {
  return (
    rows.some(({ text }) => /^ ?(?:if|for|while|switch|return|else|do)\b/.test(text)) &&
    !rows.some(({ text }) => /^(?:\t| {2})\s*\S/.test(text))
  );
}

/** A function and the index of a row that changes it. */
interface Changed {
  readonly name: string;
  readonly row: number;
}

function changedOn({ heading, rows }: Pick<Hunk, "heading" | "rows">, own: Mark): readonly Changed[] {
  const changed: Changed[] = [];
  let around = functionHead.exec(heading)?.[1];
  let isSpokenOf = false;
  for (const [index, { mark, text }] of rows.entries()) {
    if (mark !== " " && mark !== own) continue;
    if (commentBetween.test(text)) around = undefined;
    const begun = functionHead.exec(text)?.[1];
    around = begun ?? around;
    const isChanged = mark === own && text.trim() !== "";
    // The new head of a function stands below the old one.
    const row = begun !== undefined && mark === "-" ? endOfChange(rows, index) : index;
    if (around === undefined) isSpokenOf ||= isChanged;
    else if (isChanged || (begun !== undefined && isSpokenOf)) changed.push({ name: around, row });
    if (begun !== undefined) isSpokenOf = false;
    if (text.startsWith("}")) around = undefined;
  }
  return changed;
}

/** The index of the last row of the change that a row is part of. */
function endOfChange(rows: Hunk["rows"], from: number): number {
  const next = rows.findIndex(({ mark }, index) => index > from && mark === " ");
  return next < 0 ? rows.length - 1 : next - 1;
}
