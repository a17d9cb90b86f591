import type * as vscode from "vscode";
import type { Client } from "../worker/client";
import type { Cell } from "../worker/requests";

/** The tree of tests: every revision, with every scenario below it. */
export class RaceTree {
  readonly #controller: vscode.TestController;
  readonly #stepper: Client;
  readonly #homeOf: (revision: string) => Promise<vscode.Uri>;
  readonly #cells = new WeakMap<vscode.TestItem, Cell>();

  /** `homeOf` gives the model of a revision, which a click on its tests opens. */
  constructor(
    controller: vscode.TestController,
    stepper: Client,
    homeOf: (revision: string) => Promise<vscode.Uri>,
  ) {
    this.#controller = controller;
    this.#stepper = stepper;
    this.#homeOf = homeOf;
  }

  /** Puts the tests into the tree; what people only talked about is left to the command line. */
  async fill(): Promise<void> {
    const { revisions, scenarios } = await this.#stepper.ask("catalogue", null);
    const tested = revisions.filter(({ id }) => !id.startsWith("whatif-"));
    const items = await Promise.all(
      tested.map(async ({ id: revision, title }, n) => {
        // A test that opens nothing can still be run.
        const home = await this.#homeOf(revision).catch(() => undefined);
        const item = this.#controller.createTestItem(revision, revision, home);
        item.description = title;
        // In the order of history, which is no alphabet's.
        item.sortText = String(n).padStart(3, "0");
        item.children.replace(
          scenarios.map(({ id: scenario, title: words }) => {
            const child = this.#controller.createTestItem(`${revision} ${scenario}`, scenario, home);
            child.description = words;
            this.#cells.set(child, { revision, scenario });
            return child;
          }),
        );
        return item;
      }),
    );
    this.#controller.items.replace(items);
  }

  /** What a test stands for; undefined for a revision, which only holds tests. */
  cellOf(item: vscode.TestItem): Cell | undefined {
    return this.#cells.get(item);
  }

  /** The tests that a request names, in the order of the tree. */
  async chosen({
    include,
    exclude = [],
  }: Pick<vscode.TestRunRequest, "include" | "exclude">): Promise<readonly vscode.TestItem[]> {
    if (this.#controller.items.size === 0) await this.fill();
    const roots = include ?? [...this.#controller.items].map(([, item]) => item);
    const leaves = (item: vscode.TestItem): readonly vscode.TestItem[] => {
      if (exclude.includes(item)) return [];
      return this.#cells.has(item) ? [item] : [...item.children].flatMap(([, child]) => leaves(child));
    };
    return roots.flatMap(leaves);
  }
}
