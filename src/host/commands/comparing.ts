import * as vscode from "vscode";
import type { Side } from "../../patch/patch";
import type { Desk } from "../desk/desk";
import { fileOf, nameOfPatch } from "../desk/lookup";
import { addressOf, nameIn } from "../diffs/address";

/** A text of a file: before or after a patch. */
interface State extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

/** A file that some patches of a site change. */
interface ChangedFile {
  readonly site: string;
  readonly path: string;
}

/** The file in front, or the one that a person chooses among all that are changed. */
async function chooseFile(desk: Desk): Promise<ChangedFile | undefined> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const inFront = uri && nameIn(uri);
  if (inFront !== undefined) return inFront;
  const sites = await desk.allSites();
  const items = sites.flatMap((site) => {
    const paths = new Set(
      [...site.found.patches.values()].flatMap(({ files }) => files.map(({ path }) => path)),
    );
    return [...paths].map((path) => ({ label: path, description: site.title, site: site.key, path }));
  });
  return vscode.window.showQuickPick(items, { title: vscode.l10n.t("File to compare") });
}

async function statesOf(desk: Desk, { site: key, path }: ChangedFile): Promise<readonly State[]> {
  const site = await desk.site(key);
  return [...(site?.found.patches.values() ?? [])].flatMap((patch) => {
    const file = fileOf(patch, path);
    if (file === undefined) return [];
    const state = (label: string, side: Side): State => ({
      label,
      description: patch.subject,
      uri: addressOf({ site: key, patch: patch.id, path: file.path, side }),
    });
    const name = nameOfPatch(patch);
    return [state(vscode.l10n.t("before {0}", name), "old"), state(vscode.l10n.t("after {0}", name), "new")];
  });
}

/** Lets a person choose any two states of a file and opens them side by side. */
export async function compareTexts(desk: Desk): Promise<void> {
  const file = await chooseFile(desk);
  if (file === undefined) return;
  const states = await statesOf(desk, file);
  const options = { matchOnDescription: true };
  const left = await vscode.window.showQuickPick(states, {
    ...options,
    title: vscode.l10n.t("Left: state of {0}", file.path),
  });
  const right =
    left &&
    (await vscode.window.showQuickPick(
      states.filter((state) => state !== left),
      { ...options, title: vscode.l10n.t("Right: state of {0}", file.path) },
    ));
  if (left === undefined || right === undefined) return;
  const title = `${file.path.split("/").at(-1) ?? ""} (${left.label} ↔ ${right.label})`;
  await vscode.commands.executeCommand("vscode.diff", left.uri, right.uri, title);
}
