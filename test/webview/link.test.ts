import { expect, test } from "vitest";
import { linkQuery, readLinkQuery } from "../../src/host/panel/link";
import { setup } from "./fixture";

test("a link says what it was made of", () => {
  const run = {
    setup: {
      ...setup,
      beside: "p5",
      without: ["p5/fs/direct-io.c#1", "p5/mm/filemap.c#2"],
      irq: "same-cpu",
      continueAfterOops: true,
    },
    schedule: "s7 b1 s1?2",
    cursor: 7,
  } as const;
  expect(readLinkQuery(linkQuery(run))).toEqual(run);
  expect(readLinkQuery(linkQuery({ setup, schedule: "s1", cursor: 0 }))).toEqual({
    setup,
    schedule: "s1",
    cursor: 0,
  });
});

test.each([
  ["revision=base&schedule=s1", 'The link has no "scenario".'],
  ["scenario=a&revision=base&schedule=s1&step=-1", 'The link\'s "step" is not a number: -1.'],
  [
    "scenario=a&revision=base&schedule=s1&irq=none",
    'The link\'s "irq" is neither any-cpu nor same-cpu: none.',
  ],
])("the link %s is refused: %s", (query, why) => expect(() => readLinkQuery(query)).toThrow(why));
