import type { Message } from "../mail/message";
import type { FileDiff, Hunk } from "../patch/patch";
import type { SitePatch } from "../series/sitePatch";

/** The output forms of a message and its patches; field names are fixed, other programs read them. */

function hunkJson(hunk: Hunk, id: string, withLines: boolean): object {
  const { line, oldStart, oldLines, newStart, newLines, heading, additions, deletions, repairs, certainty } =
    hunk;
  return {
    id,
    line,
    oldStart,
    oldLines,
    newStart,
    newLines,
    heading,
    additions,
    deletions,
    repairs,
    certainty,
    ...(hunk.parents === undefined ? {} : { parents: hunk.parents }),
    ...(withLines ? { lines: hunk.rows.map((row) => [row.mark, row.text]) } : {}),
  };
}

function fileJson(file: FileDiff, patch: string, withLines: boolean): object {
  const path = file.new ?? file.old ?? "";
  const content = file.binaryContent;
  return {
    old: file.old,
    new: file.new,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    binary: file.binary,
    ...(content === null
      ? {}
      : { oldSize: content.old.size, newSize: content.new.size, proven: file.proven }),
    line: file.line,
    oldMode: file.oldMode,
    newMode: file.newMode,
    repairs: file.repairs,
    hunks: file.hunks.map((hunk, i) => hunkJson(hunk, `${patch}/${path}#${i + 1}`, withLines)),
  };
}

function patchJson(found: SitePatch, withLines: boolean): object {
  const { id, subject, n, of, commit, author, email, trailers, patch } = found;
  return {
    id,
    subject,
    n,
    of,
    commit,
    author,
    email,
    lines: [patch.firstLine, patch.lastLine],
    trailers,
    files: patch.files.map((file) => fileJson(file, id, withLines)),
  };
}

/** A message with its patches as `parse --json` prints it. */
export function messageJson(message: Message, patches: readonly SitePatch[], withLines: boolean): object {
  const { id, lines, subject, subjectRaw, author, email, date, messageId, inReplyTo, ghost, commit } =
    message;
  return {
    id,
    lines,
    subject,
    subjectRaw,
    author,
    email,
    date,
    messageId,
    inReplyTo,
    ghost,
    knownBy: message.knownBy,
    answers: message.answers,
    commit,
    trailers: message.trailers,
    repairs: message.repairs,
    passages: message.passages.map((passage) => ({
      message: passage.message,
      lines: [passage.lines[0]?.line ?? 0, passage.lines.at(-1)?.line ?? 0],
      confidence: passage.confidence,
    })),
    patches: patches.map((patch) => patchJson(patch, withLines)),
  };
}
