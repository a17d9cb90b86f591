import type { Kernel, Step } from "../machine";
import type { Bio } from "../structs/bio";
import type { Dio } from "../structs/dio";

/** `bio = dio->bio_list; dio->bio_list = bio->bi_private;`, in the frame of the function that asks. */
export function* popBio(k: Kernel, l: { bio: Bio }, dio: Dio): Step<void> {
  l.bio = yield* k.read(dio.bio_list, "bio = dio->bio_list;");
  const next = "dio->bio_list = bio->bi_private;";
  yield* k.write(dio.bio_list, yield* k.read(l.bio["bi_private (next)"], next), next);
}
