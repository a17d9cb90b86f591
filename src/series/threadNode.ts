import type { Message } from "../mail/message";

/** A message, or the empty place of one that is only named, while threads are built. */
export interface ThreadNode {
  readonly id: string;
  /** Null where only other messages name it. */
  readonly message: Message | null;
  readonly messageId: string | null;
  /** The document it stands in, or that of the message which names it. */
  readonly file: string;
  /** Place in the order of time; what has no date keeps its place in the input. */
  readonly order: number;
  parent: ThreadNode | null;
  readonly children: ThreadNode[];
}

/** Milliseconds since 1970; `Infinity` where no date is known. A date without a zone is taken for UTC. */
export function instantOf(message: Message | null): number {
  const date = message?.date ?? null;
  const time = date === null ? Number.NaN : Date.parse(date.length === 16 ? `${date}Z` : date);
  return Number.isNaN(time) ? Infinity : time;
}

/** When a node was sent; an empty one not later than its first answer. */
export function sentAt(node: ThreadNode): number {
  return instantOf(node.message ?? node.children[0]?.message ?? null);
}

/** Orders nodes by date. */
export function byDate(one: ThreadNode, other: ThreadNode): number {
  const [first, second] = [sentAt(one), sentAt(other)];
  return first === second ? one.order - other.order : first - second;
}

function isAbove(node: ThreadNode, other: ThreadNode): boolean {
  // Only a node with children can stand above another, which spares long threads the walk.
  if (node.children.length === 0) return node === other;
  for (let at: ThreadNode | null = other; at !== null; at = at.parent) if (at === node) return true;
  return false;
}

/** Takes a node from its parent. */
export function unlink(node: ThreadNode): void {
  const siblings = node.parent?.children;
  siblings?.splice(siblings.indexOf(node), 1);
  node.parent = null;
}

/** Hangs a node on another, unless that would make a ring: a mail that claims to answer its own answer. */
export function link(child: ThreadNode, parent: ThreadNode): void {
  if (child.parent === parent || isAbove(child, parent)) return;
  unlink(child);
  child.parent = parent;
  parent.children.push(child);
}

/** All nodes, found by their ids and by Message-ID. */
export class Forest {
  readonly nodes: ThreadNode[] = [];
  readonly #byId = new Map<string, ThreadNode>();
  readonly #byMessageId = new Map<string, ThreadNode>();

  /** Of several messages with one Message-ID the first one added is the one that is answered. */
  add(id: string, message: Message | null, messageId: string | null, file: string): ThreadNode {
    const order = this.nodes.length;
    const node: ThreadNode = { id, message, messageId, file, order, parent: null, children: [] };
    this.nodes.push(node);
    this.#byId.set(id, node);
    if (messageId !== null && !this.#byMessageId.has(messageId)) this.#byMessageId.set(messageId, node);
    return node;
  }

  /** Makes a node known by another id as well. */
  alias(id: string, node: ThreadNode): void {
    this.#byId.set(id, node);
  }

  find(id: string): ThreadNode | null {
    return this.#byId.get(id) ?? null;
  }

  /** The node of a Message-ID; an empty one where no message has it. */
  referenced(messageId: string, file: string): ThreadNode {
    return this.#byMessageId.get(messageId) ?? this.add(messageId, null, messageId, file);
  }
}
