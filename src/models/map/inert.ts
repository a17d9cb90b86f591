/** A row of a hunk that carries no behaviour, by its C text without comments. */
interface Inert {
  readonly pattern: RegExp;
  readonly why: string;
}

const kinds: readonly Inert[] = [
  { pattern: /^[{}]*$/, why: "brace" },
  { pattern: /^(\} )?else( \{)?$/, why: "brace: the other branch of a test that has its own line" },
  { pattern: /^do \{$/, why: "brace: the body of a loop whose test stands at its end" },
  { pattern: /^\w+:$/, why: "label" },
  {
    pattern:
      /^(unsigned( long)?|int|long|ssize_t|loff_t|size_t|atomic_t|spinlock_t|struct \w+) ?[ *]*\w+( = (0|NULL))?;$/,
    why: "declaration: the locals of the model begin with the same value",
  },
  {
    pattern: /^(static )?(inline )?(void|int|ssize_t|struct bio \*) ?\w+\([^;]*\)?$/,
    why: "head of a function",
  },
  { pattern: /^int new_err\)$/, why: "head of a function" },
  { pattern: /^goto put_rq;$/, why: "the jump of the test before it: nobody cancels a request" },
  { pattern: /^BUG\(\);$/, why: "never reached: the count is always 1 there" },
  { pattern: /^#define/, why: "macro: it acts where it is used" },
  { pattern: /^(dprintk|pr_debug)\(/, why: "debugging output" },
  { pattern: /^(ctx, tail, iocb|iocb->ki_pending_err, iocb->ki_res|res, res2\))/, why: "debugging output" },
  {
    pattern: /^ring = kmap_atomic|^kunmap_atomic|^put_aio_ring_event/,
    why: "the ring's page is always mapped",
  },
  { pattern: /^event = aio_ring_event/, why: "an address; the event is written by the lines after it" },
  { pattern: /^info = &ctx->ring_info;$/, why: "an address; nothing is read" },
  {
    pattern: /^if \(\+\+tail >= info->nr\)$|^tail = 0;$/,
    why: "the ring of the model is long enough not to wrap",
  },
  { pattern: /^spin_lock_init\(/, why: "an object of the model begins with its locks free" },
];

/** Rows that no execution reaches, by function. */
const unreached: readonly { readonly function: string; readonly code: string; readonly why: string }[] = [
  {
    function: "dio_await_completion",
    code: "dio_bio_submit(dio);",
    why: "never reached: the caller has sent the last bio already (seed 001 line 301 says so)",
  },
];

/** Why a row (without comments, blanks as one) carries no behaviour, or null if it may carry some. */
export function whyInert(code: string, wasComment: boolean, around: string | null): string | null {
  if (code === "") return wasComment ? "comment" : "blank";
  const never = unreached.find((row) => row.function === around && row.code === code);
  if (never !== undefined) return never.why;
  return kinds.find(({ pattern }) => pattern.test(code))?.why ?? null;
}
