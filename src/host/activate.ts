import * as vscode from "vscode";
import { ReviewComments } from "./comments/comments";
import { importCommands } from "./commands/importing";
import { showCommands } from "./commands/showing";
import { Desk } from "./desk/desk";
import { Pasted, pastedScheme } from "./desk/pasted";
import { scheme } from "./diffs/address";
import { Diffs } from "./diffs/diffs";
import { Texts } from "./diffs/texts";
import { shadeUnknownLines } from "./diffs/unknownLines";
import { DocumentOutline } from "./documents/outline";
import { reportProblems } from "./documents/problems";
import { offerHunkLenses } from "./lines/hunkLenses";
import { offerReplay } from "./replay/replay";
import { documentRoots } from "./trees/documents";
import { seriesRoots } from "./trees/series";
import { threadRoots } from "./trees/threads";
import { Tree } from "./trees/tree";

/** Puts the parts together. Nothing is read or parsed here: that begins when a view asks for its first node. */
export function assemble(context: vscode.ExtensionContext): void {
  const desk = new Desk(context);
  const pasted = new Pasted();
  const texts = new Texts(desk);
  const diffs = new Diffs(desk);
  const outline = new DocumentOutline(desk);
  const tree = (id: string, roots: ConstructorParameters<typeof Tree>[1]) =>
    vscode.window.createTreeView(id, { treeDataProvider: new Tree(desk, roots), showCollapseAll: true });
  const commands = { ...importCommands(desk, pasted), ...showCommands(desk, diffs) };

  context.subscriptions.push(
    desk,
    vscode.workspace.registerTextDocumentContentProvider(scheme, texts),
    vscode.workspace.registerTextDocumentContentProvider(pastedScheme, pasted),
    shadeUnknownLines(texts),
    tree("patchArchaeology.series", seriesRoots),
    tree("patchArchaeology.threads", threadRoots),
    tree("patchArchaeology.documents", documentRoots),
    new ReviewComments(desk),
    reportProblems(desk),
    offerHunkLenses(desk),
    offerReplay(context.extension, desk, diffs),
    vscode.languages.registerFoldingRangeProvider({ pattern: "**/*" }, outline),
    vscode.languages.registerDocumentSymbolProvider({ pattern: "**/*" }, outline),
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`patchArchaeology.${name}`, run),
    ),
  );
}
