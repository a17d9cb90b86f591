import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import type { Dio } from "../structs/dio";

/** Two mappings never touch on disk, so their numbers are further apart than any mapping is long. */
const APART = 1000;

/** What the scenario says of the file's blocks. */
export const getBlock = functions({
  /** Maps blocks of the file from `iblock` on, at most as many as asked for and as the scenario allows at once. */
  *get_block(k: Kernel, dio: Dio, iblock: number, create: number): Step<number> {
    const l = k.locals({ count: 0, mapped: 0, hole: 0 });
    const { scenario, inode, firstBlock } = this.env;
    const { getBlockError, blocksPerMapping, blockSize, unwrittenExtent, filesystem } = scenario;
    const fails = getBlockError === null ? Infinity : firstBlock + getBlockError.block;
    if (getBlockError !== null && iblock >= fails) return getBlockError.errno;

    l.count = yield* k.read(dio["map_bh.b_size"], "max_blocks = bh_result->b_size >> inode->i_blkbits;");
    l.count = Math.min(l.count / blockSize, blocksPerMapping, fails - iblock);
    l.hole = yield* k.read(inode.firstHole, "ret = ext2_get_block(inode, iblock, bh_result, create);");
    if (iblock >= l.hole && !create) {
      yield* k.write(dio["map_bh.b_size"], blockSize, "bh_result->b_size = 1 << inode->i_blkbits;");
      return 0;
    }
    if (iblock < l.hole) l.count = Math.min(l.count, l.hole - iblock);
    else {
      yield* k.write(
        inode.firstHole,
        iblock + l.count,
        "ext2_splice_branch(inode, iblock, partial, indirect_blks, count);",
      );
      yield* k.write(dio["map_bh.BH_New"], 1, "set_buffer_new(bh_result);");
    }
    yield* k.write(dio["map_bh.BH_Mapped"], 1, "set_buffer_mapped(bh_result);");
    l.mapped = yield* k.read(
      inode.mapped,
      "map_bh(bh_result, inode->i_sb, le32_to_cpu(chain[depth-1].key));",
    );
    yield* k.write(
      inode.mapped,
      l.mapped + 1,
      "map_bh(bh_result, inode->i_sb, le32_to_cpu(chain[depth-1].key));",
    );
    yield* k.write(
      dio["map_bh.b_blocknr"],
      (l.mapped + 1) * APART,
      "map_bh(bh_result, inode->i_sb, le32_to_cpu(chain[depth-1].key));",
    );
    yield* k.write(
      dio["map_bh.b_size"],
      l.count * blockSize,
      "bh_result->b_size = (ret << inode->i_blkbits);",
    );
    if (filesystem === "xfs" && unwrittenExtent)
      yield* k.write(dio["map_bh.b_private"], 1, "bh_result->b_private = inode;");
    return 0;
  },
});
