import type { BinaryContent, FileDiff, Hunk, Patch } from "./patch";

/** The line git and GNU diff write below a last line without newline. */
const NO_NEWLINE = "\\ No newline at end of file";

function range(start: number, lines: number): string {
  return lines === 1 ? String(start) : `${String(start)},${String(lines)}`;
}

/** C-quotes a name as git does when it holds a quote, a backslash, a control character or a byte above 127. */
function quoted(name: string): string {
  return /["\\\p{Cc}]/u.test(name) ? JSON.stringify(name) : name;
}

/** The rows of a hunk as lines of a unified diff. */
function hunkLines(hunk: Hunk): readonly string[] {
  return hunk.rows.flatMap((row) =>
    row.noNewline === true ? [row.mark + row.text, NO_NEWLINE] : [row.mark + row.text],
  );
}

/** A hunk as clean text; its counts are those of the rows that are there. */
function hunkText(hunk: Hunk): string {
  const old = range(hunk.oldStart, hunk.rows.length - hunk.additions);
  const now = range(hunk.newStart, hunk.rows.length - hunk.deletions);
  const heading = hunk.heading === "" ? "" : ` ${hunk.heading}`;
  return `@@ -${old} +${now} @@${heading}\n${hunkLines(hunk).join("\n")}\n`;
}

/** The line of blob ids, which git wants above binary data; null where none are known. The mode stands in it alone if it stays. */
function indexLine({ oldBlob, newBlob, oldMode, newMode, status }: FileDiff): string | null {
  if (oldBlob === null || newBlob === null) return null;
  const isKept = oldMode !== null && oldMode === newMode && status !== "added" && status !== "deleted";
  return `index ${oldBlob}..${newBlob}${isKept ? ` ${oldMode}` : ""}`;
}

/** Each part of a binary patch: its head, its data and a blank line. */
function binaryLines({ parts }: BinaryContent): readonly string[] {
  return parts.flatMap(({ method, bytes, rows }) => [
    `${method} ${String(bytes)}`,
    ...rows.map(({ text }) => text.trimEnd()),
    "",
  ]);
}

/** A file diff as the clean text that git writes, whatever the document looked like. */
export function fileText(file: FileDiff): string {
  const path = file.new ?? file.old ?? "unknown";
  const [old, now] = [`a/${file.old ?? path}`, `b/${file.new ?? path}`].map(quoted);
  const lines = [`diff --git ${old ?? ""} ${now ?? ""}`];
  if (file.status === "added") lines.push(`new file mode ${file.newMode ?? "100644"}`);
  else if (file.status === "deleted") lines.push(`deleted file mode ${file.oldMode ?? "100644"}`);
  else if (file.oldMode !== file.newMode && file.oldMode !== null && file.newMode !== null)
    lines.push(`old mode ${file.oldMode}`, `new mode ${file.newMode}`);
  if (file.status === "renamed" || file.status === "copied") {
    const verb = file.status === "renamed" ? "rename" : "copy";
    if (file.similarity !== null) lines.push(`similarity index ${String(file.similarity)}%`);
    lines.push(`${verb} from ${quoted(file.old ?? path)}`, `${verb} to ${quoted(file.new ?? path)}`);
  }
  const ids = indexLine(file);
  if (ids !== null) lines.push(ids);
  if (file.binaryContent !== null) lines.push("GIT binary patch", ...binaryLines(file.binaryContent));
  if (file.hunks.length > 0) {
    lines.push(`--- ${file.old === null ? "/dev/null" : (old ?? "")}`);
    lines.push(`+++ ${file.new === null ? "/dev/null" : (now ?? "")}`);
  }
  return `${lines.join("\n")}\n${file.hunks.map(hunkText).join("")}`;
}

/** Binary data that is damaged or not there, and merges, which git shows against several parents and applies to none. */
function isUnwritable({ binary, binaryContent, hunks }: FileDiff): boolean {
  if (binary) return binaryContent === null || binaryContent.fault !== null;
  return hunks.some(({ parents }) => parents !== undefined);
}

/** A patch as clean text that `git apply` reads; what cannot be written so (see `isUnwritable`) is left out. */
export function patchText(patch: Patch): string {
  return patch.files
    .filter((file) => !isUnwritable(file))
    .map(fileText)
    .join("");
}
