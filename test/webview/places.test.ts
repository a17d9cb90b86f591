import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findIn } from "../../src/host/desk/found";
import { placed, placesOf, showings } from "../../src/models/places/places";

const name = "001_9edfb32b0ba350d2.txt";
const { patches } = findIn([{ name, bytes: readFileSync(`media/corpus/${name}`) }]);
const open = async (id: string) => patches.get(id);

/** Statements of the seed document: the row that a place leads to, counted from its hunk's header, holds the text. */
test.each([
  ["base", "finished_one_bio", "if (dio->bio_count == 1) {", "p1", "old"],
  ["p5", "dio_bio_end_aio", "kfree(dio);", "p5", "new"],
  ["p4", "dio_bio_end_aio", "waiter_holds_ref = !!dio->waiter;", "p4", "new"],
  ["p3", "dio_bio_end_aio", "if (atomic_dec_and_test(&dio->refcount))", "p3", "new"],
] as const)('%s: %s() "%s" is shown by %s, %s side', async (revision, inFunction, cText, patch, side) => {
  const [place] = (await placesOf(revision, open))({ function: inFunction, cText });
  expect(place).toMatchObject({ patch, side, path: "fs/direct-io.c" });
  const row = patches
    .get(patch)
    ?.files.flatMap((file) => file.hunks)
    .find((hunk) => hunk.id === place?.hunk);
  const start = side === "old" ? row?.oldStart : row?.newStart;
  const gone = side === "old" ? "+" : "-";
  const shown = row?.rows.filter(({ mark }) => mark !== gone)[(place?.line ?? 0) - (start ?? 0)];
  expect(shown?.text.trim()).toBe(cText);
});

test("the diff in front changes as seldom as can be", async () => {
  const places = await placesOf("base", open);
  const step = (cText: string, inFunction = "finished_one_bio") => ({ function: inFunction, cText });
  // p1 and p3 both show the test, only p3 the other two.
  const steps = [
    step("dio->bio_count++;", "dio_bio_submit"),
    step("if (dio->bio_count == 1) {"),
    step("dio->bio_count--;"),
  ];
  expect(placed(steps, places).map(({ place }) => place?.patch)).toEqual(["p3", "p3", "p3"]);
  expect(placed(steps.slice(1, 2), places).map(({ place }) => place?.patch)).toEqual(["p1"]);
  expect(placed(steps.slice(1), places).map(({ place }) => place?.patch)).toEqual(["p3", "p3"]);
});

test("text that no diff shows has no place, and a brace never has one", async () => {
  const places = await placesOf("base", open);
  expect(places({ function: "dio_get_page", cText: "page = dio->pages[dio->head++];" })).toEqual([]);
  expect(places({ function: "finished_one_bio", cText: "}" })).toEqual([]);
});

test("a revision is looked for in its own patch, then in the next one, then further away", () => {
  expect(showings("p2").slice(0, 3)).toEqual([
    { patch: "p2", side: "new" },
    { patch: "p3", side: "old" },
    { patch: "p1", side: "new" },
  ]);
  expect(showings("base")[0]).toEqual({ patch: "p1", side: "old" });
  expect(showings("lock")[0]).toEqual({ patch: "p5", side: "new" });
  expect(showings("prop-base")[0]).toEqual({ patch: "propogate", side: "old" });
});
