import * as vscode from "vscode";
import type { ReviewComments } from "../comments/comments";
import { beginningOf, talksOnHunk, type Talk } from "../comments/talks";
import type { Diffs } from "../diffs/diffs";
import { addressOf, nameIn, type TextName } from "../diffs/address";
import { placeOf } from "../diffs/hunkPlace";
import type { Reading, Stop } from "../reading/reading";
import type { Order, Wanted } from "../reading/selection";
import { orderWords, wantedWords } from "../trees/viewWords";
import type { SeriesView } from "../trees/seriesView";

/** One step on, or one back. */
type Step = 1 | -1;

/** Goes from hunk to hunk, and says what of a site is shown. */
export class ReadingCommands {
  readonly #reading: Reading;
  readonly #diffs: Diffs;
  readonly #series: SeriesView;
  readonly #comments: ReviewComments;
  /** What was opened last. */
  #last: Stop | undefined;
  /** The remark about a deleted line that was gone to last, and where the cursor was then: it stays on the new side. */
  #onDeleted: { readonly talk: Talk; readonly cursor: string | undefined } | undefined;

  constructor(reading: Reading, diffs: Diffs, series: SeriesView, comments: ReviewComments) {
    this.#reading = reading;
    this.#diffs = diffs;
    this.#series = series;
    this.#comments = comments;
  }

  /** The commands by name. */
  get all(): Readonly<Record<string, () => unknown>> {
    return {
      nextHunk: () => this.#go(1, () => true),
      previousHunk: () => this.#go(-1, () => true),
      nextFile: () => this.#go(1, isOtherFile),
      previousFile: () => this.#go(-1, isOtherFile, true),
      nextComment: () => this.#goToComment(1),
      previousComment: () => this.#goToComment(-1),
      markViewed: () => this.#markViewed(),
      filterSeries: () => this.#filter(),
      searchSeries: () => this.#search(),
      sortSeries: () => this.#sort(),
      clearFilter: () => this.#reading.show({ ...this.#reading.view, wanted: "all", text: "" }),
    };
  }

  /** Opens the next hunk that fits, or the first one of its file; after the last one says so and stays. */
  async #go(step: Step, fits: (stop: Stop, here: Stop) => boolean, toFirst = false): Promise<void> {
    const all = await this.#reading.allStops();
    // With no diff on screen a reader goes on where the last one was, or begins.
    const left = () => all.findIndex(({ hunk }) => hunk.id === this.#last?.hunk.id);
    const isAway = inFront() === undefined;
    const at = isAway ? left() : this.#whereIn(all);
    const here = all[at];
    const wanted = new Set((await this.#reading.stops()).map(({ hunk }) => hunk));
    const rest =
      step === 1 || (isAway && at < 0) ? all.slice(at + 1) : all.slice(0, Math.max(at, 0)).toReversed();
    const next = rest.find((stop) => wanted.has(stop.hunk) && (here === undefined || fits(stop, here)));
    const first = all.find(({ file, hunk }) => file === next?.file && wanted.has(hunk));
    if (next !== undefined) return this.#open(toFirst ? (first ?? next) : next);
    if (wanted.size === 0) return sayNoHunks(all.length > 0);
    const sentence =
      step === 1 ? vscode.l10n.t("This was the last one.") : vscode.l10n.t("This is the first one.");
    vscode.window.setStatusBarMessage(sentence, 3000);
  }

  async #open(stop: Stop): Promise<void> {
    this.#last = stop;
    await this.#diffs.openAt(placeOf(stop), { site: stop.site.key });
    await this.#series.show(stop);
  }

  /** Index of the hunk at the cursor, or of the last one above it in its file; -1 where no diff of ours is in front. */
  #whereIn(all: readonly Stop[]): number {
    const front = inFront();
    if (front === undefined) return -1;
    const { name, line } = front;
    const inFile = ({ site, patch, file }: Stop) =>
      site.key === name.site && patch.id === name.patch && file.path === name.path;
    // A diff that we have just opened has no cursor yet.
    if (line === undefined)
      return all.findIndex(
        (stop) => inFile(stop) && (stop.hunk === this.#last?.hunk || stop.file !== this.#last?.file),
      );
    const above = ({ hunk }: Stop) => (name.side === "old" ? hunk.oldStart : hunk.newStart) <= line;
    const last = all.findLastIndex((stop) => inFile(stop) && above(stop));
    return last >= 0 ? last : all.findIndex(inFile) - 1;
  }

  /** Ticks the hunk at the cursor and goes to the next one that is wanted and not viewed. */
  async #markViewed(): Promise<void> {
    const all = await this.#reading.allStops();
    const here = all[this.#whereIn(all)];
    if (here === undefined) {
      const sentence = vscode.l10n.t("No diff is open: click a hunk in Series, or go to the next one.");
      vscode.window.setStatusBarMessage(sentence, 5000);
      return;
    }
    await this.#reading.viewed.mark([[here.file, here.hunk]], true);
    await this.#go(1, ({ file, hunk }) => !this.#reading.viewed.has(file, hunk));
  }

  async #goToComment(step: Step): Promise<void> {
    const all = await this.#reading.allStops();
    const places = all.flatMap(({ site, hunk }, stop) =>
      talksOnHunk(site, hunk.id).map((talk) => ({ talk, line: talk.line, stop })),
    );
    const editor = vscode.window.activeTextEditor;
    const at = this.#whereIn(all);
    const cursor = (editor?.selection.active.line ?? -1) + 1;
    const isAfter = ({ stop, line }: (typeof places)[number]) => stop > at || (stop === at && line > cursor);
    const isBefore = ({ stop, line }: (typeof places)[number]) => stop < at || (stop === at && line < cursor);
    const { talk: left, cursor: then } = this.#onDeleted ?? {};
    const known =
      then === undefined || then === cursorNow() ? places.findIndex(({ talk }) => talk === left) : -1;
    const near = step === 1 ? places.find(isAfter) : places.findLast(isBefore);
    const next = known < 0 ? near : places[known + step];
    const target = next && all[next.stop];
    if (next === undefined || target === undefined) {
      vscode.window.setStatusBarMessage(vscode.l10n.t("There is no further comment."), 3000);
      return;
    }
    const { talk, line } = next;
    const { side } = talk.anchor;
    this.#comments.open(target.site, [talk]);
    await this.#diffs.openAt({ ...placeOf(target), side, line }, { site: target.site.key });
    this.#onDeleted = side === "old" ? { talk, cursor: cursorNow() } : undefined;
    // Where a narrow diff has both sides in one column, VS Code shows no box on a deleted line.
    if (side === "old")
      vscode.window.setStatusBarMessage(
        vscode.l10n.t(
          "{0} on the deleted line {1}: {2}",
          talk.comments[0]?.author ?? "",
          line,
          beginningOf(talk),
        ),
        10_000,
      );
    await this.#series.show(target);
  }

  async #filter(): Promise<void> {
    const kinds: readonly Wanted[] = ["all", "unviewed", "commented", "doubtful", "new", "racy"];
    const { view } = this.#reading;
    const items = kinds.map((wanted) => ({
      label: wantedWords(wanted),
      wanted,
      picked: wanted === view.wanted,
    }));
    const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Hunks to show") });
    if (chosen !== undefined) await this.#reading.show({ ...view, wanted: chosen.wanted });
  }

  async #search(): Promise<void> {
    const { view } = this.#reading;
    const text = await vscode.window.showInputBox({
      title: vscode.l10n.t("Words to look for"),
      prompt: vscode.l10n.t(
        "In titles, authors, file names, functions and changed lines; empty for everything",
      ),
      value: view.text,
    });
    if (text !== undefined) await this.#reading.show({ ...view, text });
  }

  async #sort(): Promise<void> {
    const orders: readonly Order[] = ["posted", "author", "title", "size"];
    const items = orders.map((order) => ({ label: orderWords(order), order }));
    const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Order of the patches") });
    if (chosen !== undefined) await this.#reading.show({ ...this.#reading.view, order: chosen.order });
  }
}

/** Says why there is no hunk to go to. */
function sayNoHunks(areHidden: boolean): void {
  const sentence = areHidden
    ? vscode.l10n.t("No hunk is wanted by the filter of Series.")
    : vscode.l10n.t("There is no hunk yet: open a dig site first.");
  vscode.window.setStatusBarMessage(sentence, 5000);
}

function isOtherFile(stop: Stop, here: Stop): boolean {
  return stop.file !== here.file;
}

/** Where the cursor is; undefined in a diff that has just been opened. */
function cursorNow(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && `${editor.document.uri.toString()} ${editor.selection.active.line}`;
}

/**
 * The text of ours that is in front, and the line of its cursor as soon as it has one; else one beside it, as when the focus
 * is in the replay panel.
 */
function inFront(): { readonly name: TextName; readonly line: number | undefined } | undefined {
  const { activeTextEditor, visibleTextEditors, tabGroups } = vscode.window;
  const active = activeTextEditor && nameIn(activeTextEditor.document.uri);
  if (activeTextEditor !== undefined && active !== undefined)
    return { name: active, line: activeTextEditor.selection.active.line + 1 };
  const [tab, ...others] = [tabGroups.activeTabGroup, ...tabGroups.all].map(({ activeTab }) => activeTab);
  const front = textIn(tab);
  if (front !== undefined) return { name: front, line: undefined };
  const beside = others.map(textIn).find((name) => name !== undefined);
  if (beside === undefined) return undefined;
  const address = addressOf({ ...beside, side: "new" }).toString();
  const editor = visibleTextEditors.find(({ document }) => document.uri.toString() === address);
  return { name: beside, line: editor && editor.selection.active.line + 1 };
}

/** The text after the patch that a tab shows as a diff. */
function textIn(tab: vscode.Tab | undefined): TextName | undefined {
  return tab?.input instanceof vscode.TabInputTextDiff ? nameIn(tab.input.modified) : undefined;
}
