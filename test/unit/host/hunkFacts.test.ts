import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { findIn } from "../../../src/host/desk/found";
import { withFacts } from "../../../src/host/panel/hunkFacts";
import { library } from "../../../src/host/worker/models";

const names = readdirSync("media/corpus");
const { patches } = findIn(names.map((name) => ({ name, bytes: readFileSync(`media/corpus/${name}`) })));

test("each hunk of the sample has its functions, its lines and a row of code, as read in document 001", async () => {
  const catalogue = await withFacts(library.catalogue(), async (name) => patches.get(name));
  const hunks = new Map(catalogue.revisions.flatMap((one) => one.hunks.map(({ id, facts }) => [id, facts])));
  // "@@ -267,14 +266,6 @@", line 686 of the document.
  expect(hunks.get("p4/fs/direct-io.c#2")).toEqual({
    where: "dio_complete_aio()",
    old: "267–280",
    new: "266–271",
    row: "- } else {",
  });
  // The header of this one, line 701, names the function above; line 140's hunk begins with a comment between functions.
  expect(hunks.get("p4/fs/direct-io.c#3")).toMatchObject({
    where: "dio_bio_end_aio()",
    row: "+ int waiter_holds_ref = 0;",
  });
  expect(hunks.get("p1/fs/direct-io.c#1")).toMatchObject({
    where: "dio_complete()",
    row: "- static void dio_complete(struct dio *dio, loff_t offset, ssize_t bytes)",
  });
  // Line 392: in a struct, outside of every function.
  expect(hunks.get("p3/fs/direct-io.c#1")).toMatchObject({ where: "struct dio", old: "121–129" });
  expect([...hunks].filter(([, facts]) => facts === null || facts.where === "" || facts.row === "")).toEqual(
    [],
  );
});

test("what is not open stays undescribed", async () => {
  const catalogue = library.catalogue();
  expect(await withFacts(catalogue, async () => undefined)).toBe(catalogue);
});
