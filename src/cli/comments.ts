import type { Comment } from "../series/anchoredComment";
import type { Command } from "./command";
import { DONE } from "./command";
import { readOptions } from "./options";
import { readSite } from "./site";
import { visible } from "./summaryText";

function textOf(comment: Comment): string {
  return comment.lines.map((line) => line.text).join("\n");
}

function commentJson(comment: Comment): object {
  return {
    message: comment.message,
    author: comment.author,
    text: textOf(comment),
    lines: [comment.lines[0]?.line ?? 0, comment.lines.at(-1)?.line ?? 0],
    quote: comment.range,
    quotedMessage: comment.quotedMessage,
    file: comment.file,
    confidence: comment.confidence,
    anchor: comment.anchor,
    candidates: comment.candidates,
  };
}

function commentText(comment: Comment): string {
  const { anchor } = comment;
  const where =
    anchor === null
      ? `lines ${comment.range[0]}-${comment.range[1]} of ${comment.file}`
      : `${anchor.path}:${anchor.line ?? "?"} (${anchor.side}, ${anchor.patch}, certainty ${anchor.certainty})`;
  return `${comment.author ?? "somebody"} on ${where}:\n${textOf(comment).replace(/^/gm, "    ")}\n`;
}

export const comments: Command = {
  name: "comments",
  summary: "Says which line of which patch each passage of a reply speaks of.",
  usage: ["comments FILE... [--json]", "comments --stdin [--json]"],
  async run(args, io) {
    const { flags, words } = readOptions(args, { json: "flag", stdin: "flag" });
    const site = await readSite(words, flags.has("stdin"), io);
    const json = JSON.stringify({ comments: site.comments.map(commentJson) });
    await io.out(flags.has("json") ? `${json}\n` : visible(site.comments.map(commentText).join("\n")));
    return DONE;
  },
};
