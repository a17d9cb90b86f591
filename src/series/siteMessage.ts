import type { Document } from "../mail/document";
import type { Message } from "../mail/message";
import type { Problem } from "../patch/patch";
import { findBugs } from "./bugs";
import { commentPairs } from "./comments";
import type { CommentPair } from "./comments";
import type { PlacedMessage } from "./links";
import { readMessagePatches } from "./sitePatch";

type Named = Pick<Document, "file">;

/** A message with all that stands in its words: patches, bugs, and what it says of quoted words. */
export interface SiteMessage<Home extends Named = Named> extends PlacedMessage {
  readonly document: Home;
  readonly pairs: readonly CommentPair[];
}

/** Reads all that stands in a message's words. */
export function readSiteMessage<Home extends Named>(
  document: Home,
  message: Message,
): { readonly placed: SiteMessage<Home>; readonly problems: readonly Problem[] } {
  const { patches, problems } = readMessagePatches(message);
  const placed = { document, message, patches, bugs: findBugs(message.body), pairs: commentPairs(message) };
  return { placed, problems };
}
