import { expect, test } from "vitest";
import { partAnswered } from "../../src/series/answeredPart";

const lines = (...texts: readonly string[]) => texts.map((text, i) => ({ text, line: i + 1 }));
const comment = (text: string) => [{ text, line: 99 }];

const talk = lines(
  "The bio may still be in flight when the submitter gives",
  "up. In that case the reference is dropped twice and the",
  "page is freed below the reader.",
  "",
  "We have seen this on two machines.",
);

test("a comment that says a sentence again answers that sentence, on all of its lines", () => {
  expect(partAnswered(talk, comment("You mean the reference is dropped twice and then freed?"))).toEqual([
    2, 3,
  ]);
  expect(partAnswered(talk, comment('"We have seen this on TWO machines": which ones?'))).toEqual([5, 5]);
});

test("words that anybody might use restate nothing: the whole quote is answered", () => {
  expect(partAnswered(talk, comment("In that case the patch is wrong, I fear."))).toEqual([1, 5]);
  expect(partAnswered(talk, comment("No."))).toEqual([1, 5]);
});

test("of a quoted diff the last hunk is answered, from its header on", () => {
  const diff = lines(
    "--- a/x",
    "+++ b/x",
    "@@ -1,2 +1,2 @@",
    " one",
    "@@ -9,2 +9,2 @@",
    "-two words more here",
    "",
  );
  expect(partAnswered(diff, comment("Why are two words more here?"))).toEqual([5, 6]);
});
