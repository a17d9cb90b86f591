import { conflict, type Footprint } from "./footprint";

/** An event to come: a context's next step, the environment's decision in it and the locations it uses. */
export interface Event {
  readonly context: number;
  readonly choice: number;
  readonly footprint: Footprint;
}

/**
 * A node of a wakeup tree: the event that leads to it, and the sequences that still have to be explored behind it, oldest
 * first. The root stands for a prefix and has no event of its own.
 */
export interface WakeupNode {
  readonly event: Event;
  readonly children: WakeupNode[];
}

/** Where an event could come first in a sequence of events. */
export type First = "independent" | "conflicting" | number;

/**
 * Whether `event` can be moved to the front of `sequence`: the index of its context's first event there, if nothing
 * before it conflicts; "independent" if its context does not occur and nothing conflicts; else "conflicting".
 * Together these are the weak initials of P. A. Abdulla, S. Aronis, B. Jonsson, K. Sagonas: Source Sets: A Foundation for
 * Optimal Dynamic Partial Order Reduction, J. ACM 64(4), 2017, definition 4.5.
 */
export function firstIn(sequence: readonly Event[], event: Event): First {
  for (let at = 0; at < sequence.length; at += 1) {
    const other = sequence[at] as Event;
    if (other.context === event.context) return other.choice === event.choice ? at : "conflicting";
    if (conflict(other.footprint, event.footprint)) return "conflicting";
  }
  return "independent";
}

/**
 * Adds a sequence to a wakeup tree, unless the tree already has a leaf that leads to an equivalent continuation
 * (the same paper, section 5.2, operation insert).
 */
export function insert(children: WakeupNode[], sequence: readonly Event[]): void {
  let level = children;
  let rest = sequence;
  for (;;) {
    const found = descend(level, rest);
    if (!found) break;
    rest = found.rest;
    level = found.child.children;
    // A leaf is explored with all its continuations, and an empty rest is a prefix of what is there.
    if (level.length === 0 || rest.length === 0) return;
  }
  for (const event of rest) {
    const child: WakeupNode = { event, children: [] };
    level.push(child);
    level = child.children;
  }
}

function descend(level: readonly WakeupNode[], rest: readonly Event[]) {
  for (const child of level) {
    const at = firstIn(rest, child.event);
    if (at === "conflicting") continue;
    return { child, rest: at === "independent" ? rest : [...rest.slice(0, at), ...rest.slice(at + 1)] };
  }
  return undefined;
}
