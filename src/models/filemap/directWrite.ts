import type { Table } from "../functions";
import type { Kernel, Step } from "../machine";
import type { Kiocb } from "../structs/kiocb";

/** `if (written > 0) {...}` of generic_file_direct_write(): the file grows and the position moves on. */
export function* writtenDirectly(
  k: Kernel,
  table: Table,
  iocb: Kiocb,
  pos: number,
  written: number,
): Step<void> {
  if (written <= 0) return;
  const { inode } = table.env;
  const end = pos + written;
  const grown = "if (end > i_size_read(inode) && !S_ISBLK(inode->i_mode)) {";
  if (yield* k.less(inode.i_size, end, grown)) yield* k.write(inode.i_size, end, "i_size_write(inode, end);");
  yield* k.write(iocb.ki_pos, end, "*ppos = end;");
}
