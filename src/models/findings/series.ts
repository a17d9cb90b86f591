import { endsEarly, isAsyncWrite, series, sign, upToP4, type Finding } from "./finding";

/** What the series mends: bugs of the tree before it. */
export const mended: readonly Finding[] = [
  {
    id: "second-completion",
    title: "An error during submission is completed twice",
    scenario: "aio-read-fault-second-page",
    revisions: upToP4,
    signs: [
      sign("double-completion", "kiocb", "bio", "submitter"),
      sign("use-after-free", "kiocb", "bio", "submitter"),
    ],
    where: {
      function: "aio_complete",
      cText: "int fastcall aio_complete(struct kiocb *iocb, long res, long res2)",
    },
    when: (scenario) => endsEarly(scenario) && scenario.op === "read",
    saidBy: { document: series, line: 778, who: "Zach Brown" },
    text:
      "direct_io_worker() returns -EFAULT, which aio_run_iocb() completes, since it is not -EIOCBQUEUED. The callback of " +
      "the bio only asks whether it is a read with a result, and completes the request again. Whichever call comes second " +
      "finds the kiocb with one reference too few, or freed.",
  },
  {
    id: "ioend-freed-twice",
    title: "XFS frees its ioend twice, or hands it out freed, when a read faults after a bio was sent",
    scenario: "xfs-aio-read-fault-second-page",
    revisions: upToP4,
    signs: [
      sign("double-free", "ioend", "submitter", "bio"),
      sign("use-after-free", "ioend", "submitter", "bio"),
      sign("null-dereference", "ioend", "submitter"),
    ],
    where: { function: "xfs_destroy_ioend", cText: "mempool_free(ioend, xfs_ioend_pool);" },
    when: ({ filesystem, op }) => filesystem === "xfs" && op === "read",
    saidBy: { document: series, line: 798, who: "Zach Brown, as something to be careful of" },
    text:
      "xfs_vm_direct_IO() destroys the ioend for every result up to 0 that finds iocb->private set, also while a bio is " +
      "in flight whose end_io destroys it too; iocb->private is only cleared after that, so both can see it. p5 waits for " +
      "the bios before it returns an error.",
  },
  {
    id: "leaked-dio",
    title: "A read that gets nothing leaks its dio, and i_alloc_sem stays taken",
    scenario: "aio-read-fault-first-page",
    revisions: upToP4,
    signs: [sign("leak", "dio", "submitter")],
    where: { function: "", cText: "" },
    when: (scenario) => endsEarly(scenario) && scenario.op === "read",
    saidBy: null,
    text:
      "Up to p4 an asynchronous request frees its dio either when it completes the AIO, which needs a result, or when " +
      "it waited, which only writes do. A read whose first page faults does neither. p5 frees on the last reference.",
  },
  {
    id: "event-before-i_size",
    title: "The event of a write that extends the file is there before the file is as long",
    scenario: "aio-write-extending",
    revisions: upToP4,
    signs: [],
    wrong: ({ remarks }) => Array.isArray(remarks) && remarks.includes("event-before-i_size"),
    where: { function: "generic_file_direct_write", cText: "i_size_write(inode, end);" },
    when: isAsyncWrite,
    saidBy: { document: series, line: 795, who: "Zach Brown" },
    text:
      "The worker waits for an extending write, but completes the AIO itself before it returns; i_size is only written " +
      "by its callers. From p5 on the AIO core completes what did not return -EIOCBQUEUED.",
  },
  {
    id: "converted-behind",
    title: "XFS can convert the extent behind the one that was written",
    scenario: "xfs-aio-write-unwritten",
    revisions: upToP4,
    signs: [],
    wrong: ({ endIo }, { offset }) =>
      Array.isArray(endIo) && endIo.some((call: { readonly offset: number }) => call.offset !== offset),
    where: { function: "generic_file_direct_write", cText: "*ppos = end;" },
    when: ({ filesystem }) => filesystem === "xfs",
    saidBy: null,
    text:
      "The callback of the last bio takes the offset for end_io from iocb->ki_pos, and the submitter moves just that " +
      "field on: generic_file_direct_write() sees the count that was submitted, not -EIOCBQUEUED. If it is quicker than " +
      "the disk, the blocks after the write are converted, and those that were written stay unwritten and read as " +
      "zeroes. p5 returns -EIOCBQUEUED from below, so ki_pos stays.",
  },
  {
    id: "lost-page-error",
    title: "A write whose user page faults is reported as whole",
    scenario: "aio-write-fault-last-page",
    revisions: ["base"],
    signs: [],
    wrong: ({ events }, { bytes }) => Array.isArray(events) && events.includes(bytes),
    where: { function: "finished_one_bio", cText: "aio_complete(dio->iocb, transferred, 0);" },
    when: (scenario) => isAsyncWrite(scenario) && scenario.faultAtPage !== null,
    saidBy: { document: series, line: 112, who: "Zach Brown" },
    text:
      "With blocks still mapped a fault is kept in dio->page_errors and a page of zeroes is written instead. The " +
      "synchronous tail looks at page_errors, finished_one_bio() does not, so the event says that all was written. p1 " +
      "makes both of them use dio_complete().",
  },
];

/** What the series brings, and the commit after it. */
export const brought: readonly Finding[] = [
  {
    id: "dio-read-after-put",
    title: "The commit after the series, which 2.6.20 ships, looks at the dio after it gave up its reference",
    scenario: "aio-read-one-block",
    revisions: ["lock", "prop-base", "propogate", "pgbusy"],
    signs: [sign("use-after-free", "dio", "submitter", "aio")],
    where: { function: "direct_io_worker", cText: "BUG_ON(!dio->is_async && ret2 != 0);" },
    when: ({ async }) => async,
    saidBy: null,
    text:
      "BUG_ON(!dio->is_async && ret2 != 0) reads dio->is_async after bio_lock was released. If the last bio drops its " +
      "reference in between, it completes the request and frees the dio, and the submitter reads freed memory. Any " +
      "asynchronous request that leaves a bio in flight can do it.",
  },
  {
    id: "waiter-runs-ahead",
    title: "The reference count of p3 lets the submitter go on, and free, while the callback is at work",
    scenario: "aio-write-hole-second-block",
    revisions: ["p3"],
    signs: [
      sign("use-after-free", "dio", "bio"),
      sign("use-after-free", "kiocb", "bio"),
      sign("use-after-free", "ioend", "bio", "submitter", "xfsdatad"),
      sign("double-free", "ioend", "bio", "submitter", "xfsdatad"),
      sign("null-dereference", "ioend", "submitter"),
    ],
    where: { function: "dio_complete_aio", cText: "spin_lock_irqsave(&dio->bio_lock, flags);" },
    when: (scenario) => endsEarly(scenario) && scenario.op === "write",
    saidBy: null,
    text:
      "A short asynchronous write polls refcount != 0, frees the dio as soon as it is 0 and returns. The last bio has " +
      "dropped the count by then but is only about to complete the dio: it finds the dio freed, or the kiocb that the " +
      "AIO core completed meanwhile, or XFS's ioend destroyed by both. Up to p2 the count fell under bio_lock after all " +
      "else. Each patch 'should compile but I only tested the final result' (seed 001 line 57).",
  },
  {
    id: "waiter-read-after-put",
    title: "The callback looks at dio->waiter again after it gave up its reference",
    scenario: "aio-write-hole-second-block",
    revisions: ["p4"],
    signs: [sign("use-after-free", "dio", "bio")],
    where: { function: "dio_bio_end_aio", cText: "wake_up_process(dio->waiter);" },
    when: (scenario) => endsEarly(scenario) && scenario.spuriousWakeups === 0,
    saidBy: null,
    text:
      "dio_bio_end_aio() notes that there is a waiter, drops its reference, and then reads dio->waiter once more to wake " +
      "it. In p4 a short write sets the waiter without the lock before it waits, so the wait can find the count at 1, end " +
      "and free the dio between the two.",
  },
  {
    id: "waiter-read-after-put-spurious",
    title: "A wake-up by somebody else makes the callback wake nobody, or through freed memory",
    scenario: "aio-write-hole-spurious-wakeup",
    revisions: ["p4", "p5"],
    signs: [sign("null-dereference", "task", "bio"), sign("use-after-free", "dio", "bio")],
    where: { function: "dio_bio_end_aio", cText: "wake_up_process(dio->waiter);" },
    when: (scenario) => endsEarly(scenario) && scenario.spuriousWakeups > 0,
    saidBy: null,
    text:
      "The submitter sleeps with dio->waiter set, so the callback notes a waiter and drops its reference. A spurious " +
      "wake-up now lets the submitter see one reference left, clear dio->waiter and free the dio before the callback " +
      "reads dio->waiter again: it wakes NULL, or reads freed memory. 5eb6c7a2 reads it once, under bio_lock.",
  },
  {
    id: "lost-wakeup",
    title: "The series as a whole loses wake-ups: the submitter can sleep for ever",
    scenario: "aio-write-hole-second-block",
    revisions: ["p4", "p5"],
    signs: [sign("hang", "task", "submitter")],
    where: { function: "dio_await_one", cText: "io_schedule();" },
    when: endsEarly,
    saidBy: null,
    text:
      "dio_bio_end_aio() reads dio->waiter before it drops its reference, without the lock. The submitter that sets " +
      "waiter and sleeps between the two is not seen, and nobody else will wake it. 5eb6c7a2, the very next commit, " +
      "takes bio_lock around both; no released kernel has p5 without it.",
  },
];
