import * as vscode from "vscode";
import type { VerdictView } from "../../protocol";
import { firstSetup } from "../panel/panels";
import { memoryCeiling } from "../worker/ceiling";
import { Cancelled } from "../worker/client";
import type { Cell } from "../worker/requests";
import type { Searchers } from "../worker/searchers";
import { readExpectationsFile, writeExpectationsFile } from "./expectations";
import type { RaceTree } from "./races";

/** Writes down what is expected of tests: to fail as they do now, or to pass. */
export class Acceptance {
  readonly #tree: RaceTree;
  readonly #searchers: Searchers;

  constructor(tree: RaceTree, searchers: Searchers) {
    this.#tree = tree;
    this.#searchers = searchers;
  }

  /** Writes the file of expectations; false if there is nowhere to write it, or the person thought better of it. */
  async expect(items: readonly vscode.TestItem[], mustPass: boolean): Promise<boolean> {
    if (!vscode.workspace.workspaceFolders) {
      const sentence = vscode.l10n.t("Open a folder first: expectations are kept in a file of it.");
      void vscode.window.showErrorMessage(sentence);
      return false;
    }
    const cells = (await this.#tree.chosen({ include: items, exclude: [] })).flatMap(
      (item) => this.#tree.cellOf(item) ?? [],
    );
    try {
      const found = mustPass ? cells.map((cell) => ({ ...cell, outcomes: [] })) : await this.#explored(cells);
      const file = await readExpectationsFile();
      const expectations = file?.text ?? null;
      const text = await this.#searchers.lend((searcher) =>
        searcher.ask("expect", { expectations, cells: found }),
      );
      await writeExpectationsFile(file?.uri, text);
      return true;
    } catch (error) {
      if (error instanceof Cancelled) return false;
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  async #explored(cells: readonly Cell[]) {
    const title = vscode.l10n.t("Exploring what is to be expected");
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(options, (progress, cancel) =>
      this.#searchers.lend(async (searcher) => {
        cancel.onCancellationRequested(() => searcher.cancel());
        const found: (Cell & Pick<VerdictView, "outcomes">)[] = [];
        for (const cell of cells) {
          if (cancel.isCancellationRequested) throw new Cancelled("Cancelled.");
          progress.report({
            message: `${cell.scenario} on ${cell.revision}`,
            increment: 100 / cells.length,
          });
          const { outcomes } = await searcher.ask("explore", {
            ...firstSetup,
            ...cell,
            memory: memoryCeiling(),
          });
          found.push({ ...cell, outcomes });
        }
        return found;
      }),
    );
  }
}
