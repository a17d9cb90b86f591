import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import type { Document } from "../../src/mail/document";

/**
 * Expected values are those of test/data/seed-truth.json, which was written by hand from the documents;
 * its own short ids (`002.q1`) are the ids of the output here (`002...:m2`), in order of appearance.
 */
interface TrailerTruth {
  readonly line: number;
  readonly key: string;
  readonly value: string;
}
interface Truth {
  readonly file: string;
  readonly messages?: readonly {
    readonly dateIso?: string;
    readonly from?: string;
    readonly ownLines?: [number, number];
  }[];
  readonly trailers?: readonly TrailerTruth[];
  readonly authorship?: readonly { readonly who: string; readonly lines: [number, number] }[];
  readonly commit?: { readonly cleanTitle: string; readonly shortSha: string };
}
const truth = JSON.parse(readFileSync("test/data/seed-truth.json", "utf8")) as Record<string, Truth>;

function seed(key: string): { readonly document: Document; readonly truth: Truth } {
  const one = truth[key];
  if (one === undefined) throw new Error(`no truth about ${key}`);
  return { document: readDocument(one.file, readFileSync(`media/corpus/${one.file}`)), truth: one };
}

test.each([
  ["000", "commit-page"],
  ["001", "package-page"],
  ["002", "archive-page"],
  ["003", "archive-page"],
  ["004", "archive-page"],
])("document %s is a %s", (key, kind) => {
  expect(seed(key).document.kind).toBe(kind);
});

test("four mails are seen and eight ghosts are known from them", () => {
  const messages = ["001", "002", "003", "004"].flatMap((key) => seed(key).document.messages);
  expect(messages.filter((message) => !message.ghost)).toHaveLength(4);
  expect(messages.filter((message) => message.ghost)).toHaveLength(8);
});

test.each(["000", "002", "003"])("trailers of %s, with their lines", (key) => {
  const { document, truth: expected } = seed(key);
  const found = document.messages.flatMap((message) => message.trailers);
  expect(found).toEqual(expected.trailers?.map(({ line, key: name, value }) => ({ key: name, value, line })));
});

test("the commit page gives the commit, its title and its author without the page's own words", () => {
  const { document, truth: expected } = seed("000");
  const [message] = document.messages;
  expect(message?.commit).toBe(expected.commit?.shortSha);
  expect(message?.subject).toBe(expected.commit?.cleanTitle);
  expect(message?.author).toBe("Zach Brown");
});

test("dates keep their zone, and have none where none is written", () => {
  const dates = ["002", "003", "004"].flatMap((key) =>
    seed(key).document.messages.map((message) => message.date),
  );
  expect(dates).toEqual([
    "2007-03-07T17:49:03-05:00",
    "2007-03-07T14:14",
    "2007-03-05T17:23:33+03:00",
    null,
    null,
    "2007-02-20T09:08:41-05:00",
    "2007-02-19T23:35",
    "2007-02-20T11:11:39-05:00",
    "2007-02-20T11:01:50-05:00",
    "2007-02-19T19:21-05:00",
    "2007-02-19T16:50:48-05:00",
  ]);
});

test("each line of 002, whose quote marks were lost, is given to the one who wrote it", () => {
  const { document, truth: expected } = seed("002");
  const writer = new Map<number, string | null>();
  for (const { message, lines } of document.messages[0]?.passages ?? []) {
    const author = document.messages.find(({ id }) => id === message)?.author ?? null;
    for (const { line } of lines) writer.set(line, author);
  }
  for (const { who, lines } of expected.authorship ?? []) {
    if (who === "list footer") continue;
    for (let line = lines[0]; line <= lines[1]; line++) {
      const text = readFileSync(`media/corpus/${expected.file}`, "utf8").split("\n")[line - 1];
      if (text !== "") expect(writer.get(line), `line ${line}`).toBe(who);
    }
  }
});

test("the quoted people of 004 have their own lines and answer each other", () => {
  const { document, truth: expected } = seed("004");
  const [reader, ...quoted] = document.messages;
  expect(quoted.map((message) => message.lines)).toEqual([
    [24, 29],
    [17, 22],
    [10, 15],
  ]);
  expect(quoted.map((message) => message.author)).toEqual(
    expected.messages?.slice(1).map((message) => message.from),
  );
  expect(reader?.answers).toBe(quoted[0]?.id);
  expect(quoted.map((message) => message.answers)).toEqual([quoted[1]?.id, quoted[2]?.id, null]);
});

test("the mail that 003 quotes whole has its wrapped header joined", () => {
  const [, quoted] = seed("003").document.messages;
  expect(quoted).toMatchObject({
    ghost: true,
    lines: [34, 376],
    author: "Zach Brown",
    email: "zach.brown@xxxxxxxxxx",
    subject: "aio: propogate post-EIOCBQUEUED errors to completion event",
    subjectRaw: "[PATCH] aio: propogate post-EIOCBQUEUED errors to completion event",
  });
  expect(quoted?.body.find((line) => line.text !== "")?.line).toBe(43);
});
