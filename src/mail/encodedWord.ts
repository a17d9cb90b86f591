import { decodeBase64, decodeQuotedWord } from "./transferEncoding";
import { decodeText } from "./charset";
import { joinBytes } from "./joinBytes";

// RFC 2047; RFC 2231 section 5 adds `*language` to the charset. Blanks inside are tolerated, as git does.
const word = /=\?([^?*\s]{1,60})(?:\*[^?\s]{0,20})?\?([BbQq])\?([^?]{0,4000}?)\?=/g;

interface Run {
  readonly charset: string;
  readonly parts: Uint8Array[];
}

/**
 * Decodes the encoded words of a header value (RFC 2047). White space between two of them is dropped; two
 * neighbours of one charset are decoded together, because some mailers cut inside a character; not in the charsets of
 * ISO 2022, where each word begins and ends in ASCII (RFC 1468) and a decoder takes two shifts in a row for a fault.
 */
export function decodeWords(raw: string): string {
  if (!raw.includes("=?")) return raw;
  const runs: (Run | string)[] = [];
  let last = 0;
  for (const match of raw.matchAll(word)) {
    const between = raw.slice(last, match.index);
    last = match.index + match[0].length;
    const charset = (match[1] ?? "").toLowerCase();
    const text = match[3] ?? "";
    const bytes = (match[2] ?? "").toLowerCase() === "b" ? decodeBase64(text) : decodeQuotedWord(text);
    const before = runs.at(-1);
    const isNeighbour = typeof before === "object" && between.trim() === "";
    if (isNeighbour && before.charset === charset && !charset.startsWith("iso-2022")) {
      before.parts.push(bytes);
      continue;
    }
    if (!isNeighbour) runs.push(between);
    runs.push({ charset, parts: [bytes] });
  }
  const texts = runs.map((run) =>
    typeof run === "string" ? run : decodeText(joinBytes(run.parts), run.charset).text,
  );
  return texts.join("") + raw.slice(last);
}
