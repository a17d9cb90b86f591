import { decodeText } from "./charset";
import { isBinary } from "./documentKind";
import { unflow } from "./flowed";
import { readHeader } from "./header";
import type { Header } from "./header";
import { htmlMail } from "./htmlMail";
import { isCrLf, splitLines } from "./lines";
import { readParameters } from "./parameters";
import type { Parameters } from "./parameters";
import type { Problem } from "./problem";
import type { TextLine } from "./textLine";
import { decodeTransfer } from "./transferEncoding";

/** Deeper parts than this are read as plain text. */
const DEEPEST_PART = 32;
/** Further parts of one mail than this are left out. */
const MOST_PARTS = 2000;

/** A whole mail inside a mail (`message/rfc822`). */
export interface EnclosedMail {
  readonly bytes: Uint8Array;
  readonly line: number;
}

/** What the parts of a mail say, joined in order as git's mailinfo joins them. */
export interface MimeText {
  lines: TextLine[];
  /** True when each line of the body is one of `lines`; only said where it costs nothing to know. */
  isWhole: boolean;
  /** True when the lines hold nothing but ASCII; false where that is not known. */
  isAscii: boolean;
  /** True when there are escape characters, as before a terminal's colours. */
  hasEscapes: boolean;
  /** True when `>From ` stands somewhere, as mailboxes write it at the head of a line. */
  hasMarkedFrom: boolean;
  readonly enclosed: EnclosedMail[];
  readonly problems: Problem[];
}

interface Walk extends MimeText {
  parts: number;
  /** True within an alternative that is left for another one: then only what is attached there is read. */
  isLeft: boolean;
}

const patchName = /\.(?:patch|diff|txt|mbox|dpatch)$/i;
const NEWLINE = 10;

function typeOf(header: Header): Parameters {
  return readParameters(header.raw("content-type") ?? "text/plain");
}

/** Reads the body of a mail, following its MIME structure; `line` is the document line of the first byte. */
export function readMime(header: Header, body: Uint8Array, line: number): MimeText {
  const walk: Walk = {
    lines: [],
    isWhole: false,
    isAscii: true,
    hasEscapes: false,
    hasMarkedFrom: false,
    enclosed: [],
    problems: [],
    parts: 0,
    isLeft: false,
  };
  readPart(walk, header, body, line, 0);
  walk.isWhole &&= walk.parts === 1;
  return walk;
}

function readPart(walk: Walk, header: Header, body: Uint8Array, line: number, depth: number): void {
  if (++walk.parts > MOST_PARTS) {
    if (walk.parts === MOST_PARTS + 1) {
      walk.problems.push({
        line,
        message: `The mail has more than ${MOST_PARTS} parts; the rest is left out.`,
      });
    }
    return;
  }
  const type = typeOf(header);
  const boundary = type.parameters.get("boundary");
  if (type.value.startsWith("multipart/") && boundary !== undefined && boundary !== "") {
    if (depth < DEEPEST_PART) {
      readMultipart(walk, type, splitParts(body, boundary, line), line, depth);
      return;
    }
    const message = `Parts are nested deeper than ${DEEPEST_PART}; what is inside is read as plain text.`;
    walk.problems.push({ line, message });
  }
  if (type.value === "message/rfc822") {
    const decoded = decodeTransfer(body, header.raw("content-transfer-encoding"), line);
    walk.enclosed.push({ bytes: decoded.bytes, line });
    return;
  }
  const isText = /^(?:text|multipart)\//.test(type.value) || !type.value.includes("/");
  // A mail of one part, like git's mailinfo, whatever a list's software calls it, if it is text.
  const isOnly =
    depth === 0 &&
    type.value === "application/octet-stream" &&
    !isBinary(decodeTransfer(body, header.raw("content-transfer-encoding"), line).bytes);
  if ((isText && !walk.isLeft) || isOnly || isPatch(header, type)) readText(walk, header, type, body, line);
}

function isPatch(header: Header, type: Parameters): boolean {
  const disposition = readParameters(header.raw("content-disposition") ?? "");
  const name = disposition.parameters.get("filename") ?? type.parameters.get("name") ?? "";
  return patchName.test(name) || /patch|diff/.test(type.value);
}

function readText(walk: Walk, header: Header, type: Parameters, body: Uint8Array, line: number): void {
  const encoding = header.raw("content-transfer-encoding");
  const decoded = decodeTransfer(body, encoding, line);
  const { text, doubt, isAscii } = decodeText(decoded.bytes, type.parameters.get("charset") ?? null);
  if (doubt !== null) walk.problems.push({ line, message: `The text is read with a doubt: ${doubt}.` });
  const html = type.value === "text/html" ? htmlMail(text) : null;
  const plain = html?.text ?? text;
  const numbers = html?.lines?.map((n) => decoded.lines?.[n] ?? line + n) ?? decoded.lines;
  // In an encoded part a lone CR LF may be content (a patch to a DOS file); in a raw one it is a line end.
  const dropCarriage = decoded.lines === null || isCrLf(plain);
  let lines = splitLines(plain, line, dropCarriage, numbers);
  const isFlowed = type.parameters.get("format")?.toLowerCase() === "flowed";
  walk.isAscii &&= isAscii && plain === text;
  walk.hasEscapes ||= plain.includes("\u001b");
  walk.hasMarkedFrom ||= plain.includes(">From ");
  // A character for each byte: then the line ends are those of the body, in whatever charset.
  walk.isWhole = plain === text && !isFlowed && decoded.lines === null && text.length === body.length;
  if (isFlowed) {
    lines = unflow(lines, type.parameters.get("delsp")?.toLowerCase() === "yes");
  }
  walk.lines = walk.lines.length === 0 ? lines : walk.lines.concat(lines);
}

interface RawPart {
  readonly header: Header;
  readonly body: Uint8Array;
  readonly line: number;
}

function readMultipart(
  walk: Walk,
  type: Parameters,
  parts: readonly RawPart[],
  line: number,
  depth: number,
): void {
  if (parts.length === 0) {
    walk.problems.push({
      line,
      message: "A multipart mail has no part behind its boundary; it has no text.",
    });
  }
  if (type.value === "multipart/alternative") {
    const plain = parts.find((part) => typeOf(part.header).value === "text/plain") ?? parts.at(-1);
    const wasLeft = walk.isLeft;
    for (const part of parts) {
      // Apple's Mail attaches files to the HTML alone.
      walk.isLeft = wasLeft || part !== plain;
      const isRead = !walk.isLeft || typeOf(part.header).value.startsWith("multipart/");
      if (isRead) readPart(walk, part.header, part.body, part.line, depth + 1);
    }
    walk.isLeft = wasLeft;
    return;
  }
  for (const part of parts) {
    const isMail = type.value === "multipart/digest" && !part.header.has("content-type");
    if (isMail) walk.enclosed.push({ bytes: part.body, line: part.line });
    else readPart(walk, part.header, part.body, part.line, depth + 1);
  }
}

/** Cuts a body at its boundary lines (RFC 2046, section 5.1.1); text before and after the parts is dropped. */
function splitParts(body: Uint8Array, boundary: string, firstLine: number): RawPart[] {
  const mark = [...`--${boundary}`].map((letter) => letter.charCodeAt(0) & 0xff);
  const parts: RawPart[] = [];
  let start = -1;
  let startLine = firstLine;
  const take = (end: number): void => {
    if (start < 0) return;
    const { header, bodyStart, bodyLine } = readHeader(body.subarray(start, end), startLine);
    parts.push({ header, body: body.subarray(start + bodyStart, end), line: bodyLine });
  };
  let line = firstLine;
  for (let at = 0; at < body.length; line++) {
    const newline = body.indexOf(NEWLINE, at);
    const next = newline < 0 ? body.length : newline + 1;
    if (mark.every((byte, i) => body[at + i] === byte)) {
      const behind = at + mark.length;
      const closes = body[behind] === 0x2d && body[behind + 1] === 0x2d;
      if (closes || restIsBlank(body, behind, next)) {
        take(at);
        start = closes ? -1 : next;
        startLine = line + 1;
        if (closes) return parts;
      }
    }
    at = next;
  }
  take(body.length);
  return parts;
}

function restIsBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if ((bytes[i] ?? 0) > 0x20) return false;
  return true;
}
