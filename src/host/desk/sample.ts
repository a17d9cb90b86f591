import * as vscode from "vscode";

/** The seed documents as they lie in media/corpus: five finds around one race in asynchronous direct I/O. */
export const sampleNames = [
  "000_d0c24f72668281e9.txt",
  "001_9edfb32b0ba350d2.txt",
  "002_ef5d9ec70bccdd58.txt",
  "003_9bfbbbf349019d4b.txt",
  "004_4735a3ac47caec8f.txt",
] as const;

/** Addresses of the sample. By name, since a web VS Code can read a file of an extension but not list a folder. */
export function sampleUris(extension: vscode.Uri): readonly vscode.Uri[] {
  return sampleNames.map((name) => vscode.Uri.joinPath(extension, "media", "corpus", name));
}

/** Whether a folder of the workspace is the sample bag itself. */
export async function isSample(folder: vscode.Uri): Promise<boolean> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const names = new Set(entries.map(([name]) => name));
    return sampleNames.every((name) => names.has(name));
  } catch {
    return false;
  }
}
