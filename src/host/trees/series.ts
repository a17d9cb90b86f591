import * as vscode from "vscode";
import type { FoundFile, FoundHunk, FoundPatch, FoundSeries } from "../desk/found";
import type { Desk, OpenSite } from "../desk/desk";
import { tooltipOf } from "../text";
import { counted } from "./counted";
import { click, item, leaf, type Node } from "./tree";

/** The first level: one node a dig site. */
export async function seriesRoots(desk: Desk): Promise<readonly Node[]> {
  return (await desk.allSites()).map(siteNode);
}

function siteNode(site: OpenSite): Node {
  const patches = site.found.patches.size;
  return {
    item: item(site.title, {
      open: true,
      iconPath: new vscode.ThemeIcon("archive"),
      description: `${counted(site.sources.length, "documents")}, ${counted(patches, "patches")}`,
      contextValue: "site",
    }),
    subject: { site: site.key },
    children: () => site.found.series.map((series) => seriesOrPatch(site, series)),
  };
}

/** A patch that is alone needs no level of its own. */
function seriesOrPatch(site: OpenSite, series: FoundSeries): Node {
  const [only] = series.patches;
  const isAlone = only !== undefined && series.patches.length === 1 && series.missing.length === 0;
  return isAlone ? patchNode(site, only) : seriesNode(site, series);
}

function seriesNode(site: OpenSite, series: FoundSeries): Node {
  const subject = { site: site.key, series: series.id };
  return {
    item: item(series.title, {
      open: true,
      iconPath: new vscode.ThemeIcon("layers"),
      description: seriesFacts(series),
      contextValue: "series",
    }),
    subject,
    children: () => series.patches.map((patch) => patchNode(site, patch)),
  };
}

/** How many patches, and which version and parts that are nowhere. */
function seriesFacts({ patches, version, missing }: FoundSeries): string {
  const facts = [counted(patches.length, "patches")];
  if (version > 1) facts.unshift(`v${version}`);
  if (missing.length > 0) facts.push(vscode.l10n.t("missing: {0}", missing.join(", ")));
  return facts.join(", ");
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

/** The subject; a bare diff has none and goes by its first file. */
function labelOf({ subject, files, id }: FoundPatch): string {
  return subject || files[0]?.path || id;
}

function patchNode(site: OpenSite, patch: FoundPatch): Node {
  const sum = patch.files.reduce(
    (all, file) => ({
      additions: all.additions + file.additions,
      deletions: all.deletions + file.deletions,
    }),
    { additions: 0, deletions: 0 },
  );
  return {
    item: item(labelOf(patch), {
      iconPath: new vscode.ThemeIcon("git-commit"),
      description: counts(sum),
      tooltip: patchTooltip(patch),
      contextValue: "patch",
    }),
    subject: { site: site.key, patch: patch.id, document: patch.document.file, line: patch.patch.firstLine },
    children: () => patch.files.map((file) => fileNode(site, patch, file)),
  };
}

function patchTooltip(patch: FoundPatch): vscode.MarkdownString {
  const message = patch.patch.message.map(({ text }) => text).join("\n");
  const { author, commit } = patch;
  return tooltipOf([
    `${patch.id}: ${patch.subject}`,
    author,
    patch.patch.date,
    commit,
    message.trim() && `\n${message.trim()}`,
  ]);
}

function fileNode(site: OpenSite, patch: FoundPatch, file: FoundFile): Node {
  const path = file.path;
  const name = path.split("/").at(-1) ?? path;
  const folder = path.slice(0, -name.length - 1);
  const state = file.status === "modified" ? "" : `  ${file.status}`;
  return {
    item: item(name, {
      iconPath: vscode.ThemeIcon.File,
      resourceUri: vscode.Uri.from({ scheme: "patch-archaeology-tree", path: `/${path}` }),
      description: `${folder}  ${counts(file)}${state}`,
      tooltip: path,
      contextValue: "file",
    }),
    subject: { site: site.key, patch: patch.id, path },
    children: () => file.hunks.map((hunk, index) => hunkNode(site, patch, file, hunk, index + 1)),
  };
}

function hunkNode(site: OpenSite, patch: FoundPatch, file: FoundFile, hunk: FoundHunk, n: number): Node {
  const subject = {
    site: site.key,
    patch: patch.id,
    path: file.path,
    hunk: hunk.id,
    document: patch.document.file,
    line: hunk.line,
  };
  const range = `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`;
  return leaf(
    item(hunkLabel(hunk), {
      open: "never",
      iconPath: new vscode.ThemeIcon(hunkIcon(hunk)),
      description: `#${n}  ${counts(hunk)}${hunk.certainty < 1 ? `  ${vscode.l10n.t("repaired")}` : ""}`,
      tooltip: hunkTooltip(hunk, range),
      contextValue: "hunk",
      command: click(vscode.l10n.t("Show Hunk"), "patchArchaeology.showHunk", hunk.id),
    }),
    subject,
  );
}

/** A heading is cut off at 40 characters as a rule; the function's name fits beside the figures, and reads better. */
function hunkLabel({ heading, newStart }: FoundHunk): string {
  const called = /(\w+)\s*\(/.exec(heading);
  if (called?.[1] !== undefined) return `${called[1]}()`;
  return heading === "" ? vscode.l10n.t("line {0}", newStart) : heading.replace(/\s*\{$/, "");
}

function hunkIcon({ additions, deletions, certainty }: FoundHunk): string {
  if (certainty < 0.5) return "warning";
  if (deletions === 0) return "diff-added";
  return additions === 0 ? "diff-removed" : "diff-modified";
}

function hunkTooltip({ id, heading, repairs }: FoundHunk, range: string): vscode.MarkdownString {
  const done = repairs.map(({ line, note }) => vscode.l10n.t("Line {0}: {1}", line, note));
  return tooltipOf([id, `${range} ${heading}`, ...done]);
}
