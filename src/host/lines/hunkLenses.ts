import * as vscode from "vscode";
import type { Side } from "../../patch/patch";
import { commentsOn } from "../comments/talks";
import type { Desk, OpenSite } from "../desk/desk";
import type { FoundHunk } from "../desk/found";
import { fileOf } from "../desk/lookup";
import { nameIn, scheme, type TextName } from "../diffs/address";
import type { FoundRaces } from "../reading/races";
import { revisionOf } from "../replay/revision";
import { findingWords } from "../trees/counted";

/**
 * Over each hunk of a rebuilt text: replay the code before or after its patch or both, and how much was said about it; over
 * the first hunk of a file also which findings the patch brings or mends, since most take several hunks together.
 */
class HunkLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #desk: Desk;
  readonly #races: FoundRaces;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(desk: Desk, races: FoundRaces) {
    this.#desk = desk;
    this.#races = races;
    this.#listening = vscode.Disposable.from(
      this.#changed,
      ...[desk, races].map(({ onDidChange }) => onDidChange(() => this.#changed.fire())),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("patchArchaeology.hunkLenses")) this.#changed.fire();
      }),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const isOn = vscode.workspace.getConfiguration("patchArchaeology").get("hunkLenses", true);
    const name = nameIn(uri);
    const site = isOn && name !== undefined ? await this.#desk.site(name.site) : undefined;
    if (name === undefined || site === undefined) return [];
    return hunksOf(site, name).flatMap((hunk, index) => [
      ...lensesOf(site, name, hunk),
      ...(index === 0 && name.side === "new" ? this.#findings(name.patch, hunk) : []),
    ]);
  }

  #findings(patch: string, hunk: FoundHunk): readonly vscode.CodeLens[] {
    const title = findingWords(this.#races.findingsOf(patch)).join(", ");
    const command = { title, command: "patchArchaeology.showFindings", arguments: [patch] };
    return title === "" ? [] : [new vscode.CodeLens(placeOf("new", hunk), command)];
  }
}

/** Registers the lenses for all rebuilt texts. */
export function offerHunkLenses(desk: Desk, races: FoundRaces): vscode.Disposable {
  const lenses = new HunkLenses(desk, races);
  return vscode.Disposable.from(lenses, vscode.languages.registerCodeLensProvider({ scheme }, lenses));
}

function placeOf(side: Side, { oldStart, newStart }: FoundHunk): vscode.Range {
  const line = Math.max(1, side === "old" ? oldStart : newStart) - 1;
  return new vscode.Range(line, 0, line, 0);
}

function hunksOf({ found }: OpenSite, { patch, path }: TextName): readonly FoundHunk[] {
  const one = found.patches.get(patch);
  return (one && fileOf(one, path)?.hunks) ?? [];
}

function lensesOf(site: OpenSite, name: TextName, hunk: FoundHunk): readonly vscode.CodeLens[] {
  const at = placeOf(name.side, hunk);
  // Only code that there are models of can be run.
  const replay = (title: string, side: Side, both = false) =>
    revisionOf(name.patch, side) === undefined
      ? []
      : [
          new vscode.CodeLens(at, {
            title,
            command: "patchArchaeology.replay",
            arguments: [{ patch: name.patch, side, both }],
          }),
        ];
  const said = commentsOn(site, hunk.id);
  const words = said === 1 ? vscode.l10n.t("1 comment") : vscode.l10n.t("{0} comments", said);
  // Beside each other, the left text offers its own side only; the right one, which inline diffs show, offers all.
  if (name.side === "old") return replay(vscode.l10n.t("Replay before"), "old");
  return [
    ...replay(vscode.l10n.t("Replay before"), "old"),
    ...replay(vscode.l10n.t("Replay after"), "new"),
    ...replay(vscode.l10n.t("Replay both"), "new", true),
    ...(said === 0
      ? []
      : [
          new vscode.CodeLens(at, {
            title: words,
            command: "patchArchaeology.showTalks",
            arguments: [hunk.id, name.site],
          }),
        ]),
  ];
}
