import type { Table } from "../functions";
import { READ } from "../flags";
import type { Kernel, Step } from "../machine";
import { Bio } from "../structs/bio";
import type { Dio } from "../structs/dio";

/** The end of dio_bio_submit(), after the bio was counted; it runs in that function's frame. */
export function* submitBio(k: Kernel, table: Table, bio: Bio, dio: Dio): Step<void> {
  const dirty = "if (dio->is_async && dio->rw == READ)";
  if ((yield* k.test(dio.is_async, dirty)) && (yield* k.equals(dio.rw, READ, dirty)))
    yield* table.bio_set_pages_dirty(k, bio);
  yield* table.submit_bio(k, yield* k.read(dio.rw, "submit_bio(dio->rw, bio);"), bio);

  yield* k.write(dio.bio, Bio.NULL, "dio->bio = NULL;");
  yield* k.write(dio.boundary, 0, "dio->boundary = 0;");
}
