/** The sizes that a delta of git begins with (gitformat-pack, "Deltified representation"). */
export interface DeltaSizes {
  readonly source: number;
  readonly target: number;
  /** Index of the first instruction. */
  readonly start: number;
}

/** Seven bits a byte, the lowest first; a set top bit says that more follow. */
function readSize(delta: Uint8Array, from: number): { readonly value: number; readonly next: number } | null {
  let value = 0;
  let factor = 1;
  for (let at = from; at < delta.length && factor < 2 ** 49; at++, factor *= 128) {
    const byte = delta[at] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, next: at + 1 };
  }
  return null;
}

/** Reads the sizes of a delta's source and target; null if they are cut off. */
export function readDeltaSizes(delta: Uint8Array): DeltaSizes | null {
  const source = readSize(delta, 0);
  const target = source === null ? null : readSize(delta, source.next);
  return source === null || target === null
    ? null
    : { source: source.value, target: target.value, start: target.next };
}

/** Git's own limit is the memory; a delta of a few bytes can ask for gigabytes. */
export const LARGEST_TARGET = 1 << 26;

/** What the delta makes of the source (git's patch-delta.c); null if it is not a delta of that source. */
export function applyDelta(source: Uint8Array, delta: Uint8Array): Uint8Array | null {
  const sizes = readDeltaSizes(delta);
  if (sizes === null || sizes.source !== source.length || sizes.target > LARGEST_TARGET) return null;
  const target = new Uint8Array(sizes.target);
  let length = 0;
  let at = sizes.start;
  const next = (isThere: boolean): number => (isThere ? (delta[at++] ?? 0) : 0);
  while (at < delta.length) {
    const command = next(true);
    if (command === 0) return null;
    let from = at;
    let size = command;
    if (command >= 0x80) {
      from = next((command & 1) > 0) + next((command & 2) > 0) * 2 ** 8 + next((command & 4) > 0) * 2 ** 16;
      from += next((command & 8) > 0) * 2 ** 24;
      size = next((command & 16) > 0) + next((command & 32) > 0) * 2 ** 8;
      size += next((command & 64) > 0) * 2 ** 16;
      if (size === 0) size = 0x10000;
    } else at += size;
    const origin = command >= 0x80 ? source : delta;
    if (at > delta.length || from + size > origin.length || length + size > target.length) return null;
    target.set(origin.subarray(from, from + size), length);
    length += size;
  }
  return length === target.length ? target : null;
}
