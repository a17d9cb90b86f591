import { Gunzip } from "fflate";
import { joinBytes } from "./joinBytes";

/** Unpacked data beyond this is not read: a gzip file of a few kilobytes can hold gigabytes, and no text can hold 2^29 letters. */
export const LARGEST_TEXT = 1 << 28;
/** Input is fed in pieces so that the limit is noticed before memory is spent. */
const PIECE = 1 << 14;

/** Unpacks gzip data (RFC 1952, several members too) as it arrives, up to a limit. */
export interface GunzipStream {
  push(packed: Uint8Array): Uint8Array;
  end(): Uint8Array;
  /** One phrase saying why the data ends early; null while it is whole. */
  readonly doubt: string | null;
}

/** Starts to unpack; nothing beyond `largest` bytes comes out. */
export function gunzipStream(largest = LARGEST_TEXT): GunzipStream {
  let chunks: Uint8Array[] = [];
  let size = 0;
  let doubt: string | null = null;
  const unzip = new Gunzip((chunk) => {
    const room = largest - size;
    size += chunk.length;
    if (room > 0 && chunk.length > 0) chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
  });
  const feed = (packed: Uint8Array, isLast: boolean): Uint8Array => {
    for (let at = 0; (at < packed.length || isLast) && doubt === null; at += PIECE) {
      try {
        const isLastPiece = isLast && at + PIECE >= packed.length;
        unzip.push(packed.subarray(at, at + PIECE), isLastPiece);
        if (isLastPiece) break;
      } catch {
        doubt = "the compressed data is damaged, so only what stands before the damage is read";
      }
      if (size > largest)
        doubt = `more than ${largest} bytes come out, so only those below the limit are read`;
    }
    const out = joinBytes(chunks);
    chunks = [];
    return out;
  };
  return {
    push: (packed) => feed(packed, false),
    end: () => feed(new Uint8Array(), true),
    get doubt() {
      return doubt;
    },
  };
}

/** What came out of gzip data. */
export interface Unpacked {
  readonly bytes: Uint8Array;
  /** One phrase saying why it ends early; null when it is whole. */
  readonly doubt: string | null;
}

/** Unpacks gzip data that is there as a whole. */
export function gunzip(bytes: Uint8Array, largest = LARGEST_TEXT): Unpacked {
  const stream = gunzipStream(largest);
  const unpacked = joinBytes([stream.push(bytes), stream.end()]);
  return { bytes: unpacked, doubt: stream.doubt };
}
