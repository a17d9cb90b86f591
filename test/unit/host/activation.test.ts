import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { activate } from "../../../src/extension";
import { createdViews, registeredCommands } from "./vscode";

interface Declared {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  };
}

const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as Declared;

test("activation reads nothing, and registers exactly what the manifest declares", () => {
  const context = { subscriptions: [], extension: { extensionUri: "extension" }, extensionUri: "extension" };
  // Only what activation may touch is there; anything else is an error of the test's kind.
  activate(context as unknown as Parameters<typeof activate>[0]);
  expect(registeredCommands.toSorted()).toEqual(
    contributes.commands.map(({ command }) => command).toSorted(),
  );
  const views = Object.values(contributes.views).flatMap((group) => group.map(({ id }) => id));
  expect(createdViews.toSorted()).toEqual(views.toSorted());
});
