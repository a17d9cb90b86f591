import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { changedFunctions } from "../../../src/patch/changedFunctions";
import type { Hunk, Row } from "../../../src/patch/patch";
import { findIn } from "../../../src/host/desk/found";

/** A hunk of these rows, as a diff has them. */
function changed(heading: string, ...rows: readonly string[]): readonly string[] {
  const split = rows.map((row): Row => ({ mark: markOf(row), text: row.slice(1), line: 1 }));
  return changedFunctions({ heading, rows: split });
}

function markOf(row: string): Row["mark"] {
  const [mark] = row;
  if (mark === "+" || mark === "-" || mark === " ") return mark;
  throw new Error(`"${row}" has no mark.`);
}

test("the function of the heading is named where the hunk begins and changes in it", () => {
  expect(changed("static int push(struct stack *s", " \tint x;", "+\tx = 1;", " }")).toEqual(["push"]);
});

test("a function that begins in the hunk, above what changes, is named and not the heading's", () => {
  expect(
    changed(
      "int push(int x)",
      " \treturn 1;",
      " }",
      " ",
      " int pop(void)",
      " {",
      "-\treturn 2;",
      "+\treturn 3;",
    ),
  ).toEqual(["pop"]);
  expect(changed("struct stack {", "-int pop(int x)", "+int pop(void)", " {")).toEqual(["pop"]);
});

test("a comment between functions belongs to the one below it, be it kept, new or gone", () => {
  expect(
    changed("int push(int x)", "  * Takes one off.", "+ * Sleeps.", "  */", " int pop(void)", " {"),
  ).toEqual(["pop"]);
  expect(changed("int push(int x)", " }", "-/* Looks. */", "-int peek(void)", "-{", "-}")).toEqual(["peek"]);
  expect(changed("int push(int x)", " }", "+/* The end. */")).toEqual([]);
});

test("a new name comes before the old one; prototypes and calls begin no function", () => {
  expect(changed("", "-int pull(void)", "+int pop(void)", " {", "+\tcheck(1);")).toEqual(["pop", "pull"]);
  expect(changed("int push(int x)", "+int pop(void);", "+\tpop();")).toEqual(["push"]);
});

test("where the rows have lost what indents them, the heading's function is named", () => {
  expect(changed("int push(int x)", " if (x) {", "+grow(&stack,", "+x);", " }")).toEqual(["push"]);
  expect(changed("", " return 1;", "+grow(&stack,", "+x);")).toEqual([]);
});

/** Read off document 001, whose headings name other functions than these. */
test.each([
  ["p1/fs/direct-io.c#1", ["dio_complete"]],
  ["p1/fs/direct-io.c#4", ["dio_await_completion"]],
  ["p3/fs/direct-io.c#2", ["dio_complete_aio", "finished_one_bio"]],
  ["p3/fs/direct-io.c#5", ["dio_bio_submit"]],
  ["p3/fs/direct-io.c#6", ["wait_for_more_bios", "dio_await_one"]],
  // What it takes out of the first stands above what it changes in the second.
  ["p3/fs/direct-io.c#8", ["dio_bio_complete", "dio_await_completion"]],
  ["p5/fs/direct-io.c#2", ["dio_complete_aio"]],
  ["p5/fs/direct-io.c#3", ["dio_bio_end_aio"]],
])("of the sample, %s changes %j", (id, names) => {
  const name = "001_9edfb32b0ba350d2.txt";
  const { patches } = findIn([{ name, bytes: readFileSync(`media/corpus/${name}`) }]);
  const hunks: readonly (Hunk & { readonly id: string })[] = [...patches.values()].flatMap(({ files }) =>
    files.flatMap((file) => file.hunks),
  );
  const hunk = hunks.find((one) => one.id === id);
  expect(hunk && changedFunctions(hunk)).toEqual(names);
});
