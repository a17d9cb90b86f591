import * as vscode from "vscode";

/** Scheme of the models' sources. */
export const modelScheme = "patch-archaeology-model";

/** The address of a model's source by its path in the repository, such as `src/models/direct-io/p4.ts`. */
export function modelAddress(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: modelScheme, path: `/${path}` });
}

/** The path that an address of a model's source names; null for any other address. */
export function modelPathIn({ scheme, path }: vscode.Uri): string | null {
  return scheme === modelScheme ? path.slice(1) : null;
}
