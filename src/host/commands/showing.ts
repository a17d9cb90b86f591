import * as vscode from "vscode";
import { patchText } from "../../patch/render";
import type { Place } from "../../protocol";
import { compareTexts } from "./comparing";
import type { Desk } from "../desk/desk";
import { findHunk, findPatch, nameOfPatch } from "../desk/lookup";
import type { Diffs } from "../diffs/diffs";
import { placeOf } from "../diffs/hunkPlace";
import { commentsBy } from "../comments/talks";
import type { Node, Subject } from "../trees/tree";

/** A line of a document of a dig site. */
interface DocumentPlace {
  readonly site: string;
  readonly document: string;
  readonly line: number;
}

function gone(what: string): void {
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

/** Goes to the line that a message speaks of; if there are several, a person chooses. */
async function showQuoted(desk: Desk, diffs: Diffs, { site: key, message }: Subject): Promise<void> {
  const site = await desk.site(key);
  const items = (site && message !== undefined ? commentsBy(site, message) : []).flatMap(
    ({ anchor, lines }) =>
      anchor === null || anchor.line === null
        ? []
        : [
            {
              label: lines.find(({ text }) => text.trim() !== "")?.text ?? "",
              description: `${anchor.path.split("/").at(-1) ?? ""}:${anchor.line}`,
              place: { ...anchor, line: anchor.line, across: null, unchanged: false },
            },
          ],
  );
  const title = vscode.l10n.t("Lines that this mail speaks of");
  const chosen = items.length > 1 ? await vscode.window.showQuickPick(items, { title }) : items[0];
  if (chosen !== undefined) await diffs.openAt(chosen.place, { site: key });
}

async function openDocument(desk: Desk, { site: key, document, line }: DocumentPlace): Promise<void> {
  const site = await desk.site(key);
  const source = site?.sources.find(({ name }) => name === document);
  if (source === undefined) return gone(document);
  const at = new vscode.Range(Math.max(0, line - 1), 0, Math.max(0, line - 1), 0);
  try {
    const editor = await vscode.window.showTextDocument(source.uri, { selection: at, preview: true });
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
    showPatch: ({ subject }: Node) => subject?.patch && showPatch(desk, diffs, subject.patch, subject.site),
    showSeries: ({ subject }: Node) =>
      subject?.series && showSeries(desk, diffs, subject.site, subject.series),
    showSource: ({ subject }: Node) =>
      subject?.document &&
      openDocument(desk, { site: subject.site, document: subject.document, line: subject.line ?? 1 }),
    showQuoted: ({ subject }: Node) => subject && showQuoted(desk, diffs, subject),
    openDocument: (place: DocumentPlace) => openDocument(desk, place),
    copyPatch: ({ subject }: Node) => subject?.patch && copyPatch(desk, subject.patch, subject.site),
    closeSite: ({ subject }: Node) => subject && desk.close(subject.site),
  };
}
