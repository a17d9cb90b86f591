import type { TextLine } from "../mail/textLine";
import type { Diffstat, DiffstatRow, FileDiff, Problem } from "./patch";
import { textAt } from "./headerLines";

const row = /^\s*(\S.{0,300}?)\s+\|\s+(\d+|Bin|Unmerged)(?:\s.*)?$/;
const summary =
  /^\s*(\d+) files? changed(?:, (\d+) insertions?\(\+\))?(?:, (\d+) (?:deletions?\(-\)|modifications?\(!\)))?/;

/** Reads the diffstat whose summary line (`3 files changed, ...`) stands at `at`; null if none stands there. */
function readDiffstat(lines: readonly TextLine[], at: number): Diffstat | null {
  const text = textAt(lines, at);
  if (!text.includes(" changed")) return null;
  const total = summary.exec(text.slice(0, 200));
  const last = lines[at];
  if (total === null || last === undefined) return null;
  const rows: DiffstatRow[] = [];
  for (let above = at - 1; above >= 0; above--) {
    const line = lines[above];
    const match = line === undefined ? null : row.exec(line.text.slice(0, 500));
    if (line === undefined || match === null) break;
    const changes = match[2] === "Bin" || match[2] === "Unmerged" ? null : Number(match[2]);
    rows.push({ line: line.line, path: match[1] ?? "", changes });
  }
  rows.reverse();
  return {
    firstLine: rows[0]?.line ?? last.line,
    lastLine: last.line,
    rows,
    files: Number(total[1]),
    additions: Number(total[2] ?? 0),
    deletions: Number(total[3] ?? 0),
  };
}

/** A summary does, behind the blank of git that archives strip; hardly any other line of a mail does. */
function beginsWithNumber(text: string): boolean {
  let at = 0;
  while (at < text.length && (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 9)) at++;
  const first = at < text.length ? text.charCodeAt(at) : 0;
  return first >= 0x30 && first <= 0x39;
}

/** The diffstats whose summary stands on one of the lines from index `from` up to `end`, in order. */
export function readDiffstats(lines: readonly TextLine[], from: number, end: number): readonly Diffstat[] {
  const found: Diffstat[] = [];
  for (let at = from; at < end; at++) {
    if (!beginsWithNumber(textAt(lines, at))) continue;
    const diffstat = readDiffstat(lines, at);
    if (diffstat !== null) found.push(diffstat);
  }
  return found;
}

/** True if a row's path, perhaps shortened to `.../end` or written `{old => new}`, means the file. */
function namesFile(path: string, file: Pick<FileDiff, "old" | "new">): boolean {
  const name = file.new ?? file.old;
  if (name === null) return false;
  if (path === name || path === file.old) return true;
  if (path.startsWith("...")) return name.endsWith(path.slice(3).replace(/^\/?/, "/"));
  if (!path.includes(" => ")) return false;
  const braces = /^(.*)\{(.*) => (.*)\}(.*)$/.exec(path);
  const renamed =
    braces === null
      ? /^.* => (.*)$/.exec(path)?.[1]
      : `${braces[1] ?? ""}${braces[3] ?? ""}${braces[4] ?? ""}`;
  return renamed !== undefined && renamed.replace("//", "/") === name;
}

/** The claim that a diffstat makes of one file: changed lines, or null if it does not name it. */
export function claimOf(diffstat: Diffstat, file: Pick<FileDiff, "old" | "new">): number | null {
  const found = diffstat.rows.find((claim) => namesFile(claim.path, file));
  return found?.changes ?? null;
}

function plural(count: number, word: string): string {
  return `${String(count)} ${word}${count === 1 ? "" : "s"}`;
}

function totals(files: number, additions: number, deletions: number): string {
  return `${plural(files, "file")}, ${plural(additions, "insertion")}, ${plural(deletions, "deletion")}`;
}

/** Compares a diffstat with the files it speaks of; a contradiction is a problem, and nothing is changed for it. */
export function contradictions(diffstat: Diffstat, files: readonly FileDiff[]): readonly Problem[] {
  if (files.length === 0) return [];
  const names = new Set(files.map((file) => file.new ?? file.old));
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  const claimed = { files: diffstat.files, additions: diffstat.additions, deletions: diffstat.deletions };
  if (claimed.files === names.size && claimed.additions === additions && claimed.deletions === deletions)
    return [];
  const said = totals(claimed.files ?? 0, claimed.additions ?? 0, claimed.deletions ?? 0);
  const here = totals(names.size, additions, deletions);
  return [
    {
      line: diffstat.lastLine,
      message: `the diffstat says ${said}, but the diff here has ${here}; the diff is believed`,
    },
  ];
}
