import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commands } from "../../src/cli/commands";
import { dispatch } from "../../src/cli/dispatch";
import { withoutText, withPackedText } from "../../src/cli/lightMessage";
import { PackedLines } from "../../src/cli/packedLines";
import { readDocument } from "../../src/mail/document";
import { openDigSite } from "../../src/series/digSite";
import { writtenBy } from "./cli/written";

const names = readdirSync("media/corpus").map((name) => `media/corpus/${name}`);
const site = openDigSite(names.map((name) => readDocument(name, readFileSync(name))));

async function printed(command: string): Promise<unknown> {
  const { out } = await writtenBy((io) => dispatch([command, ...names, "--json"], commands, io));
  return JSON.parse(out);
}

test("comments tells the same of packed words as of whole ones", async () => {
  const wanted = site.comments.map((comment) => ({
    message: comment.message,
    author: comment.author,
    text: comment.lines.map(({ text }) => text).join("\n"),
    quote: comment.range,
    file: comment.file,
    anchor: comment.anchor,
    candidates: comment.candidates,
  }));
  expect(wanted.length).toBeGreaterThan(10);
  expect(await printed("comments")).toMatchObject({ comments: wanted });
});

test("thread tells the same threads, series and links without the text of the mails", async () => {
  const wanted = {
    threads: site.threads.map(({ root, entries }) => ({
      root,
      messages: entries.map(({ id, parent }) => ({ id, parent })),
    })),
    series: site.series.map((series) => ({
      title: series.title,
      missing: series.missing,
      given: series.given,
      parts: series.parts.map(({ n, message, patch }) => ({ n, message, patch: patch?.id ?? null })),
    })),
    links: site.links,
  };
  expect(await printed("thread")).toMatchObject(wanted);
});

test("what stays in memory for threads holds no line of a mail but titles, for comments only patches and what is answered", () => {
  const bodies = site.messages.map((placed) => ({
    placed,
    text: placed.message.body.map((line) => line.text),
  }));
  const subjects = new Set(site.messages.map(({ message }) => message.subject));
  const telling = bodies.flatMap(({ text }) =>
    text.filter((line) => line.length > 40 && !subjects.has(line)),
  );
  expect(telling.length).toBeGreaterThan(500);
  const kept = JSON.stringify(bodies.map(({ placed }) => ({ ...withoutText(placed), document: null })));
  expect(telling.filter((line) => kept.includes(JSON.stringify(line)))).toEqual([]);
  for (const { placed } of bodies) {
    const packed = withPackedText(placed);
    expect(packed.message.body).toEqual([]);
    expect(packed.patches).toEqual(placed.patches);
    expect(packed.pairs).toEqual(placed.pairs);
  }
});

test("packed lines come out as they were", () => {
  const lines = [
    { text: "", line: 1 },
    { text: "joined of two", line: 2, through: 3 },
    { text: "\tквота", line: 4, quoteDepth: 2 },
    { text: "", line: 9 },
  ];
  expect(new PackedLines(lines).unpack()).toEqual(lines);
  expect(new PackedLines([]).unpack()).toEqual([]);
});
