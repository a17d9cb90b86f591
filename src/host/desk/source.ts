import * as vscode from "vscode";

/** A document to dig in: its bytes, since old mails say themselves how they are to be read, and the address under which the editor shows it. */
export interface Source {
  /** File name, unique within its dig site. */
  readonly name: string;
  readonly uri: vscode.Uri;
  readonly bytes: Uint8Array;
}

/** Larger files are left alone: no mail or series of patches is that large, an archive or an image may be. */
const largestFile = 64 * 1024 * 1024;

/** The files that an address names: itself, or all files in the folder that it is, in order of their names. */
async function filesIn(uri: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const { type } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.Directory) === 0) return [uri];
  const entries = await vscode.workspace.fs.readDirectory(uri);
  return entries
    .filter(([name, kind]) => (kind & vscode.FileType.File) !== 0 && !name.startsWith("."))
    .map(([name]) => vscode.Uri.joinPath(uri, name))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The last part of an address's path. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

/** Names must tell documents apart: a second `0001.patch` from another folder gets its folder's name before it. */
function uniqueName(uri: vscode.Uri, taken: ReadonlySet<string>): string {
  const parts = uri.path.split("/").filter(Boolean);
  for (let count = 1; count <= parts.length; count += 1) {
    const name = parts.slice(-count).join("/");
    if (!taken.has(name)) return name;
  }
  return uri.toString();
}

/**
 * Reads files, and folders one level deep, through VS Code's file systems.
 *
 * @param refused is told of each file that could not be read, in one sentence; the others are still read
 */
export async function readSources(
  uris: readonly vscode.Uri[],
  refused: (sentence: string) => void,
): Promise<readonly Source[]> {
  const sources: Source[] = [];
  const taken = new Set<string>();
  for (const uri of uris) {
    try {
      for (const file of await filesIn(uri)) {
        const { size } = await vscode.workspace.fs.stat(file);
        if (size > largestFile) {
          refused(vscode.l10n.t("{0} is larger than 64 MB and was not read.", nameOf(file)));
          continue;
        }
        const name = uniqueName(file, taken);
        taken.add(name);
        sources.push({ name, uri: file, bytes: await vscode.workspace.fs.readFile(file) });
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      refused(vscode.l10n.t("{0} could not be read: {1}", nameOf(uri), why));
    }
  }
  return sources;
}
