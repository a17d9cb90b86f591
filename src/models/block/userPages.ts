import { EFAULT } from "../../errno";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { PAGE_SIZE } from "../scenario/scenario";

/** The number that stands for the user page at an address: never 0, which stands for NULL. */
export function pageNumber(address: number): number {
  return Math.floor(address / PAGE_SIZE);
}

/** mm/memory.c, as the scenario wants it. */
export const userPages = functions({
  /** Pins user pages; returns how many before one faults, or -EFAULT if that is the first. */
  *get_user_pages(k: Kernel, start: number, len: number): Step<number> {
    k.locals({});
    yield* k.local("ret = get_user_pages(");
    const before = this.env.bytesBeforeFault(start);
    if (before === 0) return -EFAULT;
    return Math.min(len, Math.ceil((before + (start % PAGE_SIZE)) / PAGE_SIZE));
  },
});
