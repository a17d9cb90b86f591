import * as vscode from "vscode";
import type { Desk } from "../desk/desk";
import type { Texts } from "../diffs/texts";
import type { Node } from "../trees/tree";
import { Notes } from "./notes";
import { NoteThreads } from "./noteThreads";
import { draftReplyTo } from "./replies";
import { Versions, versionScheme } from "./versions";

/** What a reviewer does with a series: notes on its lines, the mail made of them, its versions side by side. */
export function offerReview(context: vscode.ExtensionContext, desk: Desk, texts: Texts): vscode.Disposable {
  const notes = new Notes(context.workspaceState);
  const threads = new NoteThreads(desk, notes, texts);
  const versions = new Versions(desk);
  const commands = {
    ...threads.commands(),
    draftReply: (node?: Node | vscode.Uri) =>
      draftReplyTo(desk, notes, node instanceof vscode.Uri ? undefined : node),
    compareVersions: () => versions.compare(),
  };
  return vscode.Disposable.from(
    notes,
    threads,
    vscode.workspace.registerTextDocumentContentProvider(versionScheme, versions),
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`patchArchaeology.${name}`, run),
    ),
  );
}
