import { Unzlib } from "fflate";
import { joinBytes } from "../mail/joinBytes";

/** Input is fed in pieces, so that what grows beyond its claim is noticed early. */
const PIECE = 1 << 12;
const LARGEST_PRIME = 65521;
/** So many sums of bytes do not leave the whole numbers, nor this one's 32 bits (zlib's NMAX). */
const FEW = 5552;

/** The checksum at the end of zlib data (RFC 1950, section 9), which fflate leaves to the caller. */
function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (let at = 0; at < bytes.length;) {
    for (const end = Math.min(at + FEW, bytes.length); at < end; at++) {
      low += bytes[at] ?? 0;
      high += low;
    }
    low %= LARGEST_PRIME;
    high %= LARGEST_PRIME;
  }
  return high * 0x10000 + low;
}

/** The last line of base 85 may count its padding as bytes, up to three, which zlib does not read. */
const MOST_PADDING = 3;

function endsWithSum(packed: Uint8Array, sum: number): boolean {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  for (let padding = 0; padding <= MOST_PADDING; padding++) {
    const at = packed.length - 4 - padding;
    if (at >= 0 && view.getUint32(at) === sum) return true;
  }
  return false;
}

/** Unpacks zlib data (RFC 1950) that must hold exactly `size` bytes; null if it does not. */
export function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const unzip = new Unzlib((chunk) => {
    chunks.push(chunk);
    length += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length && length <= size; at += PIECE)
      unzip.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
  } catch {
    // Thrown for data that is none; what came out before it is not whole.
    return null;
  }
  if (length !== size) return null;
  const bytes = joinBytes(chunks);
  return endsWithSum(packed, adler32(bytes)) ? bytes : null;
}
