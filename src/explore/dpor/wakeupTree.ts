import type { Event } from "./event";
import type { Sequence } from "./sequence";

/**
 * A node of a wakeup tree: the event that leads to it, and the sequences that still have to be explored behind it, oldest
 * first. The root stands for a prefix and has no event of its own.
 */
export interface WakeupNode {
  /** Known in full once it was executed. */
  event: Event;
  readonly children: WakeupNode[];
}

/** What is below a leaf, which nothing is ever added to. */
export const NONE: WakeupNode[] = [];

/**
 * Adds a sequence to a wakeup tree whose first child is under way and conflicts with it, unless the tree already has a leaf
 * that leads to an equivalent continuation (P. A. Abdulla, S. Aronis, B. Jonsson, K. Sagonas: Source Sets: A Foundation for
 * Optimal Dynamic Partial Order Reduction, J. ACM 64(4), 2017, section 5.2, operation insert). Events that the tree has are
 * taken out of `sequence`; of the others only those are added that are needed.
 */
export function insert(children: WakeupNode[], sequence: Sequence): void {
  let level = children;
  let next = 1;
  while (next < level.length) {
    const child = level[next] as WakeupNode;
    next += 1;
    if (!sequence.takeFirst(child.event)) continue;
    level = child.children;
    next = 0;
    // A leaf is explored with all its continuations, and an empty rest is a prefix of what is there.
    if (level.length === 0 || sequence.isEmpty) return;
  }
  const [first] = sequence.branch();
  if (first) level.push(first);
}

/** A leaf. */
export function leaf(event: Event): WakeupNode {
  return { event, children: NONE };
}
