import { EIO } from "../../../errno";
import { DIO_LOCKING } from "../../flags";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import type { Bio } from "../../structs/bio";
import { Dio } from "../../structs/dio";
import { Kiocb } from "../../structs/kiocb";
import { completesLater, crossedEnd, releaseAllocSem, wake, wakeWaiter } from "../conditions";
import { processBio } from "../processBio";

/** fs/direct-io.c of `base` (blob 45d34d80): what happens when bios are done. */
export const completion = functions({
  /** Called when all DIO BIO I/O has been completed: let the filesystem know, if it registered an interest. */
  *dio_complete(k: Kernel, dio: Dio, offset: number, bytes: number): Step<number> {
    const l = k.locals({ iocb: Kiocb.NULL });
    const asked = "if (dio->end_io && dio->result)";
    if ((yield* k.test(dio.end_io, asked)) && (yield* k.test(dio.result, asked))) {
      const call = "dio->end_io(dio->iocb, offset, bytes, dio->map_bh.b_private);";
      l.iocb = yield* k.read(dio.iocb, call);
      yield* this.xfs_end_io_direct(k, l.iocb, offset, bytes, yield* k.read(dio["map_bh.b_private"], call));
    }
    if (yield* k.equals(dio.lock_type, DIO_LOCKING, "if (dio->lock_type == DIO_LOCKING)"))
      /* lockdep: non-owner release */
      yield* releaseAllocSem(k, dio);
    return 0;
  },

  /** Called when a BIO has been processed. If the count goes to zero then IO is complete. */
  *finished_one_bio(k: Kernel, dio: Dio): Step<void> {
    const l = k.locals({ transferred: 0, offset: 0 });

    yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    if (yield* k.equals(dio.bio_count, 1, "if (dio->bio_count == 1) {")) {
      if (yield* k.test(dio.is_async, "if (dio->is_async) {")) {
        /*
         * Last reference to the dio is going away.
         * Drop spinlock and complete the DIO.
         */
        yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");

        /* Check for short read case */
        l.transferred = yield* k.read(dio.result, "transferred = dio->result;");
        const position = "offset = dio->iocb->ki_pos;";
        l.offset = yield* k.read((yield* k.read(dio.iocb, position)).ki_pos, position);

        if (yield* crossedEnd(k, dio, l.offset + l.transferred))
          l.transferred = (yield* k.read(dio.i_size, "transferred = dio->i_size - offset;")) - l.offset;

        /* check for error in completion path */
        if (yield* k.test(dio.io_error, "if (dio->io_error)"))
          l.transferred = yield* k.read(dio.io_error, "transferred = dio->io_error;");

        yield* this.dio_complete(k, dio, l.offset, l.transferred);

        /* Complete AIO later if falling back to buffered i/o */
        if (yield* completesLater(k, dio)) {
          const done = "aio_complete(dio->iocb, transferred, 0);";
          yield* this.aio_complete(k, yield* k.read(dio.iocb, done), l.transferred, 0);
          yield* k.kfree(dio, "kfree(dio);");
          yield* k.local("return;");
          return;
        } else {
          /*
           * Falling back to buffered
           */
          yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
          yield* k.add(dio.bio_count, -1, "dio->bio_count--;");
          yield* wakeWaiter(k, dio);
          yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
          yield* k.local("return;");
          return;
        }
      }
    }
    yield* k.add(dio.bio_count, -1, "dio->bio_count--;");
    yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
  },

  /** Asynchronous IO callback. */
  *dio_bio_end_aio(k: Kernel, bio: Bio): Step<number> {
    const l = k.locals({ dio: Dio.NULL });
    l.dio = yield* k.read(bio.bi_private, "struct dio *dio = bio->bi_private;");

    if (yield* k.test(bio.bi_size, "if (bio->bi_size)")) return 1;

    /* cleanup the bio */
    yield* this.dio_bio_complete(k, l.dio, bio);
    return 0;
  },

  /** The BIO completion handler simply queues the BIO up for the process-context handler. */
  *dio_bio_end_io(k: Kernel, bio: Bio): Step<number> {
    const l = k.locals({ dio: Dio.NULL });
    l.dio = yield* k.read(bio.bi_private, "struct dio *dio = bio->bi_private;");

    if (yield* k.test(bio.bi_size, "if (bio->bi_size)")) return 1;

    yield* k.spin_lock_irqsave(l.dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    const push = "bio->bi_private = dio->bio_list;";
    yield* k.write(bio["bi_private (next)"], yield* k.read(l.dio.bio_list, push), push);
    yield* k.write(l.dio.bio_list, bio, "dio->bio_list = bio;");
    yield* k.add(l.dio.bios_in_flight, -1, "dio->bios_in_flight--;");
    const idle = "if (dio->waiter && dio->bios_in_flight == 0)";
    if ((yield* k.test(l.dio.waiter, idle)) && (yield* k.equals(l.dio.bios_in_flight, 0, idle)))
      yield* wake(k, l.dio);
    yield* k.spin_unlock_irqrestore(l.dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
    return 0;
  },

  /** Process one completed BIO. No locks are held. */
  *dio_bio_complete(k: Kernel, dio: Dio, bio: Bio): Step<number> {
    const l = k.locals({ uptodate: 0 });
    yield* processBio(k, this, l, dio, bio);
    yield* this.finished_one_bio(k, dio);
    return l.uptodate ? 0 : -EIO;
  },
});
