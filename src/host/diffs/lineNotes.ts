import * as vscode from "vscode";
import { placeWords } from "../../placeWords";
import { addressOf, type TextName } from "./address";
import { besideDeleted, blockAround, roomiest, type Neighbour } from "./deletedLine";
import { lineOn, type Lit } from "./lit";
import type { Marked } from "./marks";

/** Words behind a line of a diff, for what has no line of its own in it. */
export interface LineNote {
  /** From 1. */
  readonly line: number;
  readonly words: string;
  /** At which end of the line the deleted ones are that it speaks of, if it does. */
  readonly end?: Marked["end"];
}

/**
 * What is to be said in a text about a mark, if anything.
 *
 * A deleted line has no place in the new text. Where both sides share one column nothing can be drawn on the rows of
 * the old text, so the line above or below says which of the deleted lines runs. And a step that no hunk shows is
 * spoken of where the diff was left.
 *
 * @param id of the context, such as `bio1`
 */
export function noteOn(
  lit: Lit,
  id: string,
  name: TextName,
  document: vscode.TextDocument,
): LineNote | undefined {
  const { place, kind, step } = lit;
  const line = lineOn(place, name.side);
  const isAway = kind === "away";
  const words = isAway
    ? vscode.l10n.t("{0}, step {1}: {2}", id, step.n, placeWords(step, vscode.l10n.t))
    : kind === "next"
      ? vscode.l10n.t("{0} is at {1}: {2}", id, place.line, step.cText)
      : vscode.l10n.t("{0} runs {1}: {2}", id, place.line, step.cText);
  if (line !== null) return isAway ? { line: roomiest(linesOf(document), line), words } : undefined;
  if (kind === "elsewhere" || name.side === "old" || place.across === null) return undefined;
  const beside = neighbourOf(name, document, place.line, place.across);
  if (beside === undefined) return undefined;
  const { line: spokenOn, isAbove } = beside;
  return { line: spokenOn, words: `${isAbove ? "▼" : "▲"} ${words}`, end: isAbove ? "bottom" : "top" };
}

/**
 * The line of a text behind which words about a deleted line are best in sight; undefined as long as the old text is
 * not there.
 *
 * @param across the line of the new text that the patch has below the deleted one
 */
export function neighbourOf(
  name: TextName,
  document: vscode.TextDocument,
  line: number,
  across: number,
): Neighbour | undefined {
  const original = addressOf({ ...name, side: "old" }).toString();
  const old = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === original);
  if (old === undefined) return undefined;
  const after = linesOf(document);
  return besideDeleted(blockAround(linesOf(old), after, line, across), line, after);
}

/** The lines of a text whose last one ends as the others do. */
function linesOf(document: vscode.TextDocument): readonly string[] {
  return document.getText().replace(/\n$/, "").split("\n");
}
