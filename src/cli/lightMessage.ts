import type { Message } from "../mail/message";
import type { CommentPair } from "../series/comments";
import type { SiteMessage } from "../series/siteMessage";
import { readMessagePatches } from "../series/sitePatch";
import type { SitePatch } from "../series/sitePatch";
import { ownCopy, PackedLines } from "./packedLines";

/** A message without its words: who wrote it when, what it answers, whose words it quotes. */
function withoutWords(message: Message): Message {
  const passages = message.passages.map((passage) => ({ ...passage, lines: [] }));
  return ownCopy({ ...message, body: [], passages });
}

/** A patch without its log and files: its place, title and author. */
function withoutFiles(patch: SitePatch): SitePatch {
  return ownCopy({ ...patch, log: [], patch: { ...patch.patch, message: [], diffstat: null, files: [] } });
}

/** As much of a message as threads, series and links need. */
export function withoutText({ document, message, patches, bugs }: SiteMessage): SiteMessage {
  return {
    document,
    message: withoutWords(message),
    patches: patches.map(withoutFiles),
    bugs: ownCopy(bugs),
    pairs: [],
  };
}

type PackedPair = Omit<CommentPair, "lines" | "quote" | "above"> & {
  readonly lines: PackedLines;
  readonly above: PackedLines;
  readonly quote: PackedLines;
};

/** As much of a message as its comments need, and the comments on it: the words of both, packed. */
class PackedMessage implements SiteMessage {
  readonly document: SiteMessage["document"];
  readonly message: Message;
  readonly bugs = [];
  readonly #pairs: readonly PackedPair[];
  /** The words with the patches; null where there are none. */
  readonly #words: PackedLines | null;

  constructor({ document, message, patches, pairs }: SiteMessage) {
    this.document = document;
    this.message = withoutWords(message);
    this.#words = patches.length === 0 ? null : new PackedLines(message.body);
    this.#pairs = pairs.map((pair) => ({
      ...ownCopy({ ...pair, lines: [], quote: [], above: [] }),
      above: new PackedLines(pair.above),
      lines: new PackedLines(pair.lines),
      quote: new PackedLines(pair.quote),
    }));
  }

  /** Read again whenever they are asked for. */
  get patches(): readonly SitePatch[] {
    if (this.#words === null) return [];
    return readMessagePatches({ ...this.message, body: this.#words.unpack() }).patches;
  }

  get pairs(): readonly CommentPair[] {
    return this.#pairs.map((pair) => ({
      ...pair,
      lines: pair.lines.unpack(),
      quote: pair.quote.unpack(),
      above: pair.above.unpack(),
    }));
  }
}

/** As much of a message as comments need. */
export function withPackedText(message: SiteMessage): SiteMessage {
  return new PackedMessage(message);
}
