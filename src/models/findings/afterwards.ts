import {
  cannotInvalidate,
  cannotSync,
  isAsyncWrite,
  propogate,
  review,
  sign,
  upToP4,
  type Finding,
} from "./finding";

const clobbered = [...upToP4, "p5", "lock", "prop-base"];
const completed = "int fastcall aio_complete(struct kiocb *iocb, long res, long res2)";

/** Errors that are found after -EIOCBQUEUED, and what was proposed for them. */
export const afterwards: readonly Finding[] = [
  {
    id: "clobbered-by-invalidation",
    title: "A page that cannot be invalidated makes two completions, before and after the series",
    scenario: "aio-write-invalidate-fails-one-block",
    revisions: clobbered,
    signs: [
      sign("double-completion", "kiocb", "submitter", "bio"),
      sign("use-after-free", "kiocb", "submitter", "bio"),
    ],
    where: { function: "aio_complete", cText: completed },
    when: (scenario) => isAsyncWrite(scenario) && cannotInvalidate(scenario),
    saidBy: { document: review, line: 36, who: "Zach Brown" },
    text:
      "generic_file_direct_IO() puts -EIO in the place of -EIOCBQUEUED on its way to the AIO core, which completes the " +
      "request; so does the last bio. The bug is older than the series and outlives it; propogate keeps the error for " +
      "the event.",
  },
  {
    id: "clobbered-by-osync",
    title: "So does an O_SYNC file whose metadata cannot be written",
    scenario: "aio-write-osync-metadata-fails",
    revisions: [...clobbered, "pgbusy"],
    signs: [
      sign("double-completion", "kiocb", "submitter", "bio", "aio"),
      sign("use-after-free", "kiocb", "submitter", "bio", "aio"),
    ],
    where: { function: "aio_complete", cText: completed },
    // A failed invalidation comes first, and its error keeps the metadata from being written; PgBusy hides that error.
    when: (scenario, revision) =>
      isAsyncWrite(scenario) &&
      cannotSync(scenario) &&
      (revision === "pgbusy" || !cannotInvalidate(scenario)),
    saidBy: { document: review, line: 36, who: "Zach Brown ('one of the two places')" },
    text:
      "generic_file_direct_write() returns the error of generic_osync_inode() for a request that is in flight. PgBusy " +
      "leaves that as it is.",
  },
  {
    id: "propogate-lost-event-wakeup",
    title: "With propogate a reader of events can sleep beside an event",
    scenario: "aio-write-event-reader",
    revisions: ["propogate"],
    signs: [sign("hang", "task", "reader")],
    where: { function: "read_events", cText: "schedule();" },
    when: ({ eventReader }) => eventReader,
    saidBy: null,
    text:
      "The event is now inserted by whoever drops the last reference, but only aio_complete() wakes the readers. If the " +
      "bio completes while the submitter still holds its reference, aio_complete() wakes a reader that finds the ring " +
      "empty and sleeps again; then aio_put_req() of the submitter inserts the event and wakes nobody.",
  },
  {
    id: "propogate-transient-error",
    title: "With propogate a write that is on the disk is reported as -EIO because kjournald was looking",
    scenario: "aio-write-kjournald",
    revisions: ["propogate"],
    signs: [],
    wrong: ({ events, returned }) =>
      returned === "-EIOCBQUEUED" && Array.isArray(events) && events.includes("-EIO"),
    where: {
      function: "aio_propogate_error",
      cText: "iocb->ki_pending_err = new_err;",
    },
    when: (scenario) => isAsyncWrite(scenario) && scenario.kjournald && scenario.failingBios.length === 0,
    saidBy: { document: propogate, line: 11, who: "Leonid Ananiev: 47 of 100 aio-stress runs" },
    text:
      "ext3's releasepage fails while kjournald holds the buffers of a clean page. The helper cannot tell that from a " +
      "real failure, so the event says -EIO for data that was written.",
  },
  {
    id: "pgbusy-for-ever",
    title: "PgBusy writes again and again while the page stays busy",
    scenario: "aio-write-invalidate-fails-one-block",
    revisions: ["pgbusy"],
    signs: [sign("livelock", "kiocb", "bio", "aio"), sign("leak", "kiocb", "submitter")],
    where: { function: "aio_complete", cText: "kick_iocb(iocb);" },
    when: (scenario) => isAsyncWrite(scenario) && cannotInvalidate(scenario),
    saidBy: { document: review, line: 78, who: "Zach Brown: not every failure is transitory" },
    text:
      "Inferred, since only one hunk of the patch is kept: a completion of a busy request kicks it, the write is issued " +
      "again, and the page is as busy as before. The request is never completed and its kiocb never freed.",
  },
];
