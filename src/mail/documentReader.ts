import { gunzipStream } from "./gunzip";
import type { GunzipStream } from "./gunzip";
import { isGzip, startsMailbox, withoutMark } from "./documentKind";
import { kindOfMailbox, readDocument } from "./document";
import type { DocumentKind } from "./document";
import { joinBytes } from "./joinBytes";
import { Mailbox } from "./mailbox";
import { mailsInOrder } from "./mailsInOrder";
import type { RawMail } from "./mailbox";
import type { Reading } from "./message";
import { numberMessages, stemOf } from "./numbering";
import type { Problem } from "./problem";

/** What is known of a document when its last byte is read. */
export interface DocumentEnd {
  readonly kind: DocumentKind;
  readonly problems: readonly Problem[];
}

/** Problems are told with their mails; so many are told again at the end, that memory does not grow. */
export const MOST_PROBLEMS = 1000;

/** So many bytes show whether a document is a mailbox. */
const SAMPLE = 4096;

/**
 * Reads a document as its bytes arrive. The mails of a mailbox, also of one packed with gzip, come out one
 * by one, so memory does not grow with the mailbox; every other document is one text and is held whole.
 */
export class DocumentReader {
  readonly #file: string;
  readonly #stem: string;
  readonly #readMail: (mail: RawMail) => Reading;
  readonly #problems: Problem[] = [];
  #held: Uint8Array[] = [];
  #size = 0;
  #unzip: GunzipStream | null = null;
  #mailbox: Mailbox | null = null;
  #isDecided = false;
  #firstLine = "";
  #mails = 0;
  #kind: DocumentKind | null = null;
  readonly #mostProblems: number;

  /** The ids of its messages begin with `stem` (see `distinctStems`). */
  constructor(file: string, stem: string = stemOf(file), mostProblems: number = MOST_PROBLEMS) {
    this.#file = file;
    this.#stem = stem;
    this.#mostProblems = mostProblems;
    this.#readMail = mailsInOrder(numberMessages(stem));
  }

  /** What sort of text it is, as soon as that is sure: a mailbox shows it by its second mail. */
  get kind(): DocumentKind | null {
    return this.#kind;
  }

  /** Takes the next bytes; yields what became readable with them. */
  *push(chunk: Uint8Array): Generator<Reading> {
    if (this.#mailbox !== null) {
      yield* this.#read(this.#mailbox.push(this.#unpack(chunk)));
      return;
    }
    this.#held.push(chunk);
    this.#size += chunk.length;
    if (!this.#isDecided && this.#size >= SAMPLE) yield* this.#decide();
  }

  /** Tells that there are no more bytes; yields the rest and returns what is known of the whole. */
  *end(): Generator<Reading, DocumentEnd> {
    if (!this.#isDecided) yield* this.#decide();
    if (this.#mailbox === null) {
      const { kind, messages, problems } = readDocument(this.#file, joinBytes(this.#held), this.#stem);
      this.#kind = kind;
      yield { messages, problems };
      return { kind, problems };
    }
    if (this.#unzip !== null) {
      yield* this.#read(this.#mailbox.push(this.#unzip.end()));
      if (this.#unzip.doubt !== null) {
        this.#problems.push({ line: 1, message: `Of this gzip file, ${this.#unzip.doubt}.` });
      }
    }
    yield* this.#read(this.#mailbox.end());
    this.#kind = kindOfMailbox(this.#firstLine, this.#mails);
    return { kind: this.#kind, problems: this.#problems };
  }

  #unpack(chunk: Uint8Array): Uint8Array {
    return this.#unzip === null ? chunk : this.#unzip.push(chunk);
  }

  *#decide(): Generator<Reading> {
    this.#isDecided = true;
    const packed = joinBytes(this.#held);
    let bytes = packed;
    if (isGzip(packed)) {
      this.#unzip = gunzipStream();
      bytes = this.#unzip.push(packed);
    }
    bytes = withoutMark(bytes);
    if (!startsMailbox(bytes)) {
      this.#unzip = null;
      return;
    }
    this.#held = [];
    this.#mailbox = new Mailbox();
    let first = "";
    for (let i = 0; i < 200 && (bytes[i] ?? 10) !== 10; i++) first += String.fromCharCode(bytes[i] ?? 0);
    this.#firstLine = first;
    yield* this.#read(this.#mailbox.push(bytes));
  }

  #note(problem: Problem): void {
    if (this.#problems.length < this.#mostProblems) this.#problems.push(problem);
  }

  *#read(mails: readonly RawMail[]): Generator<Reading> {
    for (const mail of mails) {
      this.#mails++;
      if (this.#mails === 2) this.#kind = "mbox";
      const reading = this.#readMail(mail);
      for (const problem of reading.problems) this.#note(problem);
      yield reading;
    }
  }
}
