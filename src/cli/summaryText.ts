import type { Message } from "../mail/message";
import { readMessagePatches } from "../series/sitePatch";

/** Characters that would turn or hide text on a terminal (control and bidirectional marks) made visible. */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (letter) => `\\u{${letter.charCodeAt(0).toString(16)}}`,
  );
}

/** What a message holds, for people: a line for itself, for each of its patches and files, and for what is wrong with them. */
export function messageText(message: Message): string {
  const who = message.author ?? "somebody";
  const ghost = message.ghost ? " (known only from others)" : "";
  const subject = message.subjectRaw === "" ? "(no subject)" : message.subjectRaw;
  const lines = [`  ${message.id}  ${message.date ?? "no date"}  ${who}${ghost}: ${subject}`];
  const { patches, problems } = readMessagePatches(message);
  for (const { id, patch } of patches) {
    lines.push(`    patch ${id}`);
    for (const file of patch.files) {
      const repairs = file.hunks.reduce((sum, hunk) => sum + hunk.repairs.length, file.repairs.length);
      const repaired = repairs === 0 ? "" : `, ${repairs} repairs`;
      const counts = `+${file.additions} -${file.deletions} in ${file.hunks.length === 1 ? "1 hunk" : `${file.hunks.length} hunks`}${repaired}`;
      lines.push(`      ${file.new ?? file.old ?? "?"}  ${counts}`);
    }
  }
  for (const { line, message: what } of problems) lines.push(`    line ${line}: ${what}`);
  return `${lines.join("\n")}\n`;
}
