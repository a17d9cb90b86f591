import { expect, test } from "vitest";
import { RaceTree } from "../../../src/host/testing/races";

type Parts = ConstructorParameters<typeof RaceTree>;

interface Item {
  readonly id: string;
  readonly children: { replace: (items: readonly Item[]) => void };
}

test("the tests are there where the models that they open cannot be read", async () => {
  let tests: readonly Item[] = [];
  let revisions: readonly Item[] = [];
  const createTestItem = (id: string): Item => ({
    id,
    children: { replace: (items) => (tests = items) },
  });
  const controller = { createTestItem, items: { replace: (items: readonly Item[]) => (revisions = items) } };
  const catalogue = { revisions: [{ id: "base", title: "" }], scenarios: [{ id: "two-bios", title: "" }] };
  const tree = new RaceTree(
    controller as unknown as Parts[0],
    { ask: () => Promise.resolve(catalogue) } as unknown as Parts[1],
    () => Promise.reject(new Error("no models")),
  );
  await tree.fill();
  expect([...revisions, ...tests].map(({ id }) => id)).toEqual(["base", "base two-bios"]);
});
