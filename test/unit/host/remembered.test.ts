import { expect, test } from "vitest";
import { Remembered } from "../../../src/host/worker/remembered";

test("the values wanted last are kept, and no more than so many", () => {
  const made: string[] = [];
  const kept = new Remembered<string>(2);
  const want = (key: string): string =>
    kept.get(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  expect(["a", "b", "a", "c", "a"].map(want)).toEqual(["A", "B", "A", "C", "A"]);
  // "b" was wanted least lately when "c" came.
  expect(made).toEqual(["a", "b", "c"]);
  expect([kept.find("b"), kept.find("c")]).toEqual([undefined, "C"]);
});

test("what cannot be made is not kept", () => {
  const kept = new Remembered<number>(2);
  const fail = (): never => {
    throw new Error("no such scenario");
  };
  expect(() => kept.get("a", fail)).toThrow("no such scenario");
  expect(kept.get("a", () => 1)).toBe(1);
});
