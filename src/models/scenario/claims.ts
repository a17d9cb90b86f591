/** A sentence of the documents that a scenario tests. */
export interface Claim {
  readonly scenario: string;
  /** File name of the seed document. */
  readonly document: string;
  /** 1-based line where the words begin. */
  readonly line: number;
  /** Words of that line, as they stand there. */
  readonly words: string;
  /** Where the models agree, or why the claim cannot come true on these revisions. */
  readonly verdict: string;
}

const series = "001_9edfb32b0ba350d2.txt";
const review = "002_ef5d9ec70bccdd58.txt";
const propogate = "003_9bfbbbf349019d4b.txt";
const invalidation = "004_4735a3ac47caec8f.txt";

const secondTime = "would be called for a second time which can manifest as an oops.";
const clobber = "This analysis is correct. Nothing can clobber -EIOCBQUEUED";
const bothCalled = "completion both called aio_complete().";
const assertion = "trips an assertion in XFS, though it is apparently harmless.";
const pageErrors = "The async path didn't check page_errors which can manifest as silently";
const beforeSize = "aio_complete() before their callers have a chance to update i_size.";
const spurious = "blk_run_address_space() after spurious wake ups";
const reapsWaiter = "now notices when it's left a single remaining reference";
const xfsCareful = "XFS needs to be careful not to free";
const shortRead = "The customer provided a reproducer for the short read problem";
const kjournald = "- ext3_releasepage() returns failure if it races with kjournald";
const runs = "47 of 100 aio-stress runs reported an EIO.";

const goneAssertion =
  "The assertion was gone by then: xfs_end_io_direct() asserted size >= 0 only up to 2.6.18. In base a negative size " +
  "takes the branch that destroys the ioend, so unwritten blocks are not converted; from p1 on bytes are given.";

/** The claims, by scenario. */
export const claims: readonly Claim[] = [
  {
    scenario: "aio-read-fault-third-page",
    document: series,
    line: 778,
    words: secondTime,
    verdict: "True from base to p4; p5 waits for the bios, but may wait for ever until lock.",
  },
  {
    scenario: "aio-read-fault-second-page",
    document: series,
    line: 778,
    words: secondTime,
    verdict: "True from base to p4, with one bio.",
  },
  {
    scenario: "aio-read-mapping-error",
    document: series,
    line: 778,
    words: secondTime,
    verdict: "True from base to p4.",
  },
  {
    scenario: "aio-write-fault-last-page",
    document: series,
    line: 112,
    words: pageErrors,
    verdict: "True in base: the event says 8192. From p1 on it says -EFAULT.",
  },
  {
    scenario: "sync-write-fault-last-page",
    document: series,
    line: 112,
    words: pageErrors,
    verdict: "The synchronous path looked at page_errors already in base.",
  },
  ...["aio-write-extending", "aio-write-extending-event-reader"].map((scenario) => ({
    scenario,
    document: series,
    line: 795,
    words: beforeSize,
    verdict: "True from base to p4; from p5 on the AIO core completes after i_size was written.",
  })),
  ...["xfs-aio-write-bio-error", "xfs-sync-write-bio-error"].map((scenario) => ({
    scenario,
    document: series,
    line: 118,
    words: assertion,
    verdict: goneAssertion,
  })),
  ...["sync-write-spurious-wakeup", "sync-write-plugged-spurious-wakeup"].map((scenario) => ({
    scenario,
    document: series,
    line: 298,
    words: spurious,
    verdict: "A spurious wake-up changes no outcome before or after p2.",
  })),
  {
    scenario: "aio-write-hole-second-block",
    document: series,
    line: 664,
    words: reapsWaiter,
    verdict:
      "It notices too early: dio->waiter is read before the reference is dropped, and a wake-up can be lost.",
  },
  {
    scenario: "xfs-aio-write-mapping-error",
    document: series,
    line: 798,
    words: xfsCareful,
    verdict: "Without that hunk the ioend that a bio will use would be freed.",
  },
  {
    scenario: "aio-read-short",
    document: series,
    line: 31,
    words: shortRead,
    verdict:
      "A read across the end of the file gives its bytes once in all revisions; see aio-read-file-grows.",
  },
  {
    scenario: "aio-read-file-grows",
    document: series,
    line: 31,
    words: shortRead,
    verdict: "How much is read depends on when the file grew.",
  },
  ...[
    "aio-write-invalidate-fails",
    "aio-write-invalidate-fails-one-block",
    "aio-write-osync-metadata-fails",
  ].map((scenario) => ({
    scenario,
    document: review,
    line: 36,
    words: clobber,
    verdict: "True in every revision but propogate and pgbusy; the series neither brought nor mended it.",
  })),
  {
    scenario: "aio-write-osync-and-invalidate-fail",
    document: propogate,
    line: 93,
    words: bothCalled,
    verdict: "With propogate one event carries the first of the two errors.",
  },
  {
    scenario: "aio-write-kjournald",
    document: propogate,
    line: 11,
    words: runs,
    verdict:
      "With propogate the event is -EIO in some executions, and in others the bytes: it depends on kjournald.",
  },
  {
    scenario: "sync-write-kjournald",
    document: review,
    line: 74,
    words: kjournald,
    verdict: "A synchronous write gives -EIO in some executions, although the data was written.",
  },
  {
    scenario: "aio-write-kjournald",
    document: review,
    line: 38,
    words: "ends up getting the ordering between the journal lock and the page lock backwards",
    verdict:
      "True of whatif-invalidate-inside (inferred): the submitter holds the journal and waits for the page, the other the " +
      "page and waits for the journal.",
  },
  {
    scenario: "aio-write-invalidate-fails-one-block",
    document: review,
    line: 78,
    words: "which might not have anything to do with this race",
    verdict:
      "True: with PgBusy a page that is always busy is written again for ever, and no error is ever told.",
  },
  {
    scenario: "aio-read-one-block",
    document: review,
    line: 46,
    words: "this is gratuitously cruel to external users of - EIOCBRETRY",
    verdict:
      "True of whatif-retry-dropped (inferred): a driver that returns -EIOCBRETRY, as drivers/usb/gadget/inode.c of that " +
      "day does, has it told to user space as the result, and then kicks a freed request. With whatif-retry, fs/aio.c as " +
      "it was, the same driver's read ends once, with its bytes.",
  },
  {
    scenario: "aio-write-kjournald",
    document: invalidation,
    line: 32,
    words: "may actually be a 'last reader' and winning can mean have a copy",
    verdict:
      "Any reader that fills the page again after the failed invalidation makes the copy older than the disk. What is in " +
      "a page is not modelled; whatif-ignore-busy shows that the write itself then ends without an error.",
  },
  {
    scenario: "aio-write-kjournald",
    document: invalidation,
    line: 35,
    words: "One option is to have invalidate_inode_pages2_range continue",
    verdict: "True of whatif-ignore-busy (inferred): each request is completed once, with its bytes.",
  },
  {
    scenario: "aio-write-kjournald",
    document: invalidation,
    line: 37,
    words: "it looks like I can make a launder_page op that does",
    verdict:
      "True of whatif-launder (inferred): it waits for kjournald, so invalidation succeeds and there is one completion.",
  },
];
