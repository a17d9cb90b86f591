import * as vscode from "vscode";
import type { Desk } from "../desk/desk";

/** A node of one of our trees: how it looks, and what is below it, made when it is opened. */
export interface Node {
  readonly item: vscode.TreeItem;
  readonly children: () => readonly Node[];
  /** What commands of its menu get to know. */
  readonly subject?: Subject;
}

/** What a node stands for, by id. */
export interface Subject {
  readonly site: string;
  readonly series?: string;
  readonly patch?: string;
  readonly path?: string;
  readonly hunk?: string;
  readonly message?: string;
  readonly document?: string;
  readonly line?: number;
}

const none = () => [];

/** A node without anything below it. */
export function leaf(item: vscode.TreeItem, subject?: Subject): Node {
  return { item, children: none, ...(subject && { subject }) };
}

/** A tree over all open dig sites. */
export class Tree implements vscode.TreeDataProvider<Node> {
  readonly #desk: Desk;
  readonly #roots: (desk: Desk) => Promise<readonly Node[]>;
  readonly #changed = new vscode.EventEmitter<undefined>();
  /** The nodes that VS Code has now, by id and by child: it finds a node again by its parents. */
  #parents = new WeakMap<Node, Node>();
  readonly onDidChangeTreeData = this.#changed.event;

  /** @param roots makes the first level anew whenever something changes */
  constructor(desk: Desk, roots: (desk: Desk) => Promise<readonly Node[]>) {
    this.#desk = desk;
    this.#roots = roots;
    desk.onDidChange(() => this.refresh());
  }

  /** Makes all nodes anew; which of them are open stays. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.item;
  }

  getParent(node: Node): Node | undefined {
    return this.#parents.get(node);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) return [...(await this.#roots(this.#desk))];
    const children = [...node.children()];
    for (const child of children) this.#parents.set(child, node);
    return children;
  }

  /** The node that stands for a subject, its parents made on the way; undefined when the tree has none. */
  async find(wanted: Subject): Promise<Node | undefined> {
    let level = await this.getChildren();
    for (;;) {
      const next = level.find(({ subject }) => subject !== undefined && leadsTo(subject, wanted));
      if (next === undefined || next.subject?.hunk === wanted.hunk) return next;
      level = await this.getChildren(next);
    }
  }
}

/** Whether all that a node stands for is part of what is looked for. */
function leadsTo(subject: Subject, wanted: Subject): boolean {
  const parts = ["site", "series", "patch", "path", "hunk"] as const;
  return parts.every((part) => subject[part] === undefined || subject[part] === wanted[part]);
}

/** A tree item with its parts in one expression. */
export function item(
  label: string,
  parts: Partial<vscode.TreeItem> & { readonly open?: boolean | "never" } = {},
): vscode.TreeItem {
  const { open = false, ...rest } = parts;
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const made = new vscode.TreeItem(label, open === "never" ? None : open ? Expanded : Collapsed);
  return Object.assign(made, rest);
}

/** A command of a row's menu. VS Code hands over no node when the tree was made anew in the moment of the click. */
export function ofRow(run: (subject: Subject) => unknown): (node?: Node) => unknown {
  return (node) =>
    node?.subject === undefined
      ? vscode.window.setStatusBarMessage(
          vscode.l10n.t("The list has just changed; please choose again."),
          5000,
        )
      : run(node.subject);
}

/** A click on a tree item runs this. */
export function click(title: string, command: string, ...args: readonly unknown[]): vscode.Command {
  return { title, command, arguments: [...args] };
}
