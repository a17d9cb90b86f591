import * as vscode from "vscode";
import type { Desk } from "../desk/desk";
import { openDropped } from "../commands/importing";
import { DropTarget } from "../importing/drop";
import type { Reading, Stop } from "../reading/reading";
import { SeriesNodes } from "./series";
import { Tree, type Node, type Subject } from "./tree";
import { viewWords } from "./viewWords";

/** The Series view: its tree, its boxes, what is dropped on it, and the words over it. */
export class SeriesView implements vscode.Disposable {
  readonly #tree: Tree;
  readonly #view: vscode.TreeView<Node>;
  readonly #parts: vscode.Disposable;

  constructor(desk: Desk, reading: Reading) {
    const nodes = new SeriesNodes(reading);
    this.#tree = new Tree(desk, (one) => {
      this.#view.message = viewWords(reading.view);
      return nodes.roots(one);
    });
    this.#view = vscode.window.createTreeView("patchArchaeology.series", {
      treeDataProvider: this.#tree,
      showCollapseAll: true,
      canSelectMany: false,
      manageCheckboxStateManually: true,
      dragAndDropController: new DropTarget((dropped) => openDropped(desk, dropped)),
    });
    this.#parts = vscode.Disposable.from(
      this.#view,
      this.#view.onDidChangeCheckboxState(({ items }) => tick(desk, reading, items)),
      reading.onDidChange(() => this.#tree.refresh()),
      desk.onDidOpen(({ key }) => this.#showSite(key, false)),
      desk.onDidAsk((key) => this.#showSite(key, true)),
    );
  }

  /** Selects the node of a hunk, if the view is on screen; reading goes on without it. */
  async show({ site, patch, file, hunk }: Stop): Promise<void> {
    if (!this.#view.visible) return;
    const series = site.found.series.find(({ patches }) => patches.includes(patch))?.id ?? "";
    const wanted = { site: site.key, series, patch: patch.id, path: file.path, hunk: hunk.id };
    await this.#reveal(wanted, { focus: false, expand: false });
  }

  /**
   * A site that has just been opened stands last, perhaps out of sight. Revealing it must not bring the view over another.
   * A view that was empty until then could not take the focus; its row can.
   */
  async #showSite(site: string, focus: boolean): Promise<void> {
    if (!this.#view.visible) return;
    await this.#reveal({ site }, { focus, expand: true });
  }

  /** VS Code knows no node any more that was found just before the tree is drawn anew; the one in its place is found again. */
  async #reveal(wanted: Subject, how: { readonly focus: boolean; readonly expand: boolean }): Promise<void> {
    const reveal = async () => {
      const node = await this.#tree.find(wanted);
      if (node !== undefined) await this.#view.reveal(node, { ...how, select: true });
    };
    await reveal()
      .catch(reveal)
      .catch(() => undefined);
  }

  dispose(): void {
    this.#parts.dispose();
  }
}

/** The hunks that a node of the tree stands for. */
async function hunksOf(desk: Desk, { site: key, patch: id, path, hunk: only }: Subject) {
  const patch = id === undefined ? undefined : (await desk.site(key))?.found.patches.get(id);
  return (patch?.files ?? [])
    .filter((file) => path === undefined || file.path === path)
    .flatMap((file) => file.hunks.map((hunk) => [file, hunk] as const))
    .filter(([, hunk]) => only === undefined || hunk.id === only);
}

async function tick(
  desk: Desk,
  reading: Reading,
  items: readonly (readonly [Node, vscode.TreeItemCheckboxState])[],
): Promise<void> {
  for (const [{ subject }, state] of items)
    if (subject !== undefined)
      await reading.viewed.mark(await hunksOf(desk, subject), state === vscode.TreeItemCheckboxState.Checked);
}
