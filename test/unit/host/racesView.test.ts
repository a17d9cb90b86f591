import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { scenarioTree } from "../../../src/host/trees/races";
import { commands, providers } from "./vscode";

type Parts = Parameters<typeof scenarioTree>;

const view = "patchArchaeology.races";

test("the view says that no scenario could be read only after reading them has failed", async () => {
  const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
    readonly contributes: {
      readonly viewsWelcome: readonly { readonly view: string; readonly when?: string }[];
    };
  };
  const conditions = contributes.viewsWelcome.filter((one) => one.view === view).map(({ when }) => when);
  expect(conditions).toEqual(["patchArchaeology.noScenarios"]);
  const run = vi.spyOn(commands, "executeCommand");
  const catalogue = vi
    .fn<() => Promise<unknown>>()
    .mockResolvedValueOnce({ scenarios: [{ id: "aio-read" }] });
  scenarioTree(
    { catalogue } as unknown as Parts[0],
    { onDidChange: () => undefined, sites: [] } as unknown as Parts[1],
  );
  const provider = providers.get(view) as { readonly getChildren: () => Promise<unknown> };
  expect(await provider.getChildren()).toEqual([{ id: "aio-read" }]);
  expect(run).not.toHaveBeenCalled();
  catalogue.mockRejectedValueOnce(new Error("The thread has stopped."));
  await expect(provider.getChildren()).rejects.toThrow("The thread has stopped.");
  expect(run.mock.calls).toEqual([["setContext", "patchArchaeology.noScenarios", true]]);
});
