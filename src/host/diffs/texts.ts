import * as vscode from "vscode";
import type { Side } from "../../patch/patch";
import type { Desk, OpenSite } from "../desk/desk";
import { fileOf } from "../desk/lookup";
import { nameIn } from "./address";
import { findWholeText } from "./wholeTexts";
import { knownInSeries } from "./knownLines";
import { seamsOf } from "./seams";
import { render, type RenderedText, type UnknownRun } from "./filledText";

/** The texts before and after each patch, rebuilt from its hunks, as read-only documents. */
export class Texts implements vscode.TextDocumentContentProvider, vscode.FileDecorationProvider {
  readonly #desk: Desk;
  readonly #decorated = new vscode.EventEmitter<vscode.Uri>();
  /** Where texts that are known whole were found, by address. */
  readonly #origins = new Map<string, string>();
  readonly onDidChangeFileDecorations = this.#decorated.event;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  /** The dig site that a text was rebuilt from, by address. */
  readonly #rebuiltFrom = new Map<string, OpenSite>();
  /** Ranges of filler by address, for those who shade them. */
  readonly #unknown = new Map<string, readonly UnknownRun[]>();

  constructor(desk: Desk) {
    this.#desk = desk;
    desk.onDidChange(() => this.#rebuild());
  }

  /** Runs of lines in an opened text that no hunk shows. */
  unknownIn(uri: vscode.Uri): readonly UnknownRun[] {
    return this.#unknown.get(uri.toString()) ?? [];
  }

  /** Where a text that is known whole was found, in words. */
  originOf(uri: vscode.Uri): string | undefined {
    return this.#origins.get(uri.toString());
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const rendered = await this.#render(uri);
    this.#unknown.set(uri.toString(), rendered.unknown);
    return rendered.text;
  }

  /** Says on the tab of a text that is known whole where that is known from. */
  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const origin = this.originOf(uri);
    return origin === undefined ? undefined : new vscode.FileDecoration("✓", origin);
  }

  /** The texts of a dig site that was read again; those of one that was closed stay as they are. */
  #rebuild(): void {
    for (const [address, from] of this.#rebuiltFrom) {
      const now = this.#desk.sites.find(({ key }) => key === from.key);
      if (now !== undefined && now !== from) this.#changed.fire(vscode.Uri.parse(address));
    }
  }

  async #render(uri: vscode.Uri): Promise<RenderedText> {
    const name = nameIn(uri);
    const site = name && (await this.#desk.site(name.site));
    if (name === undefined || site === undefined)
      return { text: vscode.l10n.t("The dig site of this text is closed."), unknown: [] };
    this.#rebuiltFrom.set(uri.toString(), site);
    const series = site.found.series.find(({ patches }) => patches.some(({ id }) => id === name.patch));
    const patch = site.found.patches.get(name.patch);
    const file = patch && fileOf(patch, name.path);
    if (series === undefined || patch === undefined || file === undefined)
      return { text: vscode.l10n.t("{0} does not change {1}.", name.patch, name.path), unknown: [] };
    const whole = await findWholeText(patch, file, name.side);
    if (whole !== undefined) {
      this.#origins.set(uri.toString(), whole.origin);
      this.#decorated.fire(uri);
      return { text: whole.text, unknown: [] };
    }
    const known = (side: Side) => knownInSeries(series, patch, file.path, side);
    const text = known(name.side);
    const words = {
      run: (lines: number) =>
        lines === 1
          ? vscode.l10n.t("1 line that no hunk shows")
          : vscode.l10n.t("{0} lines that no hunk shows", lines),
      rest: vscode.l10n.t("no hunk shows the rest of the file"),
    };
    return render(text, words, seamsOf(file.path, text, known(name.side === "old" ? "new" : "old")));
  }
}
