import * as vscode from "vscode";
import { comparableText, compareVersions, type PatchHistory } from "../../review/versions";
import type { Desk, OpenSite } from "../desk/desk";
import type { FoundPatch, FoundSeries } from "../desk/found";

/** Scheme of patches that are shown as texts to be compared. */
export const versionScheme = "patch-archaeology-version";

/** A series and the dig site that holds it. */
interface SeriesInSite {
  readonly site: OpenSite;
  readonly series: FoundSeries;
}

/** Patches as texts, for the diff editor to compare two versions of them. */
export class Versions implements vscode.TextDocumentContentProvider {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const [key, series, index] = JSON.parse(query) as readonly [string, string, number];
    const found = (await this.#desk.site(key))?.found.series.find(({ id }) => id === series);
    const patch = found?.patches[index];
    return patch === undefined
      ? vscode.l10n.t("The dig site of this text is closed.")
      : comparableText(patch);
  }

  /** Asks for two versions of a series and shows what became of each patch, as `git range-diff` does. */
  async compare(): Promise<void> {
    const all = (await this.#desk.allSites()).flatMap((site) =>
      site.found.series.map((series) => ({ site, series })),
    );
    if (all.length < 2) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("There is one series at most here; open the documents of another version as well."),
      );
      return;
    }
    const old = await pick(all, vscode.l10n.t("The older version"));
    if (old === undefined) return;
    const rest = all.filter((one) => one !== old);
    const now = await pick(likestFirst(old, rest), vscode.l10n.t("The newer version"));
    if (now === undefined) return;
    await this.#show(old, now);
  }

  async #show(old: SeriesInSite, now: SeriesInSite): Promise<void> {
    const histories = compareVersions(old.series.patches, now.series.patches);
    const changes = histories.filter(({ change }) => change !== "same");
    const same = histories.length - changes.length;
    const title = vscode.l10n.t(
      "{0}: v{1} to v{2}",
      now.series.title,
      old.series.version,
      now.series.version,
    );
    if (changes.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t("Both versions hold the same patches."));
      return;
    }
    await vscode.commands.executeCommand(
      "vscode.changes",
      same === 0 ? title : vscode.l10n.t("{0}, {1} unchanged", title, same),
      changes.map((history) => changeOf(old, now, history)),
    );
  }
}

function changeOf(
  old: SeriesInSite,
  now: SeriesInSite,
  history: PatchHistory<FoundPatch>,
): readonly (vscode.Uri | undefined)[] {
  const before = history.old === null ? undefined : uriOf(old, history.old);
  const after = history.new === null ? undefined : uriOf(now, history.new);
  return [after ?? before, before, after];
}

function uriOf({ site, series }: SeriesInSite, patch: FoundPatch): vscode.Uri {
  const index = series.patches.indexOf(patch);
  const name = patch.subject.replace(/[^\w .,()-]+/g, "_").slice(0, 60) || patch.id;
  return vscode.Uri.from({
    scheme: versionScheme,
    path: `/v${series.version}/${String(index + 1).padStart(2, "0")} ${name}.diff`,
    query: JSON.stringify([site.key, series.id, index]),
  });
}

/** Series of a like title first: they are likely other versions of the one that was chosen. */
function likestFirst(one: SeriesInSite, others: readonly SeriesInSite[]): readonly SeriesInSite[] {
  const isLike = ({ series }: SeriesInSite): number => Number(series.title === one.series.title);
  return [...others].sort((a, b) => isLike(b) - isLike(a));
}

async function pick(all: readonly SeriesInSite[], placeHolder: string): Promise<SeriesInSite | undefined> {
  const items = all.map((one) => ({
    label: one.series.title,
    description: vscode.l10n.t(
      "v{0}, {1} patches, {2}",
      one.series.version,
      one.series.patches.length,
      one.site.title,
    ),
    one,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.one;
}
