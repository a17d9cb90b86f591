import * as vscode from "vscode";
import { commentsOn } from "../comments/talks";
import type { FoundFile, FoundHunk, FoundPatch, FoundSeries } from "../desk/found";
import type { Desk, OpenSite } from "../desk/desk";
import type { Reading } from "../reading/reading";
import type { SelectedFile, SelectedPatch, SelectedSeries } from "../reading/selection";
import { hunksIn } from "../reading/viewed";
import { tooltipOf } from "../text";
import { rowAddress } from "./badges";
import { counted, facts, findingWords, some, viewedWords } from "./counted";
import { hunkIcon, hunkLabel, hunkTooltip, labelOf, patchTooltip } from "./rowWords";
import { click, item, leaf, type Node } from "./tree";

/** What is known of the hunks of a part of the tree. */
type Hunks = readonly (readonly [FoundFile, FoundHunk])[];

/** Makes the nodes of the Series view. */
export class SeriesNodes {
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** The first level: one node a dig site. */
  async roots(desk: Desk): Promise<readonly Node[]> {
    return (await desk.allSites()).map((site) => this.#site(site));
  }

  #site(site: OpenSite): Node {
    const patches = [...site.found.patches.values()];
    const viewed = patches.reduce((sum, patch) => sum + this.#reading.viewed.countIn(patch), 0);
    const all = patches.reduce((sum, patch) => sum + hunksIn(patch), 0);
    return {
      item: item(site.title, {
        id: site.key,
        open: this.#reading.selected(site).length > 0 || "never",
        iconPath: new vscode.ThemeIcon("archive"),
        description: facts(counted(patches.length, "patches"), viewedWords(viewed, all)),
        contextValue: "site",
      }),
      subject: { site: site.key },
      children: () => this.#reading.selected(site).map((series) => this.#seriesOrPatch(site, series)),
    };
  }

  /** A patch that is alone needs no level of its own. */
  #seriesOrPatch(site: OpenSite, selected: SelectedSeries): Node {
    const { series, patches } = selected;
    const [only] = patches;
    const isAlone = only !== undefined && series.patches.length === 1 && series.missing.length === 0;
    return isAlone ? this.#patch(site, only) : this.#series(site, selected);
  }

  #series(site: OpenSite, { series, patches }: SelectedSeries): Node {
    return {
      item: item(series.title, {
        id: `${site.key}\n${series.id}`,
        open: true,
        iconPath: new vscode.ThemeIcon("layers"),
        description: seriesFacts(series),
        contextValue: "series",
      }),
      subject: { site: site.key, series: series.id },
      children: () => patches.map((patch) => this.#patch(site, patch)),
    };
  }

  #patch(site: OpenSite, { patch, files }: SelectedPatch): Node {
    const hunks = patch.files.flatMap((file) => file.hunks.map((hunk) => [file, hunk] as const));
    const sum = patch.files.reduce(
      (all, file) => ({
        additions: all.additions + file.additions,
        deletions: all.deletions + file.deletions,
      }),
      { additions: 0, deletions: 0 },
    );
    const isNew = this.#reading.news.isNew(site, patch.commit ?? patch.id);
    const comments = commentsIn(site, hunks);
    const findings = this.#reading.races.findingsOf(patch.id);
    const place = {
      site: site.key,
      document: patch.document.file,
      // Where it says why it was made, be that above the diff or in the mail's own words.
      line: Math.min(patch.patch.firstLine, patch.log[0]?.line ?? Infinity),
    };
    const description = facts(
      counts(sum),
      isNew && vscode.l10n.t("new"),
      some(comments, "comments"),
      some(repairsIn(hunks), "repairs"),
      ...findingWords(findings),
      some(this.#reading.races.after(patch.id).length, "races"),
      viewedWords(this.#reading.viewed.countIn(patch), hunksIn(patch)),
    );
    return {
      item: item(labelOf(patch), {
        id: `${site.key}\n${patch.id}`,
        iconPath: new vscode.ThemeIcon("git-commit"),
        resourceUri: rowAddress(patch.id, comments, findings),
        description,
        tooltip: patchTooltip(patch, description),
        contextValue: "patch",
        command: click(vscode.l10n.t("Show Log Message"), "patchArchaeology.openDocument", place, true),
        ...this.#tick(hunks),
      }),
      subject: { ...place, patch: patch.id },
      children: () => files.map((file) => this.#file(site, patch, file)),
    };
  }

  #file(site: OpenSite, patch: FoundPatch, { file, hunks }: SelectedFile): Node {
    const path = file.path;
    const name = path.split("/").at(-1) ?? path;
    const folder = path.slice(0, -name.length - 1);
    const all = file.hunks.map((hunk) => [file, hunk] as const);
    const [first] = hunks;
    const viewed = file.hunks.filter((hunk) => this.#reading.viewed.has(file, hunk)).length;
    const comments = commentsIn(site, all);
    const description = facts(
      folder,
      counts(file),
      file.status !== "modified" && file.status,
      some(comments, "comments"),
      viewedWords(viewed, file.hunks.length),
    );
    return {
      item: item(name, {
        id: `${site.key}\n${patch.id}\n${path}`,
        iconPath: vscode.ThemeIcon.File,
        resourceUri: rowAddress(path, comments),
        description,
        tooltip: tooltipOf([path, description]),
        contextValue: "file",
        ...(first && { command: showHunk(first, site) }),
        ...this.#tick(all),
      }),
      subject: { site: site.key, patch: patch.id, path },
      children: () => hunks.map((hunk) => this.#hunk(site, patch, file, hunk)),
    };
  }

  #hunk(site: OpenSite, patch: FoundPatch, file: FoundFile, hunk: FoundHunk): Node {
    const subject = {
      site: site.key,
      patch: patch.id,
      path: file.path,
      hunk: hunk.id,
      document: patch.document.file,
      line: hunk.line,
    };
    const number = file.hunks.indexOf(hunk) + 1;
    const comments = commentsOn(site, hunk.id);
    const description = facts(
      counts(hunk),
      some(comments, "comments"),
      hunk.certainty < 1 && vscode.l10n.t("repaired"),
    );
    return leaf(
      item(hunkLabel(file, hunk), {
        id: `${site.key}\n${hunk.id}`,
        open: "never",
        iconPath: new vscode.ThemeIcon(hunkIcon(hunk)),
        resourceUri: rowAddress(hunk.id, comments),
        description: `#${number}  ${description}`,
        tooltip: hunkTooltip(hunk, description),
        contextValue: "hunk",
        command: showHunk(hunk, site),
        ...this.#tick([[file, hunk]]),
      }),
      subject,
    );
  }

  /** The box that says "viewed"; a part of which everything is viewed is viewed itself. */
  #tick(hunks: Hunks): Pick<vscode.TreeItem, "checkboxState"> {
    if (hunks.length === 0) return {};
    const isViewed = hunks.every(([file, hunk]) => this.#reading.viewed.has(file, hunk));
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    const tooltip = isViewed ? vscode.l10n.t("Viewed") : vscode.l10n.t("Mark as viewed");
    return { checkboxState: { state: isViewed ? Checked : Unchecked, tooltip } };
  }
}

/** A click leads to the diff, at the hunk. */
function showHunk({ id }: FoundHunk, { key }: OpenSite): vscode.Command {
  return click(vscode.l10n.t("Show Hunk"), "patchArchaeology.showHunk", id, key);
}

/** How many patches, and which version and parts that are nowhere. */
function seriesFacts({ patches, version, missing }: FoundSeries): string {
  const words = [counted(patches.length, "patches")];
  if (version > 1) words.unshift(`v${version}`);
  if (missing.length > 0) words.push(vscode.l10n.t("missing: {0}", missing.join(", ")));
  return words.join(", ");
}

/** "+12 −3", with a real minus sign. */
function counts({
  additions,
  deletions,
}: {
  readonly additions: number;
  readonly deletions: number;
}): string {
  return `+${additions} −${deletions}`;
}

function commentsIn(site: OpenSite, hunks: Hunks): number {
  return hunks.reduce((sum, [, { id }]) => sum + commentsOn(site, id), 0);
}

function repairsIn(hunks: Hunks): number {
  return hunks.reduce((sum, [, { repairs }]) => sum + repairs.length, 0);
}
