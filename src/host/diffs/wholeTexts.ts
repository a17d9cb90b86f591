import * as vscode from "vscode";
import { applyFileDiff } from "../../patch/applyText";
import type { Side } from "../../patch/patch";
import { hasBlobId } from "../../patch/proof";
import type { FoundFile, FoundPatch } from "../desk/found";
import { gitRepositories, type Repository } from "../importing/gitExtension";

/** A text that is known whole, and where it was found. */
export interface WholeText {
  readonly text: string;
  /** One sentence for people. */
  readonly origin: string;
}

/** A path that leads out of the tree is shown, never followed. */
const outside = /^[\\/]|^[A-Za-z]:|(?:^|[\\/])\.\.(?:[\\/]|$)/;

function isProven(text: string, blob: string): boolean {
  const lines = text.replace(/\n$/, "").split("\n");
  const numbered = new Map(lines.map((line, index) => [index + 1, line]));
  return hasBlobId({ lines: numbered, length: lines.length, noFinalNewline: !text.endsWith("\n") }, blob);
}

async function inFolder(folder: vscode.Uri, path: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, path)));
  } catch {
    return undefined;
  }
}

async function inCommit(repository: Repository, ref: string, path: string): Promise<string | undefined> {
  try {
    return await repository.show(ref, vscode.Uri.joinPath(repository.rootUri, path).fsPath);
  } catch {
    return undefined;
  }
}

/**
 * Finds the whole text of one side of a file: in the folders of the workspace, in the commit of the patch or the one
 * before it, or in HEAD; a text that no commit holds, as of a patch that nobody applied, is made of the one before it.
 * Only a text whose git blob id is the one that the patch names is taken; undefined otherwise.
 */
export async function findWholeText(
  patch: FoundPatch,
  file: FoundFile,
  side: Side,
): Promise<WholeText | undefined> {
  const found = await lookUp(patch, file, side);
  if (found !== undefined || side === "old" || file.newBlob === null) return found;
  const before = await lookUp(patch, file, "old");
  const text = before && applyFileDiff(before.text, file);
  if (typeof text !== "string" || !isProven(text, file.newBlob)) return undefined;
  const origin = vscode.l10n.t(
    "The patch applied to the whole text before it; the blob id {0} proves it.",
    file.newBlob,
  );
  return { text, origin };
}

async function lookUp({ commit }: FoundPatch, file: FoundFile, side: Side): Promise<WholeText | undefined> {
  const [path, blob] = side === "old" ? [file.old, file.oldBlob] : [file.new, file.newBlob];
  if (path === null || blob === null || /^0+$/.test(blob) || outside.test(path)) return undefined;
  for (const { uri, name } of vscode.workspace.workspaceFolders ?? []) {
    const text = await inFolder(uri, path);
    if (text !== undefined && isProven(text, blob))
      return {
        text,
        origin: vscode.l10n.t("Whole text from {0} in the workspace; its blob id {1} proves it.", name, blob),
      };
  }
  const own = commit === null ? [] : [side === "new" ? commit : `${commit}^`];
  const shorter = (ref: string) => ref.replace(/[0-9a-f]{13,}/, (hash) => hash.slice(0, 12));
  for (const repository of (await gitRepositories()) ?? [])
    for (const ref of [...own, "HEAD"]) {
      const text = await inCommit(repository, ref, path);
      if (text !== undefined && isProven(text, blob))
        return {
          text,
          origin: vscode.l10n.t("Whole text from commit {0}; its blob id {1} proves it.", shorter(ref), blob),
        };
    }
  return undefined;
}
