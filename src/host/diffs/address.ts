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

/** An address cannot begin with two slashes, but the paths of hostile patches, and of `diff` run on whole disks, begin with one. */
const leading = /^\/+/;

/** The path of an address for a file of a patch. */
export function addressPath(path: string): string {
  return `/${path.replace(leading, "")}`;
}

/** The address of a rebuilt text. Its path is the file's own, so that the file's grammar and icon apply. */
export function addressOf({ site, patch, path, side }: TextName): vscode.Uri {
  const rooted = leading.test(path) ? { path } : {};
  const query = JSON.stringify({ site, patch, side, name: shortName(patch), ...rooted });
  return vscode.Uri.from({ scheme, path: addressPath(path), query });
}

/** What labels call a patch: its short name, or instead of a message's whole id its number in the document. */
function shortName(patch: string): string {
  const [, mail, part] = /:m(\d+)\/(\d+)$/.exec(patch) ?? [];
  if (mail === undefined) return patch;
  return part === "1"
    ? vscode.l10n.t("mail {0}", mail)
    : vscode.l10n.t("mail {0}, patch {1}", mail, part ?? "");
}

/** The name in an address of a rebuilt text; undefined for any other address. */
export function nameIn(uri: vscode.Uri): TextName | undefined {
  if (uri.scheme !== scheme) return undefined;
  try {
    const {
      site,
      patch,
      side,
      path = uri.path.slice(1),
    } = JSON.parse(uri.query) as Readonly<Record<string, unknown>>;
    if (typeof site !== "string" || typeof patch !== "string" || typeof path !== "string") return undefined;
    return side === "old" || side === "new" ? { site, patch, path, side } : undefined;
  } catch {
    return undefined;
  }
}
