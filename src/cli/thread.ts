import { findLinks } from "../series/links";
import { findSeries } from "../series/patchSeries";
import type { SeriesPart } from "../series/patchSeries";
import type { ThreadEntry } from "../series/threads";
import type { Command } from "./command";
import { DONE } from "./command";
import { withoutText } from "./lightMessage";
import { readOptions } from "./options";
import { readSite } from "./site";
import type { LightSite } from "./site";
import { visible } from "./summaryText";

function entryJson({ id, message, messageId, parent, file }: ThreadEntry): object {
  return {
    id,
    messageId,
    subject: message?.subject ?? null,
    author: message?.author ?? null,
    date: message?.date ?? null,
    parent,
    ghost: message?.ghost ?? true,
    knownBy: message?.knownBy ?? "reference",
    file,
    lines: message?.lines ?? null,
  };
}

function partJson({ n, message, patch, given, carriedFrom }: SeriesPart): object {
  return { n, message, patch: patch?.id ?? null, subject: patch?.subject ?? null, given, carriedFrom };
}

function siteJson({ messages, threading }: LightSite): object {
  return {
    threads: threading.threads.map(({ root, entries }) => ({ root, messages: entries.map(entryJson) })),
    series: findSeries(messages, threading).map((series) => ({
      ...series,
      parts: series.parts.map(partJson),
      extra: series.extra.map(partJson),
    })),
    links: findLinks(messages, threading.threads),
  };
}

function siteText({ threading }: LightSite): string {
  const lines = threading.threads.flatMap(({ entries }) => [
    ...entries.map(({ depth, id, message }) => {
      const who = message?.author ?? "somebody";
      const ghost = message?.ghost === false ? "" : " (known only from others)";
      return `${"  ".repeat(Math.min(depth, 40))}${who}${ghost}: ${message?.subjectRaw ?? ""}  [${id}]`;
    }),
    "",
  ]);
  return visible(lines.join("\n"));
}

/** Prints the threads of documents, as JSON also the series and links in them. */
export const thread: Command = {
  name: "thread",
  summary:
    "Puts the messages of documents into threads, with those known only from quotes, and lists series and links.",
  usage: ["thread FILE... [--json]", "thread --stdin [--json]"],
  async run(args, io) {
    const { flags, words } = readOptions(args, { json: "flag", stdin: "flag" });
    const site = await readSite(words, flags.has("stdin"), io, withoutText);
    await io.out(flags.has("json") ? `${JSON.stringify(siteJson(site))}\n` : siteText(site));
    return DONE;
  },
};
