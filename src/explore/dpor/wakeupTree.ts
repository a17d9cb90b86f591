import { inConflict, type Event } from "./event";

/**
 * A node of a wakeup tree: the event that leads to it, and the sequences that still have to be explored behind it, oldest
 * first. The root stands for a prefix and has no event of its own.
 */
export interface WakeupNode {
  /** Known in full once it was executed. */
  event: Event;
  readonly children: WakeupNode[];
}

/** Events in order; those that were taken out of it are undefined. */
export interface Sequence {
  readonly events: (Event | undefined)[];
  /** Where it begins: all before that were taken out. */
  first: number;
  /** How many there are; behind them the array may hold others. */
  length: number;
}

/** Below a leaf, which nothing is ever added to. */
const NONE: WakeupNode[] = [];

/** An event that is independent of a sequence and whose context does not occur in it. */
const INDEPENDENT = -1;
/** An event that cannot come before a sequence. */
export const CONFLICTING = -2;

/**
 * Whether `event` can be moved to the front of `sequence`: the index of its context's first event there, if nothing
 * before it conflicts; INDEPENDENT if its context does not occur and nothing conflicts; else CONFLICTING. The first two
 * are the weak initials of P. A. Abdulla, S. Aronis, B. Jonsson, K. Sagonas: Source Sets: A Foundation for Optimal Dynamic
 * Partial Order Reduction, J. ACM 64(4), 2017, definition 4.5.
 */
export function firstIn({ events, first, length }: Sequence, event: Event): number {
  for (let at = first; at < length; at += 1) {
    const other = events[at];
    if (!other) continue;
    if (other.context === event.context) return other.choice === event.choice ? at : CONFLICTING;
    if (inConflict(other, event)) return CONFLICTING;
  }
  return INDEPENDENT;
}

/**
 * Adds a sequence to a wakeup tree, unless the tree already has a leaf that leads to an equivalent continuation
 * (the same paper, section 5.2, operation insert). Events that the tree has are taken out of `sequence`.
 */
export function insert(children: WakeupNode[], sequence: Sequence): void {
  const { events } = sequence;
  let level = children;
  let left = sequence.length;
  for (let found = true; found;) {
    found = false;
    for (const child of level) {
      const at = firstIn(sequence, child.event);
      if (at === CONFLICTING) continue;
      if (at !== INDEPENDENT) {
        events[at] = undefined;
        left -= 1;
        while (sequence.first < sequence.length && !events[sequence.first]) sequence.first += 1;
      }
      level = child.children;
      // A leaf is explored with all its continuations, and an empty rest is a prefix of what is there.
      if (level.length === 0 || left === 0) return;
      found = true;
      break;
    }
  }
  let rest = NONE;
  for (let at = sequence.length - 1; at >= sequence.first; at -= 1) {
    const event = events[at];
    if (event) rest = [{ event, children: rest }];
  }
  const [first] = rest;
  if (first) level.push(first);
}

/** A leaf. */
export function leaf(event: Event): WakeupNode {
  return { event, children: NONE };
}
