import * as vscode from "vscode";
import { patchText } from "../../patch/render";
import type { Place } from "../../protocol";
import { compareTexts } from "./comparing";
import type { Desk } from "../desk/desk";
import { findHunk, findPatch, nameOfPatch } from "../desk/lookup";
import type { Diffs } from "../diffs/diffs";
import { placeOf } from "../diffs/hunkPlace";
import { ofRow } from "../trees/tree";

/** A line of a document of a dig site. */
interface DocumentPlace {
  readonly site: string;
  readonly document: string;
  readonly line: number;
}

/** Says that what was asked for is no longer there. */
export function gone(what: string): void {
  void vscode.window.showInformationMessage(vscode.l10n.t("{0} is in no open dig site.", what));
}

async function showHunk(desk: Desk, diffs: Diffs, id: string, site?: string): Promise<void> {
  const found = await findHunk(desk, id, site);
  if (found === undefined) return gone(id);
  await diffs.openAt(placeOf(found), { site: found.site.key });
}

async function showPatch(desk: Desk, diffs: Diffs, id: string, site: string): Promise<void> {
  const found = await findPatch(desk, id, site);
  if (found === undefined) return gone(id);
  await diffs.openAll(found.site, [found.patch], `${nameOfPatch(found.patch)}: ${found.patch.subject}`);
}

/** Copies a patch as git would have written it: what was repaired is repaired in it, and `git apply` reads it. */
async function copyPatch(desk: Desk, id: string, site: string): Promise<void> {
  const found = await findPatch(desk, id, site);
  if (found === undefined) return gone(id);
  await vscode.env.clipboard.writeText(patchText(found.patch.patch));
  vscode.window.setStatusBarMessage(vscode.l10n.t("{0} copied", nameOfPatch(found.patch)), 3000);
}

async function showSeries(desk: Desk, diffs: Diffs, key: string, id: string): Promise<void> {
  const site = await desk.site(key);
  const series = site?.found.series.find((one) => one.id === id);
  if (site === undefined || series === undefined) return gone(id);
  await diffs.openAll(site, series.patches, series.title);
}

async function openDocument(
  desk: Desk,
  { site: key, document, line }: DocumentPlace,
  preserveFocus = false,
): Promise<void> {
  const site = await desk.site(key);
  const source = site?.sources.find(({ name }) => name === document);
  if (source === undefined) return gone(document);
  const at = new vscode.Range(Math.max(0, line - 1), 0, Math.max(0, line - 1), 0);
  try {
    const editor = await vscode.window.showTextDocument(source.uri, {
      selection: at,
      preview: true,
      preserveFocus,
    });
    editor.revealRange(at, vscode.TextEditorRevealType.AtTop);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showWarningMessage(vscode.l10n.t("{0} could not be opened: {1}", document, why));
  }
}

/** The commands that show what was found. Those of menus get the node that was clicked. */
export function showCommands(
  desk: Desk,
  diffs: Diffs,
): Readonly<Record<string, (...args: never[]) => unknown>> {
  return {
    showHunk: (id: string, site?: string) => showHunk(desk, diffs, id, site),
    compareTexts: () => compareTexts(desk),
    showLine: (place: Place, site?: string) => diffs.openAt(place, site === undefined ? {} : { site }),
    showPatch: ofRow(({ patch, site }) => patch && showPatch(desk, diffs, patch, site)),
    showSeries: ofRow(({ series, site }) => series && showSeries(desk, diffs, site, series)),
    showSource: ofRow(
      ({ document, site, line = 1 }) => document && openDocument(desk, { site, document, line }),
    ),
    openDocument: (place: DocumentPlace, preserveFocus?: boolean) => openDocument(desk, place, preserveFocus),
    copyPatch: ofRow(({ patch, site }) => patch && copyPatch(desk, patch, site)),
    closeSite: ofRow(({ site }) => desk.close(site)),
  };
}
