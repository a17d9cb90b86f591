import { anchorQuote } from "../patch/anchor";
import type { Anchor } from "../patch/anchor";
import { indexPlaces } from "../patch/anchorIndex";
import type { AnchorIndex } from "../patch/anchorIndex";
import type { CommentPair } from "./comments";
import type { SitePatch } from "./sitePatch";

/** The place of a diff that a comment speaks of, by the ids of the output. */
export interface CommentAnchor {
  readonly patch: string;
  readonly path: string;
  readonly side: "old" | "new";
  /** Line of the file on that side; null below a gap whose size is unknown. */
  readonly line: number | null;
  /** Id of the hunk. */
  readonly hunk: string;
  readonly certainty: number;
}

/** A comment with the place it speaks of. */
export interface Comment extends CommentPair {
  readonly author: string | null;
  /** The document. */
  readonly file: string;
  /** Null when it speaks of no line of a diff. */
  readonly anchor: CommentAnchor | null;
  /** The places that fit, best first; of a line that fits more than 32 only those. */
  readonly candidates: readonly CommentAnchor[];
}

/** The most that a certainty can be where anything was guessed. */
const GUESSED = 0.9;

/** Finds places in the diffs of some patches. */
export class Anchorer {
  readonly #index: AnchorIndex;

  constructor(readonly patches: readonly SitePatch[]) {
    this.#index = indexPlaces(patches.map((each) => each.patch));
  }

  /** The places that a pair's quote may come from; certainty is no higher than that of who wrote what. */
  anchor(pair: CommentPair): Pick<Comment, "anchor" | "candidates"> {
    if (pair.quote.length === 0 || this.patches.length === 0) return { anchor: null, candidates: [] };
    const found = anchorQuote(pair.quote, this.#index, pair.above);
    const isInferred = pair.confidence < 1;
    const candidates = found.candidates.map((each) => this.#named(each, isInferred));
    return { anchor: found.anchor === null ? null : this.#named(found.anchor, isInferred), candidates };
  }

  #named(anchor: Anchor, isInferred: boolean): CommentAnchor {
    const found = this.patches[anchor.patch];
    const patch = found?.id ?? "";
    const { path, side, line } = anchor;
    const isRepaired = (found?.patch.files[anchor.file]?.hunks[anchor.hunk]?.certainty ?? 1) < 1;
    const certainty = isInferred || isRepaired ? Math.min(anchor.certainty, GUESSED) : anchor.certainty;
    return { patch, path, side, line, hunk: `${patch}/${path}#${anchor.hunk + 1}`, certainty };
  }
}
