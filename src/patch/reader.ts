import { firstCode } from "../mail/textLine";
import type { TextLine } from "../mail/textLine";
import { readCombinedHunk } from "./combinedHunk";
import { isContextHunk, readContextHunk } from "./contextHunk";
import { readCommitHeader } from "./commitHeader";
import type { Uncovered } from "./cover";
import { uncover, unstuff } from "./cover";
import type { Damage } from "./damage";
import { judgeDamage } from "./damage";
import { readDiffstats } from "./diffstat";
import type { FileHeader } from "./fileHeader";
import { readFileHeader, unnamedHeader } from "./fileHeader";
import { endOfWords, withoutFooters } from "./furniture";
import { rowsText } from "./hunkBuild";
import { isBoundary, textAt } from "./headerLines";
import type { HunkHeader } from "./hunkHeader";
import { readHunkHeader } from "./hunkHeader";
import type { Ending } from "./stretch";
import type { HunkReading } from "./hunkReader";
import { GUESSED, readPlainHunk } from "./hunkReader";
import { repairHunk } from "./hunkRepair";
import type { Diffstat, Hunk, PatchReading, Problem, Repair } from "./patch";
import type { FileDraft, PatchDraft } from "./patchDraft";
import { finishPatches } from "./patchBuild";
import { viewPrefixed } from "./prefixedView";
import { splitQuoted } from "./quotedView";
import type { ShiftReading } from "./shift";
import { judgeShift, UNSHIFTED } from "./shift";
import { survey } from "./survey";

/** What was undone to the lines of a text before its diffs were read. */
interface Undone extends Pick<Repair, "kind" | "note"> {
  /** The lines of the document that were changed by it; null for all of them. */
  readonly changed: ReadonlySet<number> | null;
}

/**
 * One pass over the words of a message. Everything that is looked for further down
 * (the end of a damaged hunk, the kind of damage) is found once and kept, so that the
 * time stays proportional to the text.
 */
class Reader {
  readonly patches: PatchDraft[] = [];
  readonly problems: Problem[] = [];
  readonly diffstats: Diffstat[] = [];
  #at = 0;
  /** Index of the first line behind the last hunk: a diffstat stands among words, not in a hunk. */
  #words = 0;
  /** Index of the line right below the last names or hunk of a file; in Base64 numbers of lines do not tell. */
  #behind = 0;
  #patch: PatchDraft | null = null;
  #file: FileDraft | null = null;
  #damage: Damage | null = null;
  readonly #end: number;
  /** The last line that was read as a hunk's header: where a hunk ends the next one is looked at more than once. */
  #lastHeader: { readonly at: number; readonly header: HunkHeader | null } = { at: -1, header: null };

  readonly #lines: readonly TextLine[];
  readonly #undone: readonly Undone[];
  readonly #shift: ShiftReading;

  /** @param undone what was undone to all lines before they came here */
  constructor(lines: readonly TextLine[], undone: readonly Undone[], shift: ShiftReading) {
    this.#lines = lines;
    this.#undone = undone;
    this.#shift = shift;
    this.#end = endOfWords(lines);
  }

  read(): void {
    while (this.#at < this.#lines.length) {
      switch (firstCode(textAt(this.#lines, this.#at))) {
        case 0x63: // c: commit
        case 0x46: // F: From, Files
        case 0x23: // #: hg
          if (!this.#takeCommit() && !this.#takeFile()) this.#at += 1;
          break;
        case 0x64: // d: diff
        case 0x49: // I: Index
        case 0x2d: // -: ---
        case 0x2b: // +: +++ whose --- is lost
        case 0x42: // B: Binary files
          if (!this.#takeFile()) this.#at += 1;
          break;
        case 0x40: // @
          if (!this.#takeHunk()) this.#at += 1;
          break;
        case 0x2a: // *: context diff
          if (!this.#takeContextHunk() && !this.#takeFile()) this.#at += 1;
          break;
        default:
          this.#at += 1;
      }
    }
    this.#takeDiffstats();
  }

  #takeContextHunk(): boolean {
    if (!isContextHunk(this.#lines, this.#at)) return false;
    const line = this.#lines[this.#at]?.line ?? 0;
    const reading = readContextHunk(this.#lines, this.#at);
    if (reading === null) {
      const message =
        "a hunk in the context format (diff -c) begins here, but its rows do not fit its ranges; it is left out";
      this.problems.push({ line, message });
      return false;
    }
    if (this.#file === null || this.#file.header.binary) this.#openUnnamed(line);
    this.#addHunk(reading);
    return true;
  }

  #takeDiffstats(): void {
    this.diffstats.push(...readDiffstats(this.#lines, this.#words, this.#at));
  }

  #takeCommit(): boolean {
    const reading = readCommitHeader(this.#lines, this.#at);
    if (reading === null) return false;
    this.#patch = { commit: reading.header, files: [] };
    this.patches.push(this.#patch);
    this.#file = null;
    this.#at = reading.next;
    return true;
  }

  #takeFile(): boolean {
    const reading = readFileHeader(this.#lines, this.#at);
    if (reading === null) return false;
    this.#openFile(reading.header);
    this.#at = Math.max(reading.next, this.#at + 1);
    const last = this.#lines[this.#at - 1];
    if (this.#file !== null) this.#file.lastLine = last?.through ?? last?.line ?? this.#file.lastLine;
    this.#behind = this.#at;
    return true;
  }

  #openFile(header: FileHeader): void {
    if (this.#patch === null || this.#isSecondPatch(header)) {
      this.#patch = { commit: null, files: [] };
      this.patches.push(this.#patch);
    }
    this.#file = { header, hunks: [], lastLine: header.line };
    this.#patch.files.push(this.#file);
  }

  /** Words of a person between two diffs of the same file: two patches in one text. */
  #isSecondPatch(header: FileHeader): boolean {
    const last = this.#patch?.files.at(-1);
    if (last === undefined || header.line <= last.lastLine + 1) return false;
    const name = header.newName ?? header.diffNames?.[1];
    return (
      this.#patch?.files.some((file) => name === (file.header.newName ?? file.header.diffNames?.[1])) ?? false
    );
  }

  #takeHunk(): boolean {
    const header = this.#headerAt(this.#at);
    const line = this.#lines[this.#at]?.line ?? 0;
    if (header === null) {
      // Only below a file's names: elsewhere it is a word such as @@variable.
      if (this.#file !== null && this.#at === this.#behind && line <= this.#file.lastLine + 1)
        this.problems.push({
          line,
          message: "a hunk's header was expected here, but its numbers cannot be read",
        });
      return false;
    }
    if (this.#file === null || this.#file.header.binary) this.#openUnnamed(line);
    const reading = this.#readHunk(header);
    if (reading === null) {
      this.problems.push({ line, message: leftOut(header) });
      return false;
    }
    this.#addHunk(reading);
    return true;
  }

  #openUnnamed(line: number): void {
    this.#openFile(unnamedHeader(line));
    this.problems.push({
      line,
      message: "no header says which file this hunk changes; it is read without",
    });
  }

  #addHunk(reading: HunkReading): void {
    if (this.#file !== null) {
      const depth = this.#lines[this.#at]?.quoteDepth ?? 0;
      const tell = (hunk: Hunk): Hunk => withUnquote(this.#undone.reduce(withUndone, hunk), depth);
      this.#file.hunks.push({ hunk: tell(reading.hunk), others: reading.others.map(tell) });
      this.#file.lastLine = reading.hunk.lastLine;
      if (reading.hunk.gaps.length === 0) this.#tellRowBeyond(reading.next);
    }
    this.#takeDiffstats();
    this.#at = Math.max(reading.next, this.#at + 1);
    this.#words = this.#behind = this.#at;
  }

  /** A row too many is most likely a header that was counted wrong, which somebody has to look at. */
  #tellRowBeyond(at: number): void {
    const { text, line } = this.#lines[at] ?? { text: "", line: 0 };
    if (!/^[-+ \t]\s*(?!--\s*$)\S/.test(text) || this.#endsWell(at)) return;
    const message =
      "this line reads like one more row of the hunk above, whose header counts no more; it is left out";
    this.problems.push({ line, message });
  }

  #readHunk(header: HunkHeader): HunkReading | null {
    if (header.parents !== undefined) return readCombinedHunk(this.#lines, this.#at, header, header.parents);
    const { shift } = this.#shift;
    const clean = shift === -1 ? null : readPlainHunk(this.#lines, this.#at, header, "kept");
    if (clean !== null && this.#endsWell(clean.next))
      return limited(clean, Math.min(this.#shift.certainty, this.#mayEndAbove(clean) ? GUESSED : 1));
    this.#damage ??= judgeDamage(this.#lines, shift);
    if (clean === null && !(this.#damage.firstColumn === "kept" && this.#damage.noBlankRows)) {
      const plain = readPlainHunk(this.#lines, this.#at, header, this.#damage.firstColumn, true);
      // Wrapped lines make more lines than rows: only a hunk that nothing is left of is plain.
      if (plain !== null && (plain.next >= this.#end || this.#isEnd(plain.next)))
        return limited(plain, this.#shift.certainty);
    }
    const pieces = this.#damage.isWrapped ? PIECES : 3;
    const limit = this.#at + pieces * (header.oldLines + header.newLines) + 24;
    let end = this.#at + 1;
    while (end < Math.min(this.#end, limit) && !this.#isEnd(end)) end += 1;
    const ending = this.#endingAt(end);
    // git believes counts that are met, unless another hunk of the file comes behind further rows.
    const mayMiscount = clean === null || ending === "hunk";
    const repaired = repairHunk(this.#lines, this.#at, end, header, this.#damage, ending, mayMiscount);
    if (repaired === null) return clean;
    // The search was only asked because of what follows; it found nothing better.
    if (clean !== null && rowsText(clean.hunk.rows) === rowsText(repaired.hunk.rows))
      return { ...limited(clean, repaired.hunk.certainty), others: repaired.others };
    this.problems.push(...repaired.problems);
    return repaired;
  }

  /**
   * True where the empty line that ends a hunk may as well stand behind it, in place of a row that was dropped: no other
   * row is an empty line, and neither a hunk nor a file follows. Like git, the reading takes it for a row.
   */
  #mayEndAbove({ hunk: { rows, repairs }, next }: HunkReading): boolean {
    const last = rows.at(-1);
    return repairs.length === 1 && last?.text === "" && repairs[0]?.line === last.line && !this.#isEnd(next);
  }

  #endingAt(at: number): Ending {
    if (at >= this.#lines.length) return "text";
    if (at >= this.#end || !this.#isEnd(at)) return "words";
    if (textAt(this.#lines, at).startsWith("@@")) return "hunk";
    return /^(?:commit|From|#) /.test(textAt(this.#lines, at)) ? "words" : "file";
  }

  #isEnd(at: number): boolean {
    return this.#headerAt(at) !== null || isBoundary(this.#lines, at);
  }

  #headerAt(at: number): HunkHeader | null {
    const text = textAt(this.#lines, at);
    if (!text.startsWith("@@")) return null;
    if (this.#lastHeader.at !== at) this.#lastHeader = { at, header: readHunkHeader(text) };
    return this.#lastHeader.header;
  }

  /** True if nothing that may be the end of its last row stands right behind a hunk whose counts are met. */
  #endsWell(at: number): boolean {
    const line = this.#lines[at];
    if (line === undefined || at >= this.#end || line.text === "") return true;
    // A blank alone is an empty row, one more than the header counts: a line above may be a wrapped end.
    if (line.text.trim() === "") return !line.text.startsWith(" ");
    if (/^--? ?$/.test(line.text)) return true;
    return this.#isEnd(at);
  }
}

/** A row of data on one line may be wrapped into so many; beyond the next header nothing is looked at anyway. */
const PIECES = 100;

/** Why the hunk below a header is not read. */
function leftOut({ parents }: HunkHeader): string {
  return parents === undefined
    ? "no line of a hunk follows this header; it is left out"
    : "the rows below this header of a combined diff do not meet its counts, also where wrapped rows are joined; it is left out";
}

/** Says in the hunk's repairs that quote marks were taken away, here or by the reader of the mail. */
function withUnquote(hunk: Hunk, depth: number): Hunk {
  if (depth === 0) return hunk;
  const note =
    depth === 1 ? "one quote mark before each line" : `${String(depth)} quote marks before each line`;
  return { ...hunk, repairs: [{ line: hunk.line, kind: "unquote", note }, ...hunk.repairs] };
}

/** Says in the hunk's repairs what was undone to its lines. */
function withUndone(hunk: Hunk, { changed, kind, note }: Undone): Hunk {
  const isChanged = changed === null || hunk.rows.some((row) => changed.has(row.line));
  if (!isChanged) return hunk;
  const repair = { line: hunk.line, kind, note };
  return { ...hunk, repairs: [repair, ...hunk.repairs], certainty: Math.min(hunk.certainty, GUESSED) };
}

/** What is likelier than this is not doubted. */
const BEYOND_DOUBT = 0.995;

/** A reading that is no surer than what was judged of its whole text. */
function limited(reading: HunkReading, certainty: number): HunkReading {
  if (certainty >= reading.hunk.certainty || certainty > BEYOND_DOUBT) return reading;
  const rounded = Math.min(0.99, Math.round(certainty * 100) / 100);
  return { ...reading, hunk: { ...reading.hunk, certainty: rounded } };
}

/** Some mails carry their carriage returns to the end: they belong to the transport when headers have them too. */
function withoutReturns(lines: readonly TextLine[]): readonly TextLine[] {
  const header = lines.find(({ text }) => text.startsWith("@@ -") || text.startsWith("***************"));
  if (header?.text.endsWith("\r") !== true) return lines;
  return lines.map((line) => (line.text.endsWith("\r") ? { ...line, text: line.text.slice(0, -1) } : line));
}

/**
 * Reads every patch in the words of one message: bounds commits, files and hunks,
 * repairs what mailers and archives did to them, and says in `problems` what could
 * not be read or does not agree with itself. `isAscii` says that the words hold nothing
 * but ASCII, where that is known.
 */
export function readPatches(words: readonly TextLine[], isAscii = false): PatchReading {
  const lines = withoutReturns(words);
  const seen = survey(lines);
  const uncovered = uncover(lines, seen.start, isAscii);
  const { footers, hasMarks } = uncovered === null ? seen : survey(uncovered.lines);
  const { words: rows, removed } = withoutFooters(uncovered?.lines ?? lines, footers);
  const undone = uncovered === null ? [] : [undoneBy(uncovered)];
  const plain = hasMarks ? readAtDepth(rows, 0, undone) : readUnquoted(rows, undone);
  // Only where nothing else is a diff: a log message may well show one, indented.
  const hasFiles = plain.patches.some((patch) => patch.files.length > 0);
  const prefixed = hasFiles ? null : viewPrefixed(rows);
  const taken: Undone | null =
    prefixed === null ? null : { kind: "unquote", note: prefixed.note, changed: null };
  const reading = prefixed === null || taken === null ? plain : readPrefixed(prefixed.lines, taken, isAscii);
  if (removed.length === 0) return reading;
  const message = "the footer of a mailing list stands here within the diff; it is left out";
  return { ...reading, problems: [...removed.map((line) => ({ line, message })), ...reading.problems] };
}

/** Where quote marks were escaped with the rest (`&gt; +a &amp;&amp; b`) the rows show it only behind them. */
function readPrefixed(lines: readonly TextLine[], taken: Undone, isAscii: boolean): PatchReading {
  const uncovered = uncover(lines, survey(lines).start, isAscii);
  return uncovered === null
    ? readAtDepth(lines, 0, [taken])
    : readAtDepth(uncovered.lines, 0, [taken, undoneBy(uncovered)]);
}

function undoneBy({ note, changed }: Uncovered): Undone {
  return { kind: "other", note, changed };
}

/** No talk is quoted this often; what is nested deeper (on purpose) stays unread. */
const DEEPEST = 32;

function readAtDepth(lines: readonly TextLine[], depth: number, undone: readonly Undone[]): PatchReading {
  const split = depth < DEEPEST ? splitQuoted(lines) : null;
  if (split === null) return readUnquoted(lines, undone);
  const own = readAtDepth(split.rest, depth + 1, undone);
  const quoted = readAtDepth(split.quoted, depth + 1, undone);
  return {
    patches: [...own.patches, ...quoted.patches].sort((one, other) => one.firstLine - other.firstLine),
    problems: [...own.problems, ...quoted.problems].sort((one, other) => one.line - other.line),
    diffstat: own.diffstat ?? quoted.diffstat,
  };
}

function readUnquoted(lines: readonly TextLine[], undone: readonly Undone[]): PatchReading {
  const shift = judgeShift(lines);
  const unstuffed = shift.shift === 1 ? unstuff(lines) : null;
  const all = unstuffed === null ? undone : [...undone, undoneBy(unstuffed)];
  const reader = new Reader(unstuffed?.lines ?? lines, all, unstuffed === null ? shift : UNSHIFTED);
  reader.read();
  return finishPatches(reader.patches, reader.diffstats, reader.problems);
}
