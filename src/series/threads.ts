import type { Document } from "../mail/document";
import type { Message } from "../mail/message";
import { sameMessages } from "./sameMessage";
import { readSubject } from "../mail/subject";

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

interface Node {
  readonly id: string;
  message: Message | null;
  readonly messageId: string | null;
  readonly file: string;
  /** Place in the input: what came first stays first where dates do not say. */
  readonly order: number;
  parent: Node | null;
  readonly children: Node[];
}

function link(child: Node, parent: Node): void {
  // A mail that claims to answer its own answer would make a ring (JWZ: "if they are already linked, don't change").
  // Only a node with children can stand above another, which spares long threads the walk.
  if (child === parent) return;
  if (child.children.length > 0) {
    for (let at: Node | null = parent; at !== null; at = at.parent) if (at === child) return;
  }
  if (child.parent !== null) child.parent.children.splice(child.parent.children.indexOf(child), 1);
  child.parent = parent;
  parent.children.push(child);
}

class Forest {
  readonly nodes: Node[] = [];
  readonly #byId = new Map<string, Node>();
  readonly #byMessageId = new Map<string, Node>();

  add(id: string, message: Message | null, messageId: string | null, file: string): Node {
    const node: Node = { id, message, messageId, file, order: this.nodes.length, parent: null, children: [] };
    this.nodes.push(node);
    this.#byId.set(id, node);
    if (messageId !== null && !this.#byMessageId.has(messageId)) this.#byMessageId.set(messageId, node);
    return node;
  }

  alias(id: string, node: Node): void {
    this.#byId.set(id, node);
  }

  find(id: string): Node | null {
    return this.#byId.get(id) ?? null;
  }

  /** The node of a Message-ID; an empty one where no message has it. */
  referenced(messageId: string, file: string): Node {
    return this.#byMessageId.get(messageId) ?? this.add(messageId, null, messageId, file);
  }
}

/** Links each message to what it references (steps 1B and 1C of JWZ's algorithm). */
function linkReferences(forest: Forest, node: Node, message: Message): void {
  const chain = [...message.references];
  if (message.inReplyTo !== null && chain.at(-1) !== message.inReplyTo) {
    const at = chain.indexOf(message.inReplyTo);
    if (at >= 0) chain.splice(at, 1);
    chain.push(message.inReplyTo);
  }
  let above: Node | null = null;
  for (const messageId of chain) {
    if (messageId === message.messageId) continue;
    const next = forest.referenced(messageId, node.file);
    if (above !== null && next.parent === null && next !== above) link(next, above);
    above = next;
  }
  if (above !== null && above !== node) link(node, above);
}

/** Empty nodes say something only where an answer hangs on them, or several do (step 4). */
function prune(roots: readonly Node[]): Node[] {
  const kept: Node[] = [];
  const stack = [...roots];
  while (stack.length > 0) {
    const node = stack.pop();
    if (node === undefined) break;
    const isNeeded =
      node.message !== null ||
      node.children.length > 1 ||
      node.children.some((child) => child.message !== null);
    if (isNeeded) {
      if (node.parent === null) kept.push(node);
    } else {
      const { parent } = node;
      if (parent !== null) parent.children.splice(parent.children.indexOf(node), 1);
      for (const child of node.children) {
        child.parent = parent;
        parent?.children.push(child);
      }
    }
    for (const child of node.children) stack.push(child);
  }
  return kept;
}

function subjectOf(node: Node): { readonly key: string; readonly isReply: boolean } {
  const { message } = node;
  const inner = message ?? node.children[0]?.message ?? null;
  if (inner === null) return { key: "", isReply: false };
  const subject = readSubject(inner.subjectRaw);
  // An empty node's first answer has its subject; the node itself may well be the first mail.
  return {
    key: subject.text === "" ? "" : subject.thread.toLowerCase(),
    isReply: message === null || subject.isReply,
  };
}

function instant(node: Node): number {
  const date = node.message?.date ?? node.children[0]?.message?.date ?? null;
  const time = date === null ? Number.NaN : Date.parse(date.length === 16 ? `${date}Z` : date);
  return Number.isNaN(time) ? Infinity : time;
}

function byDate(a: Node, b: Node): number {
  const [one, other] = [instant(a), instant(b)];
  return one === other ? a.order - b.order : one - other;
}

/** Replies whose parents nobody names hang on the mail of their subject, as archives need it (step 5). */
function linkBySubject(roots: readonly Node[]): Node[] {
  const firsts = new Map<string, Node>();
  const sorted = [...roots].sort(byDate);
  for (const pass of [false, true]) {
    for (const node of sorted) {
      const { key, isReply } = subjectOf(node);
      if (key !== "" && isReply === pass && !firsts.has(key)) firsts.set(key, node);
    }
  }
  for (const node of sorted) {
    const { key, isReply } = subjectOf(node);
    const first = firsts.get(key);
    if (isReply && first !== undefined && first !== node) link(node, first);
  }
  return sorted.filter((node) => node.parent === null);
}

function flatten(root: Node): ThreadEntry[] {
  const entries: ThreadEntry[] = [];
  const stack: { readonly node: Node; readonly depth: number }[] = [{ node: root, depth: 0 }];
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

/** Kinds of documents whose messages are mails. */
const mails: ReadonlySet<Document["kind"]> = new Set(["mbox", "mail", "archive-page", "package-page"]);

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
  for (const { message, file } of held) {
    if (!standsFor.has(message.id)) forest.add(message.id, message, message.messageId, file);
  }
  for (const [ghost, id] of standsFor) {
    const node = forest.find(id);
    if (node !== null) forest.alias(ghost, node);
  }
  for (const { message } of held) {
    const node = forest.find(message.id);
    if (node === null) continue;
    if (!standsFor.has(message.id)) linkReferences(forest, node, message);
    const answered = message.answers === null ? null : forest.find(message.answers);
    if (answered !== null && answered !== node && node.parent === null) link(node, answered);
  }
  const roots = linkBySubject(prune(forest.nodes.filter((node) => node.parent === null)));
  return { threads: roots.map((root) => ({ root: root.id, entries: flatten(root) })), standsFor };
}
