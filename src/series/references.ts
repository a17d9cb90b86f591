import type { Message } from "../mail/message";
import { link } from "./threadNode";
import type { Forest, ThreadNode } from "./threadNode";

/** The Message-IDs of a message's ancestors, the nearest last: References, then what In-Reply-To adds to them. */
function ancestorsOf({ messageId, references, inReplyTo }: Message): readonly string[] {
  const named = references.filter((id) => id !== messageId);
  if (inReplyTo === null || inReplyTo === messageId || named.at(-1) === inReplyTo) return named;
  return [...named.filter((id) => id !== inReplyTo), inReplyTo];
}

/** True for a mail that is there itself, not only named or quoted by others. */
function isMail({ message }: ThreadNode): boolean {
  return message !== null && !message.ghost;
}

/**
 * Sees to it that the nearest mail above a message is the nearest of its references that is there. A message
 * that it quotes under an id which no mail has (archives rewrite addresses, also in ids) goes along with it.
 */
function putBack(node: ThreadNode, chain: readonly ThreadNode[]): void {
  const nearest = chain.findLast(isMail);
  if (nearest === undefined) return;
  let moved = node;
  let at = node.parent;
  for (; at !== null && !isMail(at); at = at.parent)
    if (at.message !== null && chain.includes(at)) moved = at;
  if (at !== nearest) link(moved, nearest);
}

/**
 * Links messages to what they reference, as Jamie Zawinski's algorithm does
 * (https://www.jwz.org/doc/threading.html, steps 1B and 1C), and made independent of the order of the
 * messages: first every message takes the parent that it names itself, then what only others name finds its
 * place. An empty place that several threads share (`In-Reply-To: <yes>`) can draw a message away from the
 * nearest of its references that is there; then it is put back.
 */
export function linkReferences(forest: Forest): void {
  const chains = forest.nodes.flatMap((node) => {
    const ids = node.message === null ? [] : ancestorsOf(node.message);
    return ids.length === 0 ? [] : [{ node, ids }];
  });
  const resolved = chains.map(({ node, ids }) => ({
    node,
    chain: ids.map((id) => forest.referenced(id, node.file)),
  }));
  for (const { node, chain } of resolved) {
    const parent = chain.at(-1);
    if (parent !== undefined) link(node, parent);
  }
  for (const { chain } of resolved) {
    chain.forEach((next, i) => {
      const above = chain[i - 1];
      if (above !== undefined && next.parent === null) link(next, above);
    });
  }
  for (const { node, chain } of resolved) {
    putBack(node, chain);
  }
}
