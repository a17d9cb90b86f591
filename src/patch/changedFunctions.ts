import type { Hunk, Mark } from "./patch";

/** A function of C begins in the first column with its type or its name; a prototype ends in a semicolon. */
export const functionHead = /^(?:[A-Za-z_][\w\s*]*[\s*])?([A-Za-z_]\w*)\s*\([^;]*$/;

/** A comment in the first column stands over what comes next; one inside a function is indented. */
const commentBetween = /^(\/\*| \*)/;

/**
 * The functions of C that have a changed row, in the order of the new text, then those that only the old one has.
 *
 * The heading of a hunk names the function in which its first row stands, whether that changes or not; a function
 * that begins within the hunk is known by its head alone. A changed comment between two functions speaks of the
 * second one, if that begins in the same hunk. Empty rows count for nothing.
 */
export function changedFunctions(hunk: Pick<Hunk, "heading" | "rows">): readonly string[] {
  return [...new Set([...changedOn(hunk, "+"), ...changedOn(hunk, "-")])];
}

function changedOn({ heading, rows }: Pick<Hunk, "heading" | "rows">, own: Mark): readonly string[] {
  const names: string[] = [];
  let around = functionHead.exec(heading)?.[1];
  let isSpokenOf = false;
  for (const { mark, text } of rows) {
    if (mark !== " " && mark !== own) continue;
    if (commentBetween.test(text)) around = undefined;
    const begun = functionHead.exec(text)?.[1];
    around = begun ?? around;
    const isChanged = mark === own && text.trim() !== "";
    if (around === undefined) isSpokenOf ||= isChanged;
    else if (isChanged || (begun !== undefined && isSpokenOf)) names.push(around);
    if (begun !== undefined) isSpokenOf = false;
    if (text.startsWith("}")) around = undefined;
  }
  return names;
}
