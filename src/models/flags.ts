/** Constants of the kernel that the models test, with the values of 2.6.19 (include/linux/fs.h, aio.h, bio.h). */

/** Zero, so `rw & READ` is never true. */
export const READ = 0;
/** The bit of `rw` that a write has. */
export const WRITE = 1;
/** WRITE with the sync bit, what a direct write is told to be. */
export const WRITE_SYNC = 0x11;

export const DIO_LOCKING = 1;
export const DIO_NO_LOCKING = 2;
export const DIO_OWN_LOCKING = 3;

/** `ki_key` of a kiocb on the stack of read() or write(). */
export const KIOCB_SYNC_KEY = -1;

/** Values of `bio->bi_end_io`: which function the bio calls when it is done. */
export const DIO_BIO_END_AIO = 1;
export const DIO_BIO_END_IO = 2;

/** Most pages one bio takes (bio_get_nr_vecs() of a disk without narrow limits). */
export const BIO_MAX_VECS = 256;

/** Number that stands for ZERO_PAGE(); pages of the request count from 1. */
export const ZERO_PAGE = 1_000_000;

/** Values of `kiocb->ki_run_list`: next and prev NULL, empty, on the run list of the context. */
export const RUN_LIST_NULL = 0;
export const RUN_LIST_EMPTY = 1;
export const RUN_LIST_QUEUED = 2;

/** `ki_retry` of a request of gadgetfs that was kicked: its second method. */
export const EP_AIO_READ_RETRY = 1;

/** `lock_type` by its name. */
export const lockTypes = { DIO_LOCKING, DIO_NO_LOCKING, DIO_OWN_LOCKING } as const;
