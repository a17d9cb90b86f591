import * as vscode from "vscode";
import { ReviewComments } from "./comments/comments";
import { markDeletedTalks } from "./comments/deletedTalks";
import { guideCommands } from "./commands/guide";
import { importCommands } from "./commands/importing";
import { ReadingCommands } from "./commands/reading";
import { showFindings } from "./commands/findings";
import { showCommands } from "./commands/showing";
import { talkCommands } from "./commands/talking";
import { offerDebugging } from "./debug/debug";
import { Desk } from "./desk/desk";
import { tellOpened } from "./desk/opened";
import { shelfScheme } from "./desk/shelf";
import { scheme } from "./diffs/address";
import { Diffs } from "./diffs/diffs";
import { Texts } from "./diffs/texts";
import { shadeUnknownLines } from "./diffs/unknownLines";
import { DocumentOutline } from "./documents/outline";
import { reportProblems } from "./documents/problems";
import { offerTools } from "./languageModel/tools";
import { offerLessons } from "./lessons/lessons";
import { offerHunkLenses } from "./lines/hunkLenses";
import { offerStepHovers } from "./lines/stepHover";
import { offerModelSource } from "./model/model";
import { offerDocumentEditor } from "./preview/documentEditor";
import { FoundRaces } from "./reading/races";
import { Reading } from "./reading/reading";
import { offerReplay } from "./replay/replay";
import { offerReview } from "./review/review";
import { offerTests } from "./testing/testing";
import { offerBadges } from "./trees/badges";
import { documentRoots } from "./trees/documents";
import { SeriesView } from "./trees/seriesView";
import { threadRoots } from "./trees/threads";
import { Tree } from "./trees/tree";
import { Searchers } from "./worker/searchers";
import { threadStarter } from "./worker/thread";

/** Puts the parts together. Nothing is read or parsed here: that begins when a view asks for its first node. */
export function assemble(context: vscode.ExtensionContext): void {
  const desk = new Desk(context);
  const texts = new Texts(desk);
  const diffs = new Diffs(desk);
  const outline = new DocumentOutline(desk);
  const tree = (id: string, roots: ConstructorParameters<typeof Tree>[1]) =>
    vscode.window.createTreeView(id, { treeDataProvider: new Tree(desk, roots), showCollapseAll: true });
  const replaying = offerReplay(context.extension, desk, diffs);
  const races = new FoundRaces(() => replaying.stepper.ask("findings", null));
  const reading = new Reading(desk, context.workspaceState, races);
  const series = new SeriesView(desk, reading);
  replaying.current.follow((change) => races.learn(change));
  const model = offerModelSource(context.extension, replaying);
  const searchers = new Searchers(threadStarter(context.extensionUri));
  const threads = tree("patchArchaeology.threads", (one) => threadRoots(one, reading.news));
  const comments = new ReviewComments(desk, (words) => (threads.message = words));
  const commands = {
    ...importCommands(desk),
    ...showCommands(desk, diffs),
    ...talkCommands(desk, diffs, comments),
    ...guideCommands(context.extensionUri),
    showFindings: (patch: string) => showFindings(races, patch),
    ...new ReadingCommands(reading, diffs, series, comments).all,
  };

  context.subscriptions.push(
    desk,
    vscode.workspace.registerTextDocumentContentProvider(scheme, texts),
    vscode.workspace.registerFileSystemProvider(shelfScheme, desk.shelf, {
      isCaseSensitive: true,
      isReadonly: true,
    }),
    vscode.window.registerFileDecorationProvider(texts),
    shadeUnknownLines(texts),
    reading,
    races,
    series,
    offerBadges(),
    threads,
    tree("patchArchaeology.documents", documentRoots),
    comments,
    markDeletedTalks(desk),
    reportProblems(desk),
    offerHunkLenses(desk, races),
    tellOpened(desk),
    offerDocumentEditor(desk, context.extensionUri),
    replaying,
    searchers,
    model,
    offerDebugging(desk, diffs, replaying, model.models, searchers),
    offerTests(desk, replaying, model.models, searchers),
    offerTools(desk, replaying, searchers),
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
