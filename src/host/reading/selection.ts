import { changedFunctions } from "../../patch/changedFunctions";
import type { OpenSite } from "../desk/desk";
import type { FoundFile, FoundHunk, FoundPatch, FoundSeries } from "../desk/found";
import { commentsOn } from "../comments/talks";
import type { News } from "./news";
import type { FoundRaces } from "./races";
import type { Viewed } from "./viewed";

/** Which hunks a person wants to see. */
export type Wanted = "all" | "unviewed" | "commented" | "doubtful" | "new" | "racy";

/** In which order patches stand. */
export type Order = "posted" | "author" | "title" | "size";

/** What the Series view shows, and how. */
export interface View {
  readonly wanted: Wanted;
  /** Words that a hunk, its file, its patch or its author must have; empty for all. */
  readonly text: string;
  readonly order: Order;
}

/** Everything, as it was posted. */
export const everything: View = { wanted: "all", text: "", order: "posted" };

/** A file and those of its hunks that are wanted. */
export interface SelectedFile {
  readonly file: FoundFile;
  readonly hunks: readonly FoundHunk[];
}

/** A patch and those of its files that are wanted. */
export interface SelectedPatch {
  readonly patch: FoundPatch;
  readonly files: readonly SelectedFile[];
}

/** A series and those of its patches that are wanted. */
export interface SelectedSeries {
  readonly series: FoundSeries;
  readonly patches: readonly SelectedPatch[];
}

/** What a selection asks about hunks and patches. */
export interface Facts {
  readonly viewed: Viewed;
  readonly news: News;
  readonly races: FoundRaces;
}

function hasWords(words: string, parts: readonly (string | null)[]): boolean {
  return parts.some((part) => part?.toLowerCase().includes(words) ?? false);
}

type Test = (patch: FoundPatch, file: FoundFile, hunk: FoundHunk) => boolean;

function isWanted(site: OpenSite, { wanted }: View, { viewed, news, races }: Facts): Test {
  switch (wanted) {
    case "all":
      return () => true;
    case "unviewed":
      return (_, file, hunk) => !viewed.has(file, hunk);
    case "commented":
      return (_patch, _file, { id }) => commentsOn(site, id) > 0;
    case "doubtful":
      return (_patch, file, hunk) => hunk.repairs.length > 0 || hunk.certainty < 1 || file.repairs.length > 0;
    case "new":
      return ({ id, commit }) => news.isNew(site, commit ?? id);
    case "racy":
      return ({ id }) => races.isRacy(id);
  }
}

/** A patch whose title or author has the words is shown whole; else only the files and hunks that have them. */
function hasText(view: View): Test {
  const words = view.text.trim().toLowerCase();
  if (words === "") return () => true;
  return ({ subject, author, email, commit }, { path, old }, hunk) =>
    hasWords(words, [subject, author, email, commit, path, old, hunk.heading]) ||
    hasWords(words, changedFunctions(hunk)) ||
    hunk.rows.some(({ mark, text }) => mark !== " " && text.toLowerCase().includes(words));
}

function changes({ files }: FoundPatch): number {
  return files.reduce((sum, { additions, deletions }) => sum + additions + deletions, 0);
}

function ordered(patches: readonly FoundPatch[], order: Order): readonly FoundPatch[] {
  const byWords = (words: (patch: FoundPatch) => string) =>
    patches.toSorted((one, other) => words(one).localeCompare(words(other)));
  switch (order) {
    case "posted":
      return patches;
    case "author":
      return byWords(({ author }) => author ?? "");
    case "title":
      return byWords(({ subject }) => subject);
    case "size":
      return patches.toSorted((one, other) => changes(other) - changes(one));
  }
}

/** The series of a site with what is wanted of them; what has nothing wanted is left out. */
export function select(site: OpenSite, view: View, facts: Facts): readonly SelectedSeries[] {
  const tests = [isWanted(site, view, facts), hasText(view)];
  const isAll = view.wanted === "all" && view.text.trim() === "";
  const filesOf = (patch: FoundPatch) =>
    patch.files
      .map((file) => ({
        file,
        hunks: file.hunks.filter((hunk) => tests.every((test) => test(patch, file, hunk))),
      }))
      .filter(({ hunks }) => isAll || hunks.length > 0);
  return site.found.series
    .map((series) => ({
      series,
      patches: ordered(series.patches, view.order)
        .map((patch) => ({ patch, files: filesOf(patch) }))
        .filter(({ files }) => isAll || files.length > 0),
    }))
    .filter(({ patches }) => isAll || patches.length > 0);
}
