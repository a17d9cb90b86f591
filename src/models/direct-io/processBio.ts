import { EIO } from "../../errno";
import type { Table } from "../functions";
import { READ } from "../flags";
import type { Kernel, Step } from "../machine";
import type { Bio } from "../structs/bio";
import type { Dio } from "../structs/dio";

/** The body of dio_bio_complete() up to the line that p3 removes; it runs in that function's frame. */
export function* processBio(
  k: Kernel,
  table: Table,
  l: { uptodate: number },
  dio: Dio,
  bio: Bio,
): Step<void> {
  const flags = "const int uptodate = test_bit(BIO_UPTODATE, &bio->bi_flags);";
  l.uptodate = (yield* k.test(bio.BIO_UPTODATE, flags)) ? 1 : 0;

  if (!l.uptodate) yield* k.write(dio.io_error, -EIO, "dio->io_error = -EIO;");

  const owner = "if (dio->is_async && dio->rw == READ) {";
  if ((yield* k.test(dio.is_async, owner)) && (yield* k.equals(dio.rw, READ, owner)))
    yield* table.bio_check_pages_dirty(k, bio); /* transfers ownership */
  else yield* table.bio_put(k, bio);
}
