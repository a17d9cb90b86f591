import type { Comment } from "../series/anchoredComment";
import { commentsOf } from "../series/siteComments";
import type { Command } from "./command";
import { DONE } from "./command";
import { withPackedText } from "./lightMessage";
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

/** Prints the review comments of documents, each with the line that it speaks of. */
export const comments: Command = {
  name: "comments",
  summary: "Says which line of which patch each passage of a reply speaks of.",
  usage: ["comments FILE... [--json]", "comments --stdin [--json]"],
  async run(args, io) {
    const { flags, words } = readOptions(args, { json: "flag", stdin: "flag" });
    const { messages, threading } = await readSite(words, flags.has("stdin"), io, withPackedText);
    const isJson = flags.has("json");
    let between = "";
    if (isJson) await io.out('{"comments":[');
    for (const comment of commentsOf(messages, threading)) {
      await io.out(
        `${between}${isJson ? JSON.stringify(commentJson(comment)) : visible(commentText(comment))}`,
      );
      between = isJson ? "," : "\n";
    }
    if (isJson) await io.out("]}\n");
    return DONE;
  },
};
