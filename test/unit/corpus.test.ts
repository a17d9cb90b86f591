import { readdirSync } from "node:fs";
import { expect, test } from "vitest";

test("the five seed documents are shipped as data", () => {
  expect(readdirSync("media/corpus").filter((name) => name.endsWith(".txt"))).toHaveLength(5);
});
