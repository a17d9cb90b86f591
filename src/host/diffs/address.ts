import * as vscode from "vscode";
import type { Place } from "../../protocol";

/** Scheme of the read-only texts of this extension. */
export const scheme = "patch-archaeology";

/** Which rebuilt text an address names: a file as it was before (`old`) or after (`new`) a patch. */
export interface TextName {
  readonly site: string;
  readonly patch: string;
  readonly path: string;
  readonly side: Place["side"];
}

/** The address of a rebuilt text. Its path is the file's own, so that the file's grammar and icon apply. */
export function addressOf({ site, patch, path, side }: TextName): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${path}`, query: JSON.stringify({ site, patch, side }) });
}

/** The name in an address of a rebuilt text; undefined for any other address. */
export function nameIn(uri: vscode.Uri): TextName | undefined {
  if (uri.scheme !== scheme) return undefined;
  try {
    const { site, patch, side } = JSON.parse(uri.query) as Readonly<Record<string, unknown>>;
    if (typeof site !== "string" || typeof patch !== "string") return undefined;
    return side === "old" || side === "new" ? { site, patch, path: uri.path.slice(1), side } : undefined;
  } catch {
    return undefined;
  }
}
