import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findIn } from "../../../src/host/desk/found";
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
