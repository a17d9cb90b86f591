import type { Claim } from "./claim";

const review = "002_ef5d9ec70bccdd58.txt";
const propogate = "003_9bfbbbf349019d4b.txt";
const invalidation = "004_4735a3ac47caec8f.txt";
const clobber = "This analysis is correct. Nothing can clobber -EIOCBQUEUED";
const bothCalled = "completion both called aio_complete().";
const kjournald = "- ext3_releasepage() returns failure if it races with kjournald";
const runs = "47 of 100 aio-stress runs reported an EIO.";

/** What was said of errors after -EIOCBQUEUED (seeds 002 to 004). */
export const ofErrorsAfterwards: readonly Claim[] = [
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
    scenario: "aio-write-invalidate-fails-one-block",
    document: review,
    line: 22,
    words: "The patch fixes oops",
    verdict:
      "True of that oops: with PgBusy the failed invalidation no longer completes the request. But the request is then " +
      "written for ever.",
  },
  {
    scenario: "aio-write-invalidate-fails-one-block",
    document: review,
    line: 24,
    words: "The number of IO control block (iocb)users < 0.",
    verdict:
      "True from base to prop-base, unless the freed kiocb is read first; a search stops at that, and goes on if told to.",
  },
  {
    scenario: "aio-write-invalidate-fails-one-block",
    document: review,
    line: 76,
    words: "causes an oops if it clobbers -EIOCBQUEUED",
    verdict: "True from base to prop-base.",
  },
  {
    scenario: "sync-write-invalidate-fails",
    document: review,
    line: 42,
    words: "The process is waked up if IO is SYNC",
    verdict:
      "Of a synchronous write nobody asks for the flag again in what is kept of the patch: write() returns the bytes, and " +
      "the failure is told to nobody.",
  },
  {
    scenario: "aio-read-one-block",
    document: review,
    line: 44,
    words: "nothing set to EIOCBRETRY.",
    verdict:
      "Wrong in the tree of that day: drivers/usb/gadget/inode.c returns it. See whatif-retry-dropped.",
  },
  {
    scenario: "aio-write-invalidate-fails",
    document: propogate,
    line: 82,
    words: "submission path time to queue its pending error before it drops its",
    verdict: "True: with propogate each event that is told is -EIO, whoever completes first.",
  },
  {
    scenario: "aio-write-invalidate-fails",
    document: propogate,
    line: 93,
    words: "With this patch aio-stress sees",
    verdict: "True: one event, -EIO. (A read of the freed dio, older than the patch, can come before it.)",
  },
  {
    scenario: "aio-write-one-block",
    document: propogate,
    line: 9,
    words: "There is 4% throughput degradation.",
    verdict: "The models have no clock: nothing can be said.",
  },
  {
    scenario: "aio-write-kjournald",
    document: invalidation,
    line: 20,
    words: "page cache uses, which implies that generating an error in these cases is",
    verdict:
      "Whoever holds a buffer of a clean page, as kjournald does here, makes the write fail: with propogate its event is -EIO.",
  },
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
      "Whenever a page stayed after its invalidation failed, the outcome has a note that says so. What is in a page is not " +
      "modelled, so no reader is either: one that fills the page again makes it older than the disk just so. In whatif-ignore-busy the write ends without an error.",
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
