import type { Handle } from "../machine";
import { atomic, integer, struct } from "../machine";

/** xfs_ioend_t of fs/xfs/linux-2.6/xfs_aops.h, as far as direct I/O uses it. */
export const Ioend = struct("ioend", {
  io_remaining: atomic(),
  io_error: integer(),
  io_offset: integer(),
  io_size: integer(),
});
export interface Ioend extends Handle<typeof Ioend> {}
