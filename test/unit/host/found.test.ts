import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findIn } from "../../../src/host/desk/found";
import type { Desk, OpenSite } from "../../../src/host/desk/desk";
import { findHunk, findPatch } from "../../../src/host/desk/lookup";
import { sample } from "../../../src/launch/folders.mjs";

test("two copies of a document keep both series apart: ids of patches and hunks are there once", () => {
  const bytes = readFileSync(join(sample, "002_ef5d9ec70bccdd58.txt"));
  const { series, patches } = findIn(["a/mail.txt", "b/mail.txt"].map((name) => ({ name, bytes })));
  expect(series).toHaveLength(2);
  expect([...patches.values()]).toEqual(series.flatMap((one) => one.patches));
  const hunks = [...patches.values()].flatMap(({ files }) => files.flatMap((file) => file.hunks));
  expect(hunks.length).toBeGreaterThan(0);
  expect(new Set(hunks.map(({ id }) => id)).size).toBe(hunks.length);
  const [first, second] = [...patches.keys()];
  expect(first).toBe("pgbusy");
  expect(second).toMatch(/:m\d+\/1$/);
});

test("a patch that two dig sites hold is looked for in the site that is meant", async () => {
  const bytes = readFileSync(join(sample, "002_ef5d9ec70bccdd58.txt"));
  const site = (key: string): OpenSite => {
    const found = findIn([{ name: "mail.txt", bytes }]);
    return { key, title: key, sources: [], refused: [], found };
  };
  const [one, other] = [site("one"), site("other")];
  // Only this much of the desk is asked.
  const desk = { allSites: () => Promise.resolve([one, other]) } as unknown as Desk;
  expect((await findPatch(desk, "pgbusy"))?.site).toBe(one);
  expect((await findPatch(desk, "pgbusy", "other"))?.site).toBe(other);
  expect((await findPatch(desk, "pgbusy", "closed"))?.site).toBe(one);
  expect((await findHunk(desk, "pgbusy/mm/filemap.c#1", "other"))?.site).toBe(other);
  expect(await findPatch(desk, "p1", "other")).toBeUndefined();
});
