import { decodeLine } from "./base85";
import { LARGEST_TARGET, applyDelta, readDeltaSizes } from "./gitDelta";
import { inflate } from "./inflate";
import type { BinaryContent, BinaryPart, FileDiff, Problem, Side } from "./patch";
import { namesBlob } from "./proof";
import { gitBlobId } from "./sha1";

/** What one part unpacks to: a whole file, or a delta. */
interface Unpacked {
  readonly part: BinaryPart;
  readonly data: Uint8Array;
}

const consequence = "what the file holds is not known";

function unpack(part: BinaryPart): Unpacked | Problem {
  const { method, bytes, line, rows } = part;
  if (bytes > LARGEST_TARGET)
    return {
      line,
      message: `this binary data claims ${String(bytes)} bytes, more than the ${String(LARGEST_TARGET)} that are unpacked; ${consequence}`,
    };
  const packed: number[] = [];
  for (const row of rows)
    if (!decodeLine(row.text.trimEnd(), packed))
      return { line: row.line, message: `this line of a binary patch is damaged; ${consequence}` };
  const data = inflate(Uint8Array.from(packed), bytes);
  if (data !== null) return { part, data };
  const message = `the data of this binary ${method} is damaged: it does not unpack to ${String(bytes)} bytes; ${consequence}`;
  return { line, message };
}

/** The bytes of both sides, as far as they are known; a side that does not exist is empty. */
interface Sides {
  old: Uint8Array | null;
  new: Uint8Array | null;
}

const unknown: Readonly<Sides> = { old: null, new: null };

/**
 * Unpacks a `GIT binary patch` (git's diff.c, `emit_binary_diff_body`): the first part makes the new file, the
 * second one the old; each is the file itself or a delta of the other side. Where both are deltas only the
 * sizes are known, unless `given` brings the bytes of a side from elsewhere. Of what is damaged the first thing
 * is said.
 */
export function unpackBinary(parts: readonly BinaryPart[], given: Readonly<Sides> = unknown): BinaryContent {
  const unpacked = parts.map(unpack);
  const fault = unpacked.find((one): one is Problem => "message" in one) ?? null;
  const known = (index: number): Unpacked | null => {
    const one = unpacked[index];
    return one === undefined || "message" in one ? null : one;
  };
  const [forward, reverse] = [known(0), known(1)];
  const literal = (one: Unpacked | null): Uint8Array | null =>
    one?.part.method === "literal" ? one.data : null;
  const delta = (one: Unpacked | null): Uint8Array | null => (one?.part.method === "delta" ? one.data : null);
  const found: Sides = { old: literal(reverse) ?? given.old, new: literal(forward) ?? given.new };
  const [forwardDelta, reverseDelta] = [delta(forward), delta(reverse)];
  if (forwardDelta !== null && found.old !== null) found.new = applyDelta(found.old, forwardDelta);
  if (reverseDelta !== null && found.new !== null) found.old = applyDelta(found.new, reverseDelta);
  const there = forwardDelta === null ? null : readDeltaSizes(forwardDelta);
  const back = reverseDelta === null ? null : readDeltaSizes(reverseDelta);
  const isWrong =
    (forwardDelta !== null && found.old !== null && found.new === null) ||
    (reverseDelta !== null && found.new !== null && found.old === null);
  const message = `this binary delta does not fit the other side of the file; ${consequence}`;
  return {
    parts,
    old: { bytes: found.old, size: found.old?.length ?? there?.source ?? back?.target ?? null },
    new: { bytes: found.new, size: found.new?.length ?? there?.target ?? back?.source ?? null },
    fault: fault ?? (isWrong ? { line: parts[0]?.line ?? 0, message } : null),
  };
}

/** The blob ids of a file's header. */
type Blobs = Pick<FileDiff, "oldBlob" | "newBlob">;

/** SHA-1 in hexadecimal; the ids of a repository that uses SHA-256 are longer and are not compared. */
const LONGEST_ID = 40;

/** Whether the unpacked bytes of a side have the header's blob id; null where there is nothing to compare. */
function hasItsId(blobs: Blobs, content: BinaryContent, side: Side): boolean | null {
  const blob = side === "old" ? blobs.oldBlob : blobs.newBlob;
  const { bytes } = content[side];
  if (bytes === null || !namesBlob(blob) || blob.length > LONGEST_ID) return null;
  return gitBlobId(bytes).startsWith(blob);
}

const sides: readonly Side[] = ["old", "new"];

/** The sides whose unpacked bytes have the blob id of the header. */
export function provenBytes(blobs: Blobs, content: BinaryContent): readonly Side[] {
  return sides.filter((side) => hasItsId(blobs, content, side) === true);
}

/** Says of a delta that what it changes is not there; null where the bytes are known or damaged. */
export function missingBase({
  line,
  oldBlob,
  binaryContent,
}: Pick<FileDiff, "line" | "oldBlob" | "binaryContent">): Problem | null {
  const isMissing =
    binaryContent !== null && binaryContent.fault === null && binaryContent.new.bytes === null;
  if (!isMissing) return null;
  const base = oldBlob === null ? "the old file" : `the blob ${oldBlob}`;
  const message = `this binary patch is a delta of ${base}, which no patch here holds; of the new file only the size is known`;
  return { line, message };
}

/** What a person should know of a binary file: its damage, what it lacks, and bytes that are not those of the blob id. */
export function binaryDoubts(file: FileDiff, content: BinaryContent): readonly Problem[] {
  const contradicted = sides.filter((side) => hasItsId(file, content, side) === false);
  const missing = missingBase(file);
  return [
    ...(content.fault === null ? [] : [content.fault]),
    ...(missing === null ? [] : [missing]),
    ...contradicted.map((side) => ({
      line: file.line,
      message: `the unpacked bytes of the ${side} side do not have the blob id that the index line gives`,
    })),
  ];
}
