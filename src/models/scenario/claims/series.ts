import type { Claim } from "./claim";

const page = "000_d0c24f72668281e9.txt";
const series = "001_9edfb32b0ba350d2.txt";
const secondTime = "would be called for a second time which can manifest as an oops.";
const assertion = "trips an assertion in XFS, though it is apparently harmless.";
const pageErrors = "The async path didn't check page_errors which can manifest as silently";
const beforeSize = "aio_complete() before their callers have a chance to update i_size.";
const spurious = "blk_run_address_space() after spurious wake ups";
const reapsWaiter = "now notices when it's left a single remaining reference";
const xfsCareful = "XFS needs to be careful not to free";
const shortRead = "The customer provided a reproducer for the short read problem";
const goneAssertion =
  "The assertion was gone by then: xfs_end_io_direct() asserted size >= 0 only up to 2.6.18. In base a negative size " +
  "takes the branch that destroys the ioend, so unwritten blocks are not converted; from p1 on bytes are given.";

/** Sentences of p5's message, which two documents have: the page of the commit and the posting for RHEL. */
const both = (line: number, postedLine: number): readonly Pick<Claim, "document" | "line">[] => [
  { document: page, line },
  { document: series, line: postedLine },
];

/** What the messages of the series say (seeds 000 and 001). */
export const ofTheSeries: readonly Claim[] = [
  ...both(20, 778).map((place) => ({
    scenario: "aio-read-fault-third-page",
    ...place,
    words: secondTime,
    verdict: "True from base to p4; p5 waits for the bios, but may wait for ever until lock.",
  })),
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
  ...both(40, 798).map((place) => ({
    scenario: "xfs-aio-write-mapping-error",
    ...place,
    words: xfsCareful,
    verdict: "Without that hunk the ioend that a bio will use would be freed.",
  })),
  ...both(42, 800).map((place) => ({
    scenario: "aio-write-osync-metadata-fails",
    ...place,
    words: "We maintain the previous behaviour of trying to write fs metadata for O_SYNC",
    verdict:
      "True, and with it that an error of it takes the place of -EIOCBQUEUED: two completions, in p5 as in base.",
  })),
  ...both(29, 787).map((place) => ({
    scenario: "aio-read-mapping-error",
    ...place,
    words: "by waiting for bios to drain.  It does this for sync ops, of course, and for",
    verdict:
      "True: where the wait ends, the one event is -EIO. In p5 it may never end: a wake-up can be lost.",
  })),
  ...both(30, 788).map((place) => ({
    scenario: "aio-write-hole-second-block",
    ...place,
    words: "partial dio writes that must fall back to buffered and for aio ops that saw",
    verdict:
      "True: where the wait ends, the rest is written through the page cache and the one event has all the bytes.",
  })),
  {
    scenario: "aio-read-fault-second-page",
    document: series,
    line: 48,
    words: "failed to call aio_complete() at all (hang) or called it too many times (oops).",
    verdict:
      "Too many times: true from base to p4. Not at all: in base no scenario does; a request without completion comes with " +
      "p4, when a wake-up is lost.",
  },
  {
    scenario: "aio-write-hole-second-block",
    document: series,
    line: 57,
    words: "Each step should compile but I only tested the final result of",
    verdict:
      "A right warning: p3 alone lets the submitter free the dio under the callback. The final result hangs.",
  },
  {
    scenario: "aio-read-fault-second-page",
    document: series,
    line: 121,
    words: "return EFAULT consistently",
    verdict:
      "True of writes. A read that faults after a bio was sent still gives both -EFAULT and its bytes, up to p4.",
  },
  {
    scenario: "xfs-aio-write-bio-error",
    document: series,
    line: 123,
    words: "callback, regardless of errors.",
    verdict: "True: end_io is given -5 in base and 4096 from p1 on, for a bio that failed.",
  },
  {
    scenario: "sync-write-bio-error",
    document: series,
    line: 125,
    words: "dio_await_completion() doesn't have to propogate EIO from non-uptodate bios",
    verdict: "True: write() returns -EIO before and after.",
  },
  {
    scenario: "sync-write",
    document: series,
    line: 367,
    words: "Since bios_in_flight was only used in the sync path it is now equivalent to",
    verdict: "True: the synchronous path ends the same before and after p3.",
  },
  {
    scenario: "aio-read-mapping-error",
    document: series,
    line: 657,
    words: "It continues to rely on the fragile link between",
    verdict: "It breaks in p4 as before: the request is completed by the callback and by the AIO core.",
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
];
