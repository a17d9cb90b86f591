import { readArchivePage } from "./archivePage";
import { readBareHead } from "./bareHead";
import { decodeText, encodeUtf8 } from "./charset";
import { withoutColours } from "./colours";
import { readCommitPage } from "./commitPage";
import { isBinary, isGzip, isMailHeader, leadingFields, startsMailbox, withoutMark } from "./documentKind";
import { gunzip, LARGEST_TEXT } from "./gunzip";
import { isPatchBreak } from "./inBody";
import { isCrLf, splitLines } from "./lines";
import { readMail, readWords } from "./mail";
import type { Numbering } from "./mail";
import { Mailbox } from "./mailbox";
import { mailsInOrder } from "./mailsInOrder";
import { mentionedParts } from "./mention";
import { isHtml, readHtmlPage } from "./htmlPage";
import { htmlText } from "./htmlText";
import type { Message, Reading } from "./message";
import { numberMessages, stemOf } from "./numbering";
import { fileStart } from "./packagePage";
import type { Page } from "./page";
import type { Problem } from "./problem";
import type { TextLine } from "./textLine";

/** What sort of text a document is. */
export type DocumentKind =
  "mbox" | "mail" | "archive-page" | "package-page" | "commit-page" | "patch" | "unknown";

/** One input file, read as far as the mail layer can read it. */
export interface Document {
  /** The name as it was given. */
  readonly file: string;
  readonly kind: DocumentKind;
  readonly messages: readonly Message[];
  readonly problems: readonly Problem[];
}

interface Draft extends Reading {
  readonly kind: DocumentKind;
}

/** The `From ` line of git format-patch: one such mail is a mail, not a mailbox. */
const formatPatch = /^\s*From [0-9a-f]{40}(?:[0-9a-f]{24})? Mon Sep 17 00:00:00 2001\s*$/;

/** `mbox` unless the mailbox is one mail of git format-patch. */
export function kindOfMailbox(firstLine: string, mails: number): "mbox" | "mail" {
  return mails === 1 && formatPatch.test(firstLine) ? "mail" : "mbox";
}

function readMailbox(bytes: Uint8Array, numbering: Numbering): Draft {
  const mailbox = new Mailbox();
  const mails = [...mailbox.push(bytes), ...mailbox.end()];
  const readings = mails.map(mailsInOrder(numbering));
  const newline = bytes.indexOf(10);
  const first = decodeText(bytes.subarray(0, newline < 0 ? bytes.length : newline), null).text;
  return {
    kind: kindOfMailbox(first, mails.length),
    messages: readings.flatMap((reading) => reading.messages),
    problems: readings.flatMap((reading) => reading.problems),
  };
}

function readPage(page: Page, numbering: Numbering): Draft {
  return { kind: page.kind, ...readWords(page.head, page.lines, page.lastLine, numbering, [], page.repairs) };
}

function readPackage(bytes: Uint8Array, lines: readonly TextLine[], numbering: Numbering): Draft | null {
  const start = fileStart(lines);
  if (start < 0) return null;
  let at = 0;
  for (let i = 0; i < start; i++) at = bytes.indexOf(10, at) + 1;
  return { kind: "package-page", ...readMail(bytes.subarray(at), start + 1, numbering) };
}

/** A hunk header within so many columns: the whole diff may be indented, quoted or numbered. */
const hunkHeader = /^.{0,24}?@@ -\d{1,10}(?:,\d{1,10})? ?\+\d/;

function looksLikePatch(lines: readonly TextLine[]): boolean {
  return lines.some(
    ({ text }) =>
      (text.includes("@@ -") && hunkHeader.test(text)) ||
      text.trimEnd() === "***************" ||
      (text.startsWith("diff ") && isPatchBreak(text)) ||
      /^(?:commit [0-9a-f]{40}\b|# HG changeset patch|Index: \S|GIT binary patch)/.test(text),
  );
}

/** A text that is no mail and no page: a bare patch, whose first words may be a description. */
function readBare(allLines: readonly TextLine[], numbering: Numbering): Draft {
  const { lines, repairs } = withoutColours(allLines);
  if (!looksLikePatch(lines)) {
    const message = lines.every(({ text }) => text.trim() === "")
      ? "This document is empty."
      : "Neither a mail nor a page nor a patch was found in this document; nothing of it is read.";
    return { kind: "unknown", messages: [], problems: [{ line: 1, message }] };
  }
  const head = { ...readBareHead(lines), messageId: null, inReplyTo: null, references: [], firstLine: 1 };
  const last = lines.at(-1)?.line ?? 1;
  const reading = readWords(head, lines, last, numbering, [], repairs);
  return { kind: "patch", ...reading };
}

function draft(bytes: Uint8Array, numbering: Numbering): Draft {
  if (startsMailbox(bytes)) return readMailbox(bytes, numbering);
  if (isMailHeader(leadingFields(bytes))) return { kind: "mail", ...readMail(bytes, 1, numbering) };
  const { text, doubt } = decodeText(bytes, null);
  const source = text.replace(/^\ufeff/, "");
  const plain = isHtml(source) ? htmlText(source) : source;
  const lines = splitLines(plain, 1, isCrLf(text));
  const page = (plain === source ? null : readHtmlPage(source)) ?? readCommitPage(lines);
  const read =
    (page === null ? null : readPage(page, numbering)) ??
    readPackage(bytes, lines, numbering) ??
    (looksLikeBareHead(lines) ? null : archiveDraft(lines, numbering)) ??
    readBare(lines, numbering);
  if (doubt === null) return read;
  return {
    ...read,
    problems: [{ line: 1, message: `The text is read with a doubt: ${doubt}.` }, ...read.problems],
  };
}

function archiveDraft(lines: readonly TextLine[], numbering: Numbering): Draft | null {
  const page = readArchivePage(lines);
  return page === null ? null : readPage(page, numbering);
}

/** A document that begins with a diff or a commit is no archive page, whatever its message quotes. */
function looksLikeBareHead(lines: readonly TextLine[]): boolean {
  const first = lines.find(({ text }) => text.trim() !== "")?.text ?? "";
  return isPatchBreak(first) || /^(?:commit [0-9a-f]{7,64}\b|# HG changeset patch|From:? )/.test(first);
}

function utf16(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}

/** Packed data within packed data is unpacked so often. */
const DEEPEST_PACKING = 4;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** The bytes of a text in UTF-8 with the line ends of today, and what had to be left out of it. */
interface Prepared {
  readonly bytes: Uint8Array;
  readonly problems: readonly Problem[];
}

function prepare(packed: Uint8Array): Prepared {
  const problems: Problem[] = [];
  let bytes = packed;
  for (let depth = 0; depth < DEEPEST_PACKING && isGzip(bytes); depth++) {
    const unpacked = gunzip(bytes);
    bytes = unpacked.bytes;
    if (unpacked.doubt !== null) problems.push({ line: 1, message: `Of this gzip file, ${unpacked.doubt}.` });
  }
  if (bytes.length > LARGEST_TEXT) {
    bytes = bytes.subarray(0, LARGEST_TEXT);
    const message = `This document is larger than the ${LARGEST_TEXT} bytes that are read of one that is no mailbox; the rest is left out.`;
    problems.push({ line: 1, message });
  }
  const wide = utf16(bytes);
  if (wide !== null) bytes = encodeUtf8(decodeText(bytes, wide).text);
  bytes = withoutMark(bytes);
  // Line ends of old Macintoshes.
  if (bytes.indexOf(CARRIAGE_RETURN) >= 0 && bytes.indexOf(NEWLINE) < 0)
    bytes = bytes.map((byte) => (byte === CARRIAGE_RETURN ? NEWLINE : byte));
  return { bytes, problems };
}

/**
 * Reads one document: a mailbox, a mail, a page of an archive, of a package viewer or of one commit, a
 * bare patch, or gzip of any of these. Never throws: what cannot be read is said in `problems`. The ids of
 * its messages begin with `stem` (see `distinctStems`).
 */
export function readDocument(file: string, bytes: Uint8Array, stem: string = stemOf(file)): Document {
  const numbering = numberMessages(stem);
  const { bytes: text, problems } = prepare(bytes);
  if (isBinary(text) && !startsMailbox(text)) {
    const message = "This is binary data, not text; nothing of it is read.";
    return { file, kind: "unknown", messages: [], problems: [...problems, { line: 1, message }] };
  }
  const { kind, messages, problems: found } = draft(text, numbering);
  const mentions = kind === "mbox" ? [] : mentionedParts(messages, () => numbering.next());
  return { file, kind, messages: [...messages, ...mentions], problems: [...problems, ...found] };
}
