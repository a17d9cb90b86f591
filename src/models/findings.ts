import type { ViolationKind } from "../explore";

/** A bug that the models show, written for people. What `where` and `revisions` say is checked against the matrix. */
export interface Finding {
  readonly id: string;
  readonly title: string;
  /** The scenario that shows it with the fewest steps. */
  readonly scenario: string;
  readonly kind: ViolationKind;
  /** Struct of the object, as violations name it. */
  readonly object: string;
  /** Class of the context that runs into it. */
  readonly context: string;
  /** The C function in which it happens. */
  readonly where: string;
  /** Every revision that has it, oldest first. */
  readonly revisions: readonly string[];
  /** Where the documents speak of it; null if nobody did. */
  readonly saidBy: { readonly document: string; readonly line: number; readonly who: string } | null;
  readonly text: string;
}

const series = "001_9edfb32b0ba350d2.txt";
const review = "002_ef5d9ec70bccdd58.txt";
const upToP4 = ["base", "p1", "p2", "p3", "p4"];

/** The findings, those that nobody in the documents mentions first. */
export const findings: readonly Finding[] = [
  {
    id: "dio-read-after-put",
    title: "The commit after the series, which 2.6.20 ships, looks at the dio after it gave up its reference",
    scenario: "aio-write-one-block",
    kind: "use-after-free",
    object: "dio",
    context: "submitter",
    where: "direct_io_worker",
    revisions: ["lock", "prop-base", "propogate", "pgbusy"],
    saidBy: null,
    text:
      "BUG_ON(!dio->is_async && ret2 != 0) reads dio->is_async after bio_lock was released. If the last bio drops its " +
      "reference in between, it completes the request and frees the dio, and the submitter reads freed memory. Any " +
      "asynchronous request that leaves a bio in flight can do it.",
  },
  {
    id: "propogate-lost-event-wakeup",
    title: "With propogate a reader of events can sleep beside an event",
    scenario: "aio-write-event-reader",
    kind: "hang",
    object: "task",
    context: "reader",
    where: "read_events",
    revisions: ["propogate"],
    saidBy: null,
    text:
      "The event is now inserted by whoever drops the last reference, but only aio_complete() wakes the readers. If the " +
      "bio completes while the submitter still holds its reference, aio_complete() wakes a reader that finds the ring " +
      "empty and sleeps again; then aio_put_req() of the submitter inserts the event and wakes nobody.",
  },
  {
    id: "ioend-freed-twice",
    title: "XFS frees its ioend twice, or hands it out freed, when a read faults after a bio was sent",
    scenario: "xfs-aio-read-fault-second-page",
    kind: "double-free",
    object: "ioend",
    context: "submitter",
    where: "xfs_destroy_ioend",
    revisions: upToP4,
    saidBy: { document: series, line: 798, who: "Zach Brown, as something to be careful of" },
    text:
      "xfs_vm_direct_IO() destroys the ioend for every result up to 0 that finds iocb->private set, also while a bio is " +
      "in flight whose end_io destroys it too. p5 waits for the bios before it returns an error.",
  },
  {
    id: "waiter-frees-under-callback",
    title: "The reference count of p3 lets the waiter free the dio that the callback still uses",
    scenario: "aio-write-hole-second-block",
    kind: "use-after-free",
    object: "dio",
    context: "bio",
    where: "dio_complete_aio",
    revisions: ["p3", "p4"],
    saidBy: null,
    text:
      "A short asynchronous write polls refcount != 0 and frees the dio as soon as it is 0. The last bio has dropped the " +
      "count by then but is only about to complete the dio. Up to p2 the count fell under bio_lock after all else. In p4 " +
      "the callback reads dio->waiter once more after its drop. Each patch 'should compile but I only tested the final " +
      "result' (seed 001 line 57): only the whole series was merged.",
  },
  {
    id: "lost-wakeup",
    title: "The series as a whole loses wake-ups: the submitter can sleep for ever",
    scenario: "aio-write-hole-second-block",
    kind: "hang",
    object: "task",
    context: "submitter",
    where: "dio_await_one",
    revisions: ["p4", "p5"],
    saidBy: null,
    text:
      "dio_bio_end_aio() reads dio->waiter before it drops its reference, without the lock. The submitter that sets " +
      "waiter and sleeps between the two is not seen, and nobody else will wake it. 5eb6c7a2, the very next commit, " +
      "takes bio_lock around both; no released kernel has p5 without it.",
  },
  {
    id: "second-completion",
    title: "An error during submission is completed twice",
    scenario: "aio-read-fault-second-page",
    kind: "double-completion",
    object: "kiocb",
    context: "bio",
    where: "aio_complete",
    revisions: upToP4,
    saidBy: { document: series, line: 778, who: "Zach Brown" },
    text:
      "direct_io_worker() returns -EFAULT, which the AIO core completes; the bio sees a read with a result and completes " +
      "it again. p5 is the patch that mends it.",
  },
  {
    id: "clobbered-by-invalidation",
    title: "A page that cannot be invalidated makes two completions, before and after the series",
    scenario: "aio-write-invalidate-fails-one-block",
    kind: "double-completion",
    object: "kiocb",
    context: "submitter",
    where: "aio_complete",
    revisions: [...upToP4, "p5", "lock", "prop-base"],
    saidBy: { document: review, line: 36, who: "Zach Brown" },
    text:
      "-EIO takes the place of -EIOCBQUEUED on its way to the AIO core. The bug is older than the series and outlives " +
      "it; propogate keeps the error for the event.",
  },
  {
    id: "clobbered-by-osync",
    title: "So does an O_SYNC file whose metadata cannot be written",
    scenario: "aio-write-osync-metadata-fails",
    kind: "double-completion",
    object: "kiocb",
    context: "submitter",
    where: "aio_complete",
    revisions: [...upToP4, "p5", "lock", "prop-base", "pgbusy"],
    saidBy: { document: review, line: 36, who: "Zach Brown ('one of the two places')" },
    text: "generic_file_direct_write() returns the error of the metadata for a request in flight. PgBusy leaves that as it is.",
  },
  {
    id: "leaked-dio",
    title: "A read that gets nothing leaks its dio and its share of i_alloc_sem's bookkeeping",
    scenario: "aio-read-fault-first-page",
    kind: "leak",
    object: "dio",
    context: "submitter",
    where: "",
    revisions: upToP4,
    saidBy: null,
    text:
      "Up to p4 an asynchronous request frees its dio either when it completes the AIO, which needs a result, or when " +
      "it waited, which only writes do. A read whose first page faults does neither. p5 frees on the last reference.",
  },
  {
    id: "pgbusy-for-ever",
    title: "PgBusy writes again and again while the page stays busy",
    scenario: "aio-write-invalidate-fails-one-block",
    kind: "livelock",
    object: "kiocb",
    context: "bio",
    where: "aio_complete",
    revisions: ["pgbusy"],
    saidBy: { document: review, line: 78, who: "Zach Brown: not every failure is transitory" },
    text: "Inferred, since only one hunk of the patch is kept: a page that is always busy makes a write that never ends.",
  },
];
