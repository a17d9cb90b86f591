import { WRITE, ZERO_PAGE } from "../../flags";
import { functions } from "../../functions";
import { pageNumber } from "../../block/userPages";
import { PAGE_SIZE } from "../../scenario/scenario";
import type { Dio } from "../../structs/dio";
import type { Kernel, Step } from "../../machine";

/** How many user pages to map in one call to get_user_pages(). */
const DIO_PAGES = 64;

/** fs/direct-io.c, in all revisions: the queue of user pages. `dio->pages` holds consecutive pages from `pages[0]`. */
export const pages = functions({
  /** How many pages are in the queue? */
  *dio_pages_present(k: Kernel, dio: Dio): Step<number> {
    const l = k.locals({ tail: 0 });
    l.tail = yield* k.read(dio.tail, "return dio->tail - dio->head;");
    return l.tail - (yield* k.read(dio.head, "return dio->tail - dio->head;"));
  },

  /** Go grab and pin some userspace pages. Typically we'll get 64 at a time. */
  *dio_refill_pages(k: Kernel, dio: Dio): Step<number> {
    const l = k.locals({ ret: 0, nr_pages: 0, address: 0 });
    l.nr_pages = yield* k.read(
      dio.total_pages,
      "nr_pages = min(dio->total_pages - dio->curr_page, DIO_PAGES);",
    );
    l.nr_pages -= yield* k.read(
      dio.curr_page,
      "nr_pages = min(dio->total_pages - dio->curr_page, DIO_PAGES);",
    );
    l.nr_pages = Math.min(l.nr_pages, DIO_PAGES);
    l.address = yield* k.read(dio.curr_user_address, "dio->curr_user_address, /* Where from? */");
    l.ret = yield* this.get_user_pages(k, l.address, l.nr_pages);

    if (
      l.ret < 0 &&
      (yield* k.test(dio.blocks_available, "if (ret < 0 && dio->blocks_available && (dio->rw & WRITE))")) &&
      (yield* k.read(dio.rw, "if (ret < 0 && dio->blocks_available && (dio->rw & WRITE))")) & WRITE
    ) {
      /*
       * A memory fault, but the filesystem has some outstanding
       * mapped blocks.  We need to use those blocks up to avoid
       * leaking stale data in the file.
       */
      if ((yield* k.read(dio.page_errors, "if (dio->page_errors == 0)")) === 0)
        yield* k.write(dio.page_errors, l.ret, "dio->page_errors = ret;");
      yield* k.write(dio["pages[0]"], ZERO_PAGE, "dio->pages[0] = page;");
      yield* k.write(dio.head, 0, "dio->head = 0;");
      yield* k.write(dio.tail, 1, "dio->tail = 1;");
      return 0;
    }

    if (l.ret >= 0) {
      yield* k.write(dio["pages[0]"], pageNumber(l.address), "&dio->pages[0],");
      yield* k.add(dio.curr_user_address, l.ret * PAGE_SIZE, "dio->curr_user_address += ret * PAGE_SIZE;");
      yield* k.add(dio.curr_page, l.ret, "dio->curr_page += ret;");
      yield* k.write(dio.head, 0, "dio->head = 0;");
      yield* k.write(dio.tail, l.ret, "dio->tail = ret;");
      l.ret = 0;
    }
    return l.ret;
  },

  /** Get another userspace page. Returns an error number, which is negative, or the page. */
  *dio_get_page(k: Kernel, dio: Dio): Step<number> {
    const l = k.locals({ ret: 0, head: 0 });
    if ((yield* this.dio_pages_present(k, dio)) === 0) {
      l.ret = yield* this.dio_refill_pages(k, dio);
      if (l.ret) return l.ret;
      yield* k.BUG_ON((yield* this.dio_pages_present(k, dio)) === 0, "BUG_ON(dio_pages_present(dio) == 0);");
    }
    l.head = yield* k.read(dio.head, "return dio->pages[dio->head++];");
    yield* k.write(dio.head, l.head + 1, "return dio->pages[dio->head++];");
    return l.head + (yield* k.read(dio["pages[0]"], "return dio->pages[dio->head++];"));
  },

  /** Release any resources in case of a failure */
  *dio_cleanup(k: Kernel, dio: Dio): Step<void> {
    while ((yield* this.dio_pages_present(k, dio)) !== 0) yield* this.dio_get_page(k, dio);
  },
});
