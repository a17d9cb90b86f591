import type { OpenPatch } from "../../models/places/places";
import type { RowsOfPatch } from "../../models/places/shownRows";
import { changedFunctions } from "../../patch/changedFunctions";
import type { CatalogueView, HunkFacts } from "../../protocol";

type ShownHunk = RowsOfPatch["files"][number]["hunks"][number];

/** The catalogue with what the open patches show of its hunks; the same one if they show none. */
export async function withFacts(catalogue: CatalogueView, open: OpenPatch): Promise<CatalogueView> {
  const names = new Set(
    catalogue.revisions.flatMap(({ hunks }) => hunks.map(({ id }) => id.slice(0, id.indexOf("/")))),
  );
  const patches = await Promise.all([...names].map(open));
  const shown = new Map(
    patches.flatMap((patch) =>
      (patch?.files ?? []).flatMap(({ hunks }) => hunks.map((hunk) => [hunk.id, hunk] as const)),
    ),
  );
  if (shown.size === 0) return catalogue;
  const described = catalogue.revisions.map((revision) => ({
    ...revision,
    hunks: revision.hunks.map((hunk) => {
      const found = shown.get(hunk.id);
      return found ? { ...hunk, facts: factsOf(found) } : hunk;
    }),
  }));
  return { ...catalogue, revisions: described };
}

/** What there is to say of a hunk in a line or two. */
function factsOf(hunk: Omit<ShownHunk, "id">): HunkFacts {
  const { oldStart, oldLines, newStart, newLines, rows, heading } = hunk;
  const changed = rows.filter(({ mark, text }) => mark !== " " && text.trim() !== "");
  const first = changed.find(({ text }) => !/^\s*(\/?\*)/.test(text)) ?? changed[0];
  const names = changedFunctions(hunk);
  return {
    where: names.length > 0 ? names.map((name) => `${name}()`).join(", ") : heading.replace(/\s*\{$/, ""),
    old: span(oldStart, oldLines),
    new: span(newStart, newLines),
    row: first ? `${first.mark} ${first.text.trim()}` : "",
  };
}

function span(start: number, lines: number): string {
  return lines < 2 ? String(start) : `${start}–${start + lines - 1}`;
}
