import type { KnownBy, LineRange } from "./message";
import type { Person } from "./person";
import type { TextLine } from "./textLine";

/** One person who speaks in a text: the carrier, or someone quoted. */
export interface Voice {
  readonly person: Person;
  readonly date: string | null;
  readonly subject: string | null;
  readonly messageId: string | null;
  readonly knownBy: KnownBy;
  /** The voice that quotes this one; null for the carrier. */
  readonly quotedBy: number | null;
  /** Lines of the document that say whose words follow (attribution, head); null when nothing does. */
  readonly head: LineRange | null;
  /** True when the head belongs to the quoted message itself (Outlook's block of fields). */
  readonly headIsOwn: boolean;
}

/** Consecutive words of one voice. */
export interface VoicePassage {
  /** Index into the voices. */
  readonly voice: number;
  readonly lines: readonly TextLine[];
  /** 1 where marks or heads say whose words these are, less where it was inferred. */
  readonly confidence: number;
}

/** Who wrote which lines of one text. The first voice is the carrier. */
export interface Attributed {
  readonly voices: readonly Voice[];
  /** In order of the document; Lines that only attribute are in none. */
  readonly passages: readonly VoicePassage[];
}

/** Collects voices and passages while a text is read from top to bottom. */
export class VoiceBook {
  readonly voices: Voice[] = [];
  readonly #passages: { voice: number; lines: TextLine[]; confidence: number }[] = [];

  addVoice(voice: Voice): number {
    this.voices.push(voice);
    return this.voices.length - 1;
  }

  /** Gives a line to a voice; neighbouring lines of one voice and one confidence are one passage. */
  addLine(voice: number, line: TextLine, confidence = 1): void {
    const last = this.#passages.at(-1);
    if (last !== undefined && last.voice === voice && last.confidence === confidence) last.lines.push(line);
    else this.#passages.push({ voice, lines: [line], confidence });
  }

  finish(): Attributed {
    return { voices: this.voices, passages: this.#passages };
  }
}

/** The carrier as a voice; what its header says is kept elsewhere. */
export function carrierVoice(person: Person): Voice {
  return {
    person,
    date: null,
    subject: null,
    messageId: null,
    knownBy: "text",
    quotedBy: null,
    head: null,
    headIsOwn: false,
  };
}
