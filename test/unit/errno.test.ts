import { expect, test } from "vitest";
import { withErrnos } from "../../src/errno";

// The numbers are those of include/asm-generic/errno-base.h; EIOCBQUEUED, 529, is the kernel's own.
test.each([
  ["returned 0 → -14", "returned 0 → -EFAULT"],
  ["events [-14] → [-14, 8192]", "events [-EFAULT] → [-EFAULT, 8192]"],
  ["io_error is -5", "io_error is -EIO"],
  ["ret = -529, i = 3", "ret = -EIOCBQUEUED, i = 3"],
  // No error, or no number of its own.
  ["ki_key 0 → -1", "ki_key 0 → -1"],
  ["x -1000", "x -1000"],
  ["2007-02-14, head-14, p->n-14, a[0]-14", "2007-02-14, head-14, p->n-14, a[0]-14"],
])("error numbers in words have names: %s", (words, named) => {
  expect(withErrnos(words)).toBe(named);
});
