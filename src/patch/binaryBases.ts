import { provenBytes, unpackBinary } from "./binaryContent";
import type { FileDiff, Patch } from "./patch";
import { gitBlobId } from "./sha1";

/** Git abbreviates ids to seven digits and more, unless it is told otherwise. */
const LEAST_DIGITS = 7;

/** Contents of files, found by blob ids that may be abbreviated. */
class Blobs {
  readonly #found = new Map<string, { readonly id: string; readonly bytes: Uint8Array }[]>();

  add(bytes: Uint8Array): void {
    const id = gitBlobId(bytes);
    const key = id.slice(0, LEAST_DIGITS);
    const same = this.#found.get(key) ?? [];
    if (!same.some((other) => other.id === id)) this.#found.set(key, [...same, { id, bytes }]);
  }

  /** Null where none has the id, or several have it abbreviated so. */
  find(blob: string | null): Uint8Array | null {
    if (blob === null || blob.length < LEAST_DIGITS) return null;
    const fitting = (this.#found.get(blob.slice(0, LEAST_DIGITS)) ?? []).filter(({ id }) =>
      id.startsWith(blob),
    );
    return fitting.length === 1 ? (fitting[0]?.bytes ?? null) : null;
  }
}

function bytesOf({ binaryContent }: FileDiff): readonly Uint8Array[] {
  if (binaryContent === null) return [];
  return [binaryContent.old.bytes, binaryContent.new.bytes].filter((bytes) => bytes !== null);
}

function lacksBytes({ binaryContent }: FileDiff): boolean {
  if (binaryContent === null || binaryContent.fault !== null) return false;
  return binaryContent.old.bytes === null || binaryContent.new.bytes === null;
}

/** The file with both sides unpacked; null if the blobs hold neither, or do not make what the ids name. */
function completed(file: FileDiff, blobs: Blobs): FileDiff | null {
  const given = { old: blobs.find(file.oldBlob), new: blobs.find(file.newBlob) };
  if (file.binaryContent === null || (given.old === null && given.new === null)) return null;
  const binaryContent = unpackBinary(file.binaryContent.parts, given);
  const proven = provenBytes(file, binaryContent);
  return proven.length === 2 ? { ...file, binaryContent, proven } : null;
}

/**
 * Unpacks binary deltas whose other side another patch holds, as the patches of a series do that change one file
 * again and again; what is unpacked may be what a further one needs. The blob ids say what belongs together and
 * prove what comes out. Returns the files that became known, by what they were.
 */
export function completeBinaries(files: readonly FileDiff[]): ReadonlyMap<FileDiff, FileDiff> {
  const done = new Map<FileDiff, FileDiff>();
  let waiting = files.filter(lacksBytes);
  if (waiting.length === 0) return done;
  const blobs = new Blobs();
  for (const bytes of files.flatMap(bytesOf)) blobs.add(bytes);
  for (let before = -1; before !== done.size;) {
    before = done.size;
    waiting = waiting.filter((file) => {
      const whole = completed(file, blobs);
      if (whole === null) return true;
      done.set(file, whole);
      for (const bytes of bytesOf(whole)) blobs.add(bytes);
      return false;
    });
  }
  return done;
}

/** The patch with those of its files in place of which others are given. */
export function withFiles(patch: Patch, others: ReadonlyMap<FileDiff, FileDiff>): Patch {
  if (!patch.files.some((file) => others.has(file))) return patch;
  return { ...patch, files: patch.files.map((file) => others.get(file) ?? file) };
}
