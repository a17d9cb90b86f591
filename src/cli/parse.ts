import { readDocument } from "../mail/document";
import { DocumentReader, MOST_PROBLEMS } from "../mail/documentReader";
import type { Message } from "../mail/message";
import type { Problem } from "../mail/problem";
import { readMessagePatches } from "../series/sitePatch";
import type { Command, Io } from "./command";
import { BAD_USAGE, DONE, UsageError } from "./command";
import { messageJson } from "./messageJson";
import { readOptions } from "./options";
import { findSources, readAll } from "./sources";
import type { Source } from "./sources";
import { summaryText } from "./summaryText";

interface Parsed {
  readonly json: object;
  readonly problems: readonly Problem[];
}

function parseMessage(message: Message, withLines: boolean): Parsed {
  const { patches, problems } = readMessagePatches(message);
  return { json: messageJson(message, patches, withLines), problems };
}

/** Output is gathered to pieces of this size: a write for every line would cost more than reading it. */
const PIECE = 1 << 16;

async function stream(source: Source, withLines: boolean, io: Io): Promise<void> {
  const reader = new DocumentReader(source.name, source.stem);
  const problems: Problem[] = [];
  let out = "";
  const write = (messages: readonly Message[]): void => {
    for (const message of messages) {
      const parsed = parseMessage(message, withLines);
      for (const problem of parsed.problems) if (problems.length < MOST_PROBLEMS) problems.push(problem);
      out += `${JSON.stringify({ file: source.name, message: parsed.json, problems: parsed.problems })}\n`;
    }
  };
  const flush = async (): Promise<void> => {
    const text = out;
    out = "";
    if (text !== "") await io.out(text);
  };
  for await (const chunk of source.chunks()) {
    for (const { messages } of reader.push(chunk)) {
      write(messages);
      if (out.length >= PIECE) await flush();
    }
  }
  const rest = reader.end();
  let step = rest.next();
  for (; step.done !== true; step = rest.next()) {
    write(step.value.messages);
    if (out.length >= PIECE) await flush();
  }
  const { kind, problems: found } = step.value;
  out += `${JSON.stringify({ file: source.name, kind, problems: [...found, ...problems] })}\n`;
  await flush();
}

async function readWhole(source: Source, form: "json" | "text", withLines: boolean, io: Io): Promise<void> {
  const document = readDocument(source.name, await readAll(source), source.stem);
  if (form === "text") {
    await io.out(summaryText(document));
    return;
  }
  const parsed = document.messages.map((message) => parseMessage(message, withLines));
  const { file, kind } = document;
  const problems = [...document.problems, ...parsed.flatMap((each) => each.problems)];
  await io.out(`${JSON.stringify({ file, kind, messages: parsed.map((each) => each.json), problems })}\n`);
}

export const parse: Command = {
  name: "parse",
  summary: "Lists the messages, patches, files and hunks of documents, and every repair that was needed.",
  usage: ["parse FILE... [--json | --ndjson] [--lines]", "parse --stdin [--json | --ndjson] [--lines]"],
  async run(args, io) {
    const { flags, words } = readOptions(args, {
      json: "flag",
      ndjson: "flag",
      lines: "flag",
      stdin: "flag",
    });
    if (flags.has("json") && flags.has("ndjson")) throw new UsageError("Give either --json or --ndjson.");
    const withLines = flags.has("lines");
    let status = DONE;
    for (const source of await findSources(words, flags.has("stdin"), io)) {
      try {
        if (flags.has("ndjson")) await stream(source, withLines, io);
        else await readWhole(source, flags.has("json") ? "json" : "text", withLines, io);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        // One file that cannot be read (a link to nowhere in a folder) keeps nobody from the others.
        io.err(`patch-archaeology parse: ${error.message}\n`);
        status = BAD_USAGE;
      }
    }
    return status;
  },
};
