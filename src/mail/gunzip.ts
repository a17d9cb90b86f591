import { Gunzip } from "fflate";

/** Unpacked data beyond this is not read: a gzip file of a few kilobytes can hold gigabytes. */
export const LARGEST_UNPACKED = 1 << 29;
/** Input is fed in pieces so that the limit is noticed before memory is spent. */
const PIECE = 1 << 16;

/** What came out of gzip data. */
export interface Unpacked {
  readonly bytes: Uint8Array;
  /** One phrase saying why it ends early; null when it is whole. */
  readonly doubt: string | null;
}

/** Unpacks gzip data (RFC 1952, several members too), as far as it is whole and below the limit. */
export function gunzip(bytes: Uint8Array, largest = LARGEST_UNPACKED): Unpacked {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let doubt: string | null = null;
  const unzip = new Gunzip((chunk) => {
    if (chunk.length === 0 || size > largest) return;
    size += chunk.length;
    if (size <= largest) chunks.push(chunk);
  });
  try {
    for (let at = 0; at < bytes.length && size <= largest; at += PIECE) {
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    }
  } catch {
    doubt = "its compressed data is damaged, so what could be unpacked before the damage is read";
  }
  if (size > largest) doubt = `it unpacks to more than ${largest} bytes, so only what lies below is read`;
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return { bytes: all, doubt };
}
