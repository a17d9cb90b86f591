import type { Problem } from "./problem";
import type { TextLine } from "./textLine";
import type { Trailer } from "./trailer";

/** First and last line in the document, from 1. */
export type LineRange = readonly [first: number, last: number];

/** Words of a page or a list that were taken out of a message; never silent, shown with the message. */
export interface Removal {
  /** 1-based line of the document. */
  readonly line: number;
  readonly kind: "furniture";
  /** One phrase for people. */
  readonly note: string;
}

/** Consecutive words of one person within a document, in the order of the document. */
export interface Passage {
  /** Whose words: id of a message of the document. */
  readonly message: string;
  /** How many steps of quoting lie between these words and the carrying message; 0 is its own. */
  readonly depth: number;
  /** The words, quote marks removed. */
  readonly lines: readonly TextLine[];
  /** 1 where marks or headers say whose words these are, less where it was inferred from the text alone. */
  readonly confidence: number;
}

/** How a message became known. */
export type KnownBy =
  /** It stands in the document itself. */
  | "text"
  /** Another message quotes it under a line such as "On ..., X wrote:". */
  | "attribution"
  /** Another message carries it under "-----Original Message-----" or a forwarding head. */
  | "original-message"
  /** Another message quotes words without saying whose they are. */
  | "quote"
  /** Another message only speaks of it ("patches 2/3 and 3/3"). */
  | "mention";

/** What a subject's bracketed prefix says about the patch (`[rhel5 PATCH v2 3/7]`). */
export interface SubjectTag {
  /** Words of the brackets that are neither version nor number, lower case (`rfc`, `net-next`, `patch`). */
  readonly words: readonly string[];
  /** Version of the series; 1 when none is said. */
  readonly version: number;
  /** n of n/m; null when there is none. */
  readonly n: number | null;
  /** m of n/m; null when there is none. */
  readonly of: number | null;
}

/** A mail, a page that carries one, or a ghost. */
export interface Message {
  /** `<file name without ending>:m<n>`, in order of appearance. */
  readonly id: string;
  readonly lines: LineRange;
  readonly ghost: boolean;
  readonly knownBy: KnownBy;
  /** Decoded, without `[PATCH n/m]`-style prefixes and `Re:`. */
  readonly subject: string;
  /** Decoded, prefixes kept. */
  readonly subjectRaw: string;
  readonly tag: SubjectTag | null;
  /** True when the subject begins with `Re:`, `AW:` and their like. */
  readonly isReply: boolean;
  /** Name of the sender; null when nothing says it. Masked addresses are kept as they are. */
  readonly author: string | null;
  readonly email: string | null;
  /** ISO 8601 with the zone that was written; without one where none was written; null when not known. */
  readonly date: string | null;
  /** With angle brackets; null when not known. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Id of the message within the same document that this one answers; null when there is none. */
  readonly answers: string | null;
  /** Commit id that the text gives this message as a whole (`From <sha>`, a commit page). */
  readonly commit: string | null;
  /** Its own words as the document has them: no quote marks, no quoted passages, no furniture. */
  readonly body: readonly TextLine[];
  /** True when the body is known to hold nothing but ASCII: signs beyond it need not be looked for. */
  readonly isAscii?: boolean;
  readonly trailers: readonly Trailer[];
  readonly repairs: readonly Removal[];
  /** Only for messages that carry others: who wrote which lines, in the order of the document. */
  readonly passages: readonly Passage[];
}

/** What one mail yields: itself, the ghosts it quotes, and what was wrong with it. */
export interface Reading {
  /** The carrying message first; then its ghosts in order of appearance. */
  readonly messages: readonly Message[];
  readonly problems: readonly Problem[];
}
