import { ByteQueue } from "./byteQueue";
import { isMailHeader, leadingFields } from "./documentKind";
import { isFrom, isFromLine, isHeaderStart } from "./fromLine";

/** One mail of an mbox, still undecoded. */
export interface RawMail {
  readonly bytes: Uint8Array;
  /** How many lines of the document stand above it and below the mail before: blank ones, above the first mail. */
  readonly linesAbove: number;
}

const NEWLINE = 10;
const CR = 13;
const F = 0x46;
/** A `Content-Length` above this is not waited for: it would hold the whole file in memory. */
const LONGEST_CLAIM = 1 << 24;
/** How many bytes behind a separator are looked at to see whether a header follows. */
const HEADER_NAME = 256;
/** How many behind one without a date, where it takes more than a word and a colon. */
const HEADER = 4096;

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || (byte !== undefined && byte >= 9 && byte <= CR);
}

/** What can be said about the place that a mail's `Content-Length` points to. */
type Claim = "right" | "wrong" | "unknown";

/**
 * Splits an mbox into mails as its bytes arrive, holding one mail at a time.
 *
 * Where `git mailsplit` has an answer it is followed: a separator is what git's `is_from_line` accepts,
 * with or without a blank line before it. Three cases are read better. Where the first separator has no date
 * (`From nobody`), on which git gives up, neither need the others, below a blank line. A `Content-Length` (mboxcl, mboxcl2)
 * that leads exactly to the next separator or the end hides separators inside that body. And a line of
 * prose that only looks like a separator does not split when no header field follows it.
 */
export class Mailbox {
  readonly #queue = new ByteQueue();
  /** Where the scan stands. */
  #at = 0;
  #linesAbove = 0;
  /** Start of the mail that is being read; -1 before the first. */
  #mail = -1;
  #inHeader = false;
  #claimed = -1;
  #isDateless = false;

  /** Takes the next bytes; returns the mails that ended in them. */
  push(chunk: Uint8Array): RawMail[] {
    this.#queue.append(chunk);
    return this.#scan(false);
  }

  /** Tells that there are no more bytes; returns the last mails. */
  end(): RawMail[] {
    const mails = this.#scan(true);
    const bytes = this.#queue.view;
    if (this.#mail >= 0 && bytes.length > this.#mail) mails.push(this.#take(bytes, bytes.length));
    return mails;
  }

  #take(bytes: Uint8Array, end: number): RawMail {
    const mail = { bytes: bytes.subarray(this.#mail, end), linesAbove: this.#linesAbove };
    this.#linesAbove = 0;
    return mail;
  }

  #scan(final: boolean): RawMail[] {
    const mails: RawMail[] = [];
    const bytes = this.#queue.view;
    const size = bytes.length;
    if (this.#mail < 0) this.#skipBlanks(bytes);
    while (this.#at < size) {
      if (!this.#inHeader && this.#mail >= 0) this.#skipBody(bytes);
      if (this.#at >= size) break;
      const start = this.#at;
      const newline = bytes.indexOf(NEWLINE, start);
      if (newline < 0 && !final) break;
      const end = newline < 0 ? size : newline;
      const isDated = bytes[start] === F && isFromLine(bytes, start, end);
      if (isDated || (bytes[start] === F && this.#isDatelessSeparator(bytes, start))) {
        const next = end + 1;
        const looked = isDated ? HEADER_NAME : HEADER;
        if (!final && size - next < looked) break;
        const behind = bytes.subarray(next, next + looked);
        const isHeader = isDated
          ? isHeaderStart(behind, 0, behind.length)
          : isMailHeader(leadingFields(behind));
        if (this.#mail < 0 || isHeader) {
          if (this.#mail >= 0) mails.push(this.#take(bytes, start));
          this.#mail = start;
          this.#inHeader = true;
          this.#claimed = -1;
        }
      } else if (this.#inHeader) {
        const body = this.#readHeaderLine(bytes, start, end);
        if (body >= 0 && this.#claimed >= 0) {
          const claim = this.#check(bytes, body + this.#claimed, final);
          if (claim === "unknown") break;
          this.#inHeader = false;
          if (claim === "right") {
            this.#at = body + this.#claimed;
            continue;
          }
        }
        if (body >= 0) this.#inHeader = false;
      }
      this.#at = end + 1;
    }
    this.#compact();
    return mails;
  }

  /** Whether a line without a date may separate mails: the first one had none, and this stands below a blank line. */
  #isDatelessSeparator(bytes: Uint8Array, start: number): boolean {
    if (!isFrom(bytes, start)) return false;
    this.#isDateless ||= this.#mail < 0;
    const above = bytes[start - 2];
    return (
      this.#isDateless &&
      (this.#mail < 0 || above === NEWLINE || (above === CR && bytes[start - 3] === NEWLINE))
    );
  }

  /** Goes on to the next line of a body that may be a separator: one that begins with the letter F. */
  #skipBody(bytes: Uint8Array): void {
    let at = bytes.indexOf(F, this.#at);
    while (at > 0 && bytes[at - 1] !== NEWLINE) at = bytes.indexOf(F, at + 1);
    this.#at = at < 0 ? bytes.length : at;
  }

  /** git skips white space before the first mail. */
  #skipBlanks(bytes: Uint8Array): void {
    while (this.#at < bytes.length && isBlank(bytes[this.#at])) {
      if (bytes[this.#at] === NEWLINE) this.#linesAbove++;
      this.#at++;
    }
  }

  /** Returns where the body begins when this line ends the header, else -1. */
  #readHeaderLine(bytes: Uint8Array, start: number, end: number): number {
    if (end === start || (end === start + 1 && bytes[start] === CR)) return end + 1;
    const first = (bytes[start] ?? 0) | 0x20;
    if (first === 0x63 && end - start < 64) {
      let text = "";
      for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i] ?? 0);
      const claim = /^content-length:[ \t]*(\d{1,9})\s*$/i.exec(text);
      if (claim !== null && Number(claim[1]) <= LONGEST_CLAIM) this.#claimed = Number(claim[1]);
    }
    return -1;
  }

  #check(bytes: Uint8Array, target: number, final: boolean): Claim {
    if (target > bytes.length || (!final && target + HEADER_NAME > bytes.length)) {
      return final ? "wrong" : "unknown";
    }
    let at = target;
    if (at > 0 && bytes[at - 1] !== NEWLINE && bytes[at] !== NEWLINE && bytes[at] !== CR) return "wrong";
    while (at < bytes.length && (bytes[at] === NEWLINE || bytes[at] === CR)) at++;
    if (at === bytes.length) return "right";
    const end = bytes.indexOf(NEWLINE, at);
    return isFromLine(bytes, at, end < 0 ? bytes.length : end) ? "right" : "wrong";
  }

  /** Lets go of the bytes of finished mails. */
  #compact(): void {
    const keep = this.#mail >= 0 ? this.#mail : this.#at;
    if (keep === 0) return;
    this.#queue.drop(keep);
    this.#at -= keep;
    if (this.#mail >= 0) this.#mail = 0;
  }
}
