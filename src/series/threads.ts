import type { Document } from "../mail/document";
import type { Message } from "../mail/message";
import { linkReferences } from "./references";
import { sameMessages } from "./sameMessage";
import { linkBySubject } from "./sameSubject";
import { Forest, byDate, instantOf, link, unlink } from "./threadNode";
import type { ThreadNode } from "./threadNode";

/** A message in its place in a thread. */
export interface ThreadEntry {
  /** Id of the message; for a message known only by its Message-ID, that Message-ID. */
  readonly id: string;
  readonly parent: string | null;
  /** Null for a message known only by its Message-ID. */
  readonly message: Message | null;
  readonly messageId: string | null;
  /** The document it stands in, or that of the message which answers it. */
  readonly file: string;
  readonly depth: number;
}

/** A tree of messages, each after its parent, siblings by date. */
export interface Thread {
  readonly root: string;
  readonly entries: readonly ThreadEntry[];
}

/** All threads and what was found to be one message. */
export interface Threading {
  readonly threads: readonly Thread[];
  /** Id of the message that stands for a ghost which other documents hold as a mail. */
  readonly standsFor: ReadonlyMap<string, string>;
}

/** Empty nodes say something only where an answer hangs on them, or several do (JWZ's step 4). Returns the roots. */
function prune(nodes: readonly ThreadNode[]): ThreadNode[] {
  const below: ThreadNode[] = [];
  const stack = nodes.filter((node) => node.parent === null);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    below.push(node);
    for (const child of node.children) stack.push(child);
  }
  const kept: ThreadNode[] = [];
  for (const node of below.reverse()) {
    const { parent, children } = node;
    const isNeeded =
      node.message !== null || children.length > 1 || children.some((child) => child.message !== null);
    if (isNeeded) {
      kept.push(node);
      continue;
    }
    unlink(node);
    for (const child of [...children]) {
      unlink(child);
      if (parent !== null) link(child, parent);
    }
  }
  return kept.filter((node) => node.parent === null);
}

function flatten(root: ThreadNode): ThreadEntry[] {
  const entries: ThreadEntry[] = [];
  const stack: { readonly node: ThreadNode; readonly depth: number }[] = [{ node: root, depth: 0 }];
  while (stack.length > 0) {
    const top = stack.pop();
    if (top === undefined) break;
    const { id, message, messageId, file, parent, children } = top.node;
    entries.push({ id, parent: parent?.id ?? null, message, messageId, file, depth: top.depth });
    const sorted = [...children].sort(byDate).reverse();
    for (const node of sorted) stack.push({ node, depth: top.depth + 1 });
  }
  return entries;
}

interface Held {
  readonly message: Message;
  readonly file: string;
}

/** Kinds of documents whose messages are mails. */
const mails: ReadonlySet<Document["kind"]> = new Set(["mbox", "mail", "archive-page", "package-page"]);

/** In the order of time, then of Message-IDs, so that the order of the input does not show. */
function inOrder(held: readonly Held[]): Held[] {
  const keyed = held.map((each) => ({ each, at: instantOf(each.message), id: each.message.messageId ?? "" }));
  keyed.sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : a.at < b.at ? -1 : 1));
  return keyed.map(({ each }) => each);
}

/**
 * Builds the threads of all documents: by References and In-Reply-To as Jamie Zawinski's algorithm does
 * (https://www.jwz.org/doc/threading.html), by who quotes whom, and by subject for what is left.
 */
export function buildThreads(documents: readonly Document[]): Threading {
  const forest = new Forest();
  const held = documents
    .filter((document) => mails.has(document.kind))
    .flatMap((document) => document.messages.map((message) => ({ message, file: document.file })));
  const standsFor = sameMessages(held.map(({ message }) => message));
  const sorted = inOrder(held);
  for (const { message, file } of sorted) {
    if (!standsFor.has(message.id)) forest.add(message.id, message, message.messageId, file);
  }
  for (const [ghost, id] of standsFor) {
    const node = forest.find(id);
    if (node !== null) forest.alias(ghost, node);
  }
  linkReferences(forest);
  for (const { message } of sorted) {
    const node = forest.find(message.id);
    const answered = message.answers === null ? null : forest.find(message.answers);
    if (node !== null && answered !== null && node.parent === null) link(node, answered);
  }
  const roots = linkBySubject(prune(forest.nodes));
  return { threads: roots.map((root) => ({ root: root.id, entries: flatten(root) })), standsFor };
}
