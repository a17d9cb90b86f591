import { readDocument } from "../../mail/document";
import { distinctStems } from "../../mail/numbering";
import type { Document } from "../../mail/document";
import type { FileDiff, Hunk } from "../../patch/patch";
import { openDigSite, type DigSite } from "../../series/digSite";
import type { SitePatch } from "../../series/sitePatch";

/** A hunk with its id. */
export interface FoundHunk extends Hunk {
  readonly id: string;
}

/** A file diff, its hunks with their ids. */
export interface FoundFile extends Omit<FileDiff, "hunks"> {
  /** The new path, or the old one of a file that is gone. */
  readonly path: string;
  readonly hunks: readonly FoundHunk[];
}

/** A patch and the document that it stands in. */
export interface FoundPatch extends SitePatch {
  readonly document: Document;
  readonly files: readonly FoundFile[];
}

/** Patches that belong together, in order; a patch that belongs to no series is one of its own. */
export interface FoundSeries {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly patches: readonly FoundPatch[];
  /** Numbers of parts that no document brings. */
  readonly missing: readonly number[];
}

/** What was found in some documents, as the views show it. */
export interface Found {
  readonly site: DigSite;
  readonly series: readonly FoundSeries[];
  /** By id. */
  readonly patches: ReadonlyMap<string, FoundPatch>;
}

function withIds(patch: string, file: FileDiff): FoundFile {
  const path = file.new ?? file.old ?? "";
  const hunks = file.hunks.map((hunk, index) => ({ ...hunk, id: `${patch}/${path}#${index + 1}` }));
  return { ...file, path, hunks };
}

/**
 * A patch that documents bring twice, as when a folder holds a mail and a mailbox with it, has its short name once: the
 * second copy goes by its message. So each of them can be ticked, opened and noted on by itself.
 */
function place(site: DigSite): ReadonlyMap<SitePatch, FoundPatch> {
  const taken = new Set<string>();
  const placed = site.messages.flatMap(({ document, patches }) =>
    patches.map((patch, index) => {
      const id = taken.has(patch.id) ? `${patch.message}/${index + 1}` : patch.id;
      taken.add(id);
      const files = patch.patch.files.map((file) => withIds(id, file));
      return [patch, { ...patch, id, document, files }] as const;
    }),
  );
  return new Map(placed);
}

function seriesOf(site: DigSite, found: ReadonlyMap<SitePatch, FoundPatch>): readonly FoundSeries[] {
  const left = new Map(found);
  const inOrder = site.series.map(({ title, version, parts, missing, cover }, index): FoundSeries => {
    const patches = parts.flatMap(({ patch }) => {
      const one = patch === null ? undefined : left.get(patch);
      if (patch !== null) left.delete(patch);
      return one === undefined ? [] : [one];
    });
    return { id: cover ?? `series ${index + 1}`, title, version, patches, missing };
  });
  const alone = [...left.values()].map((patch): FoundSeries => {
    return { id: patch.id, title: patch.subject, version: 1, patches: [patch], missing: [] };
  });
  return [...inOrder.filter(({ patches }) => patches.length > 0), ...alone];
}

/** Reads documents and puts together what belongs together. */
export function findIn(sources: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Found {
  const stems = distinctStems(sources.map(({ name }) => name));
  const site = openDigSite(sources.map(({ name, bytes }, i) => readDocument(name, bytes, stems[i])));
  const placed = place(site);
  const patches = new Map([...placed.values()].map((patch) => [patch.id, patch]));
  return { site, series: seriesOf(site, placed), patches };
}
