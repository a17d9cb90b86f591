import { decodeText } from "./charset";
import { decodeWords } from "./encodedWord";

/** A structured header value: `text/plain; charset=utf-8`. */
export interface Parameters {
  /** What stands before the first semicolon, lower case, without blanks. */
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const parameter = /;\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;\s]*))/gs;

function unpercent(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text[i] === "%" ? Number.parseInt(text.slice(i + 1, i + 3), 16) : Number.NaN;
    if (Number.isNaN(code)) {
      bytes.push(text.charCodeAt(i) & 0xff);
    } else {
      bytes.push(code);
      i += 2;
    }
  }
  return Uint8Array.from(bytes);
}

/** Splits a Content-Type or Content-Disposition value; joins and decodes RFC 2231 parameters. */
export function readParameters(raw: string): Parameters {
  const semicolon = raw.indexOf(";");
  const value = (semicolon < 0 ? raw : raw.slice(0, semicolon)).replace(/\s+/g, "").toLowerCase();
  const plain = new Map<string, string>();
  const pieces = new Map<string, { text: string; extended: boolean }[]>();
  if (semicolon < 0) return { value, parameters: plain };
  for (const match of raw.slice(semicolon).matchAll(parameter)) {
    const name = (match[1] ?? "").toLowerCase();
    const text = match[2] === undefined ? (match[3] ?? "") : match[2].replace(/\\(.)/gs, "$1");
    const star = /^([^*]+)(?:\*(\d{1,3}))?(\*?)$/.exec(name);
    if (!name.includes("*") || star === null) {
      if (!plain.has(name)) plain.set(name, decodeWords(text));
      continue;
    }
    const base = star[1] ?? "";
    const list = pieces.get(base) ?? [];
    pieces.set(base, list);
    list[Number(star[2] ?? 0)] = { text, extended: star[3] === "*" };
  }
  for (const [name, list] of pieces) plain.set(name, joinPieces(list.filter((piece) => piece !== undefined)));
  return { value, parameters: plain };
}

function joinPieces(list: readonly { readonly text: string; readonly extended: boolean }[]): string {
  let charset: string | null = null;
  let out = "";
  for (const [i, piece] of list.entries()) {
    let text = piece.text;
    if (i === 0 && piece.extended) {
      const quoted = /^([^']*)'[^']*'/.exec(text);
      charset = quoted?.[1] ?? null;
      text = text.slice(quoted?.[0].length ?? 0);
    }
    out += piece.extended ? decodeText(unpercent(text), charset).text : text;
  }
  return out;
}
