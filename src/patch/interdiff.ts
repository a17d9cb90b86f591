import { diffArrays } from "diff";
import type { FileDiff, Patch, Row } from "./patch";

/** A row of one or of both versions of a patch. */
export interface InterdiffRow {
  /** "same": in both versions; "gone": only in the old one; "come": only in the new one. */
  readonly change: "same" | "gone" | "come";
  readonly row: Row;
}

/** How two versions of a patch differ in one file. */
export interface InterdiffFile {
  readonly path: string;
  /** "same" if no changed row differs; "gone" or "come" if only one version changes the file. */
  readonly change: "same" | "changed" | "gone" | "come";
  readonly rows: readonly InterdiffRow[];
}

function pathOf(file: FileDiff): string {
  return file.new ?? file.old ?? "";
}

function rowsOf(file: FileDiff | undefined): readonly Row[] {
  return file?.hunks.flatMap((hunk) => hunk.rows) ?? [];
}

/** Archives change blanks between two postings; that is no new version. */
function keyOf(row: Row): string {
  return row.mark + row.text.replace(/\s+/g, " ").trimEnd();
}

function compareRows(old: readonly Row[], now: readonly Row[]): readonly InterdiffRow[] {
  const rows: InterdiffRow[] = [];
  let oldAt = 0;
  let newAt = 0;
  for (const part of diffArrays(old.map(keyOf), now.map(keyOf))) {
    for (let index = 0; index < part.value.length; index++) {
      const row = part.removed ? old[oldAt] : now[newAt];
      if (!part.added) oldAt += 1;
      if (!part.removed) newAt += 1;
      const change = part.added ? "come" : part.removed ? "gone" : "same";
      if (row !== undefined) rows.push({ change, row });
    }
  }
  return rows;
}

function interdiffFile(path: string, old: FileDiff | undefined, now: FileDiff | undefined): InterdiffFile {
  const rows = compareRows(rowsOf(old), rowsOf(now));
  if (old === undefined) return { path, change: "come", rows };
  if (now === undefined) return { path, change: "gone", rows };
  const changed = rows.some(({ change, row }) => change !== "same" && row.mark !== " ");
  return { path, change: changed ? "changed" : "same", rows };
}

/**
 * Compares two versions of a patch row by row, as `git range-diff` does: line numbers
 * and headings do not count, so a patch that was only moved is the same patch.
 */
export function interdiff(old: Patch, now: Patch): readonly InterdiffFile[] {
  const paths = new Set([...old.files, ...now.files].map(pathOf));
  return [...paths].map((path) =>
    interdiffFile(
      path,
      old.files.find((file) => pathOf(file) === path),
      now.files.find((file) => pathOf(file) === path),
    ),
  );
}

/** One patch of a series and its counterpart in another version of the series. */
export interface PatchPair {
  /** Index in the old series; null for a patch that is new. */
  readonly old: number | null;
  /** Index in the new series; null for a patch that was dropped. */
  readonly new: number | null;
}

/** A patch and its title, as a series has it. */
interface Titled {
  readonly subject: string;
  readonly patch: Patch;
}

/** Rows by file and text; a row counts once. */
function rowSet({ files }: Patch, isWanted: (row: Row) => boolean): ReadonlySet<string> {
  const keys = files.flatMap((file) =>
    rowsOf(file)
      .filter(isWanted)
      .map((row) => `${pathOf(file)}\n${keyOf(row)}`),
  );
  return new Set(keys);
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size + other.size === 0) return 0;
  let common = 0;
  for (const row of one) if (other.has(row)) common += 1;
  return (2 * common) / (one.size + other.size);
}

/** Patches that have less in common than this, and another title, are not versions of one another. */
const LEAST_LIKENESS = 0.3;

/** What a patch is known by in another version of its series. */
interface Features {
  readonly subject: string;
  readonly changed: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

function featuresOf({ subject, patch }: Titled): Features {
  return {
    subject,
    changed: rowSet(patch, ({ mark }) => mark !== " "),
    all: rowSet(patch, () => true),
  };
}

/**
 * How surely one patch is a version of another; 0 if it is none. What is changed counts most; where patches of a series
 * change alike (each takes the same lock, say), their titles and what stands around tell them apart.
 */
function kinship(one: Features, other: Features): number {
  const isTitleEqual = one.subject !== "" && one.subject === other.subject;
  const changed = likeness(one.changed, other.changed);
  if (changed < LEAST_LIKENESS && !isTitleEqual) return 0;
  return changed + (isTitleEqual ? 0.5 : 0) + likeness(one.all, other.all) / 2;
}

/** Finds which patch of the new series is a version of which patch of the old one: the surest pairs first. */
export function pairPatches(old: readonly Titled[], now: readonly Titled[]): readonly PatchPair[] {
  const newFeatures = now.map(featuresOf);
  const scores = old
    .map(featuresOf)
    .flatMap((left, oldIndex) =>
      newFeatures.map((right, newIndex) => ({ oldIndex, newIndex, score: kinship(left, right) })),
    );
  const pairOfOld = new Map<number, number>();
  const pairOfNew = new Map<number, number>();
  for (const { oldIndex, newIndex, score } of scores.sort((left, right) => right.score - left.score)) {
    if (score === 0 || pairOfOld.has(oldIndex) || pairOfNew.has(newIndex)) continue;
    pairOfOld.set(oldIndex, newIndex);
    pairOfNew.set(newIndex, oldIndex);
  }
  const dropped = old.map((_, index) => index).filter((index) => !pairOfOld.has(index));
  return [
    ...now.map((_, index) => ({ old: pairOfNew.get(index) ?? null, new: index })),
    ...dropped.map((index) => ({ old: index, new: null })),
  ];
}
