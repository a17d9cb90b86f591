import type { State } from "../kernel";

/** The hash of a state: the sum of its slots' hashes, so that it can follow the changes of single slots. */
export function hashOf(state: State): number {
  let hash = 0;
  for (let slot = 0; slot < state.length; slot += 1)
    hash = (hash + slotHash(slot, state[slot] as number)) | 0;
  return hash;
}

/** The hash of `after`, given that of `before` and a slot in which they may differ. */
export function follow(hash: number, slot: number, before: State, after: State): number {
  return followValue(hash, slot, before[slot] as number, after[slot] as number);
}

/** As `follow`, for a slot's value before and after. */
export function followValue(hash: number, slot: number, from: number, to: number): number {
  return from === to ? hash : (hash - slotHash(slot, from) + slotHash(slot, to)) | 0;
}

/** Mixes slot and value (finalizer of MurmurHash3, A. Appleby); 0 is 0, as most slots are and stay. */
function slotHash(slot: number, value: number): number {
  if (value === 0) return 0;
  let hash = Math.imul(slot + 1, 0x9e3779b1) ^ value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
