import * as vscode from "vscode";
import type { PatchFindings } from "../reading/races";
import { addressPath } from "../diffs/address";
import { counted, findingWords } from "./counted";

/** Addresses that rows of the Series view have for their icons and badges alone: nothing can be read there. */
const scheme = "patch-archaeology-tree";

/** Two characters at the end of a row, and what they mean. */
type Badge = readonly [short: string, words: string];

/** In this order they stand on a row; null where there is nothing to count. */
type Badges = readonly (Badge | null)[];

function badge(sign: string, count: number, words: string): Badge | null {
  return count === 0 ? null : [`${sign}${count > 9 ? "+" : count}`, words];
}

/**
 * The address of a row, its badges in the query: how much the list said, and how many known bugs a patch brings. A narrow
 * view cuts off the words that say so beside the label, but never a badge. The icon of a file follows from the path.
 */
export function rowAddress(path: string, comments: number, findings?: PatchFindings): vscode.Uri {
  const badges: Badges = [
    badge("❝", comments, counted(comments, "comments")),
    findings ? badge("⚑", findings.brings.length, findingWords(findings).join(", ")) : null,
  ];
  return vscode.Uri.from({ scheme, path: addressPath(path), query: JSON.stringify(badges) });
}

/** Shows the badges of {@link rowAddress}; a provider gives no more than one. */
export function offerBadges(): vscode.Disposable {
  const provide = (index: number) =>
    vscode.window.registerFileDecorationProvider({
      provideFileDecoration: ({ scheme: of, query }) => {
        const shown = of === scheme ? (JSON.parse(query) as Badges)[index] : null;
        return shown ? new vscode.FileDecoration(...shown) : undefined;
      },
    });
  return vscode.Disposable.from(provide(0), provide(1));
}
