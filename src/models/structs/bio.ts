import type { Handle } from "../machine";
import { integer, pointer, struct } from "../machine";
import type { Dio } from "./dio";

/** struct bio, as far as direct I/O looks at it. */
export const Bio = struct("bio", {
  /** During I/O the dio. */
  bi_private: pointer<Dio>("dio"),
  /** After I/O the same word links the bios on dio->bio_list. */
  "bi_private (next)": pointer<Bio>("bio"),
  BIO_UPTODATE: integer(1),
  /** Bytes that are still to be done. */
  bi_size: integer(),
  bi_rw: integer(),
  bi_vcnt: integer(),
  bi_max_vecs: integer(),
  bi_end_io: integer(),
  /** Page, and end of the data in it, of the last vector. */
  "bi_io_vec.bv_page": integer(),
  "bi_io_vec.end": integer(),
});
export interface Bio extends Handle<typeof Bio> {}
