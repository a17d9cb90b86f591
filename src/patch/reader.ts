import type { TextLine } from "../mail/textLine";
import type { CommitHeader } from "./commitHeader";
import { readCommitHeader } from "./commitHeader";
import type { Damage } from "./damage";
import { judgeDamage } from "./damage";
import { readDiffstats } from "./diffstat";
import type { FileHeader } from "./fileHeader";
import { readFileHeader, unnamedHeader } from "./fileHeader";
import { endOfWords } from "./furniture";
import { isBoundary, textAt } from "./headerLines";
import type { HunkHeader } from "./hunkHeader";
import { readHunkHeader } from "./hunkHeader";
import type { HunkReading } from "./hunkReader";
import { readCleanHunk } from "./hunkReader";
import { repairHunk } from "./hunkRepair";
import type { Hunk, PatchReading, Problem } from "./patch";
import { finishPatches } from "./patchBuild";

/** A file whose names are not cleaned yet. */
export interface FileDraft {
  readonly header: FileHeader;
  readonly hunks: Hunk[];
  lastLine: number;
}

/** A patch of which more files may follow. */
export interface PatchDraft {
  readonly commit: CommitHeader | null;
  readonly files: FileDraft[];
}

/**
 * One pass over the words of a message. Everything that is looked for further down
 * (the end of a damaged hunk, the kind of damage) is found once and kept, so that the
 * time stays proportional to the text.
 */
class Reader {
  readonly patches: PatchDraft[] = [];
  readonly problems: Problem[] = [];
  private at = 0;
  private patch: PatchDraft | null = null;
  private file: FileDraft | null = null;
  private damage: Damage | null = null;
  private readonly end: number;

  constructor(private readonly lines: readonly TextLine[]) {
    this.end = endOfWords(lines);
  }

  read(): void {
    while (this.at < this.lines.length) {
      switch (textAt(this.lines, this.at).charCodeAt(0)) {
        case 0x63: // c: commit
        case 0x46: // F: From, Files
        case 0x23: // #: hg
          if (!this.takeCommit() && !this.takeFile()) this.at += 1;
          break;
        case 0x64: // d: diff
        case 0x49: // I: Index
        case 0x2d: // -: ---
        case 0x2b: // +: +++ whose --- is lost
        case 0x42: // B: Binary files
          if (!this.takeFile()) this.at += 1;
          break;
        case 0x40: // @
          if (!this.takeHunk()) this.at += 1;
          break;
        default:
          this.at += 1;
      }
    }
  }

  private takeCommit(): boolean {
    const reading = readCommitHeader(this.lines, this.at);
    if (reading === null) return false;
    this.patch = { commit: reading.header, files: [] };
    this.patches.push(this.patch);
    this.file = null;
    this.at = reading.next;
    return true;
  }

  private takeFile(): boolean {
    const reading = readFileHeader(this.lines, this.at);
    if (reading === null) return false;
    this.openFile(reading.header);
    this.at = Math.max(reading.next, this.at + 1);
    if (this.file !== null) this.file.lastLine = this.lines[this.at - 1]?.line ?? this.file.lastLine;
    return true;
  }

  private openFile(header: FileHeader): void {
    if (this.patch === null || this.isSecondPatch(header)) {
      this.patch = { commit: null, files: [] };
      this.patches.push(this.patch);
    }
    this.file = { header, hunks: [], lastLine: header.line };
    this.patch.files.push(this.file);
  }

  /** Words of a person between two diffs of the same file: two patches in one text. */
  private isSecondPatch(header: FileHeader): boolean {
    const last = this.patch?.files.at(-1);
    if (last === undefined || header.line <= last.lastLine + 1) return false;
    const name = header.newName ?? header.diffNames?.[1];
    return (
      this.patch?.files.some((file) => name === (file.header.newName ?? file.header.diffNames?.[1])) ?? false
    );
  }

  private takeHunk(): boolean {
    const header = readHunkHeader(textAt(this.lines, this.at));
    const line = this.lines[this.at]?.line ?? 0;
    if (header === null) return false;
    if (this.file === null || this.file.header.binary) {
      this.openFile(unnamedHeader(line));
      this.problems.push({
        line,
        message: "no header says which file this hunk changes; it is read without",
      });
    }
    const reading = this.readHunk(header);
    if (reading === null) {
      this.problems.push({ line, message: "no line of a hunk follows this header; it is left out" });
      return false;
    }
    if (this.file !== null) {
      this.file.hunks.push(reading.hunk);
      this.file.lastLine = reading.hunk.lastLine;
    }
    this.at = Math.max(reading.next, this.at + 1);
    return true;
  }

  private readHunk(header: HunkHeader): HunkReading | null {
    const clean = readCleanHunk(this.lines, this.at, header);
    if (clean !== null && this.endsWell(clean.next)) return clean;
    const limit = this.at + 3 * (header.oldLines + header.newLines) + 24;
    let end = this.at + 1;
    while (end < Math.min(this.end, limit) && !this.isEnd(end)) end += 1;
    const hard = textAt(this.lines, end).startsWith("@@");
    this.damage ??= judgeDamage(this.lines);
    const repaired = repairHunk(this.lines, this.at, end, header, this.damage, hard);
    if (repaired === null) return clean;
    this.problems.push(...repaired.problems);
    return repaired;
  }

  private isEnd(at: number): boolean {
    const text = textAt(this.lines, at);
    return (text.startsWith("@@") && readHunkHeader(text) !== null) || isBoundary(this.lines, at);
  }

  /** True if nothing that looks like a row stands right behind a hunk whose counts are met. */
  private endsWell(at: number): boolean {
    const line = this.lines[at];
    if (line === undefined || at >= this.end || line.text.trim() === "") return true;
    if (/^--? ?$/.test(line.text)) return true;
    return this.isEnd(at) || !/^[-+ \t]/.test(line.text);
  }
}

/**
 * Reads every patch in the words of one message: bounds commits, files and hunks,
 * repairs what mailers and archives did to them, and says in `problems` what could
 * not be read or does not agree with itself.
 */
export function readPatches(lines: readonly TextLine[]): PatchReading {
  const reader = new Reader(lines);
  reader.read();
  return finishPatches(reader.patches, readDiffstats(lines), reader.problems);
}
