import * as vscode from "vscode";
import { ReviewComments } from "./comments/comments";
import { importCommands, openDropped } from "./commands/importing";
import { showCommands } from "./commands/showing";
import { Desk } from "./desk/desk";
import { shelfScheme } from "./desk/shelf";
import { scheme } from "./diffs/address";
import { Diffs } from "./diffs/diffs";
import { Texts } from "./diffs/texts";
import { shadeUnknownLines } from "./diffs/unknownLines";
import { DocumentOutline } from "./documents/outline";
import { reportProblems } from "./documents/problems";
import { offerLessons } from "./lessons/lessons";
import { offerHunkLenses } from "./lines/hunkLenses";
import { DropTarget } from "./importing/drop";
import { offerStepHovers } from "./lines/stepHover";
import { offerReplay } from "./replay/replay";
import { offerReview } from "./review/review";
import { documentRoots } from "./trees/documents";
import { seriesRoots } from "./trees/series";
import { threadRoots } from "./trees/threads";
import { Tree, type Node } from "./trees/tree";

/** Puts the parts together. Nothing is read or parsed here: that begins when a view asks for its first node. */
export function assemble(context: vscode.ExtensionContext): void {
  const desk = new Desk(context);
  const texts = new Texts(desk);
  const diffs = new Diffs(desk);
  const outline = new DocumentOutline(desk);
  const tree = (id: string, roots: ConstructorParameters<typeof Tree>[1], drop?: DropTarget<Node>) =>
    vscode.window.createTreeView(id, {
      treeDataProvider: new Tree(desk, roots),
      showCollapseAll: true,
      ...(drop && { dragAndDropController: drop }),
    });
  const replaying = offerReplay(context.extension, desk, diffs);
  const commands = { ...importCommands(desk), ...showCommands(desk, diffs) };

  context.subscriptions.push(
    desk,
    vscode.workspace.registerTextDocumentContentProvider(scheme, texts),
    vscode.workspace.registerFileSystemProvider(shelfScheme, desk.shelf, {
      isCaseSensitive: true,
      isReadonly: true,
    }),
    shadeUnknownLines(texts),
    tree("patchArchaeology.series", seriesRoots, new DropTarget((dropped) => openDropped(desk, dropped))),
    tree("patchArchaeology.threads", threadRoots),
    tree("patchArchaeology.documents", documentRoots),
    new ReviewComments(desk),
    reportProblems(desk),
    offerHunkLenses(desk),
    replaying,
    offerLessons(context, desk, diffs, replaying),
    offerStepHovers(replaying.current),
    offerReview(context, desk, texts),
    vscode.languages.registerFoldingRangeProvider({ pattern: "**/*" }, outline),
    vscode.languages.registerDocumentSymbolProvider({ pattern: "**/*" }, outline),
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`patchArchaeology.${name}`, run),
    ),
  );
}
