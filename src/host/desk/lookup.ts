import type { Desk, OpenSite } from "./desk";
import type { FoundFile, FoundHunk, FoundPatch } from "./found";

/** A patch and the dig site that holds it. */
export interface PatchInSite {
  readonly site: OpenSite;
  readonly patch: FoundPatch;
}

/** A hunk and where it stands. */
export interface HunkInSite extends PatchInSite {
  readonly file: FoundFile;
  readonly hunk: FoundHunk;
}

/** The sites in which to look: those of one name first, since two sites may hold the same patch. */
async function sitesToSearch(desk: Desk, first: string | undefined): Promise<readonly OpenSite[]> {
  const sites = await desk.allSites();
  return first === undefined
    ? sites
    : sites.toSorted((a, b) => Number(b.key === first) - Number(a.key === first));
}

/** The patch with an id, in the site with a key if it holds one, else in the first that does. */
export async function findPatch(desk: Desk, id: string, key?: string): Promise<PatchInSite | undefined> {
  for (const site of await sitesToSearch(desk, key)) {
    const patch = site.found.patches.get(id);
    if (patch !== undefined) return { site, patch };
  }
  return undefined;
}

/** The hunk with an id, in the site with a key if it holds it, else in the first that does. */
export async function findHunk(desk: Desk, id: string, key?: string): Promise<HunkInSite | undefined> {
  for (const site of await sitesToSearch(desk, key))
    for (const patch of site.found.patches.values())
      for (const file of patch.files)
        for (const hunk of file.hunks) if (hunk.id === id) return { site, patch, file, hunk };
  return undefined;
}

/** The file of a patch by either of its paths. */
export function fileOf({ files }: FoundPatch, path: string): FoundFile | undefined {
  return files.find((file) => file.path === path || file.old === path);
}

/** A short name for titles: the one it is known by, its number in the series, or the beginning of its commit id. */
export function nameOfPatch({ id, n, of, commit, subject }: FoundPatch): string {
  if (!/[:/]/.test(id)) return id;
  if (n !== null && of !== null && of > 1) return `${n}/${of}`;
  return commit?.slice(0, 12) ?? (subject || id);
}
