/*
 * The completion of direct I/O, written by hand from the C and not from the TypeScript: fs/direct-io.c after 20258b2b
 * ("dio: remove duplicate bio wait code", blob f11f05dc) or, with -DP5, after 8459d86a ("dio: only call aio_complete()
 * after returning -EIOCBQUEUED", blob 71f4aeac), and with -DP5 -DLOCK after 5eb6c7a2 ("dio: lock refcount operations",
 * blob d9d08334); the end of its callers in mm/filemap.c; and what fs/aio.c does with the kiocb. One step is one access
 * to memory that two processes share. What do_direct_IO() made of a request is given, and stays as it is:
 *
 *   bios      so many were submitted        write    1: a write, 0: a read
 *   result    bytes that they carry         size     bytes that were asked for
 *   error     0, or minus the error that submission stopped at
 *   aio       1: the kiocb comes from io_submit(), 0: read() or write()
 *   is_async  dio->is_async: aio, unless it is a write that extends the file
 *   failing   bit i: bio i ends not up to date
 *
 * "inline choose_request()" has to be written in front of this: it sets all of them and the number of the request, and
 * may choose among many. The end of each execution prints a line: that number, violations, what the caller got, the
 * events in the ring.
 */
#define MOST_BIOS 2

byte number, bios, failing;
bool write, aio, is_async;
short size, result, error;

#define EIO 5
#define EIOCBQUEUED 529

#define SUBMITTER 1
#define BIO 2
#define DIO 1
#define KIOCB 2

#define RUNNING 0
#define UNINTERRUPTIBLE 1

/* struct dio; bio_list holds a bio's number + 1, and bi_private links it. */
byte refcount = 1, bio_lock = 0, bio_list = 0, bi_private[MOST_BIOS];
bool waiter = false, dio_freed = false;
short io_error = 0;

/* struct kiocb: aio_get_req() "returns with 2 references to req". */
byte ki_users = 2, ctx_lock = 0;
bool kiocb_freed = false;

byte submitter_state = RUNNING;
bool submitted[MOST_BIOS], submitter_done = false, has_returned = false;
byte completions = 0, doubled_by = 0, tail = 0;
short event[4], returned = 0;

/* An oops is the end: no process takes a step after it. */
byte oops_in = 0, oops_by = 0;
bool oops = false;

c_code {
  static const char *const contexts[] = { "", "submitter", "bio" };
  static const char *const objects[] = { "", "dio", "kiocb" };

  static void begin(void) {
    printf("OUTCOME %d:", now.number);
    if (now.doubled_by) printf(" double-completion kiocb %s;", contexts[now.doubled_by]);
  }
  static void report_oops(const char *kind) {
    begin();
    printf(" %s %s %s;\n", kind, objects[now.oops_in], contexts[now.oops_by]);
  }
  static void report_end(void) {
    int i;
    begin();
    if (!now.submitter_done) printf(" hang submitter;");
    else {
      if (!now.dio_freed) printf(" leak dio;");
      if (now.aio && !now.kiocb_freed) printf(" leak kiocb;");
    }
    if (now.has_returned) printf(" returned %d;", now.returned); else printf(" returned null;");
    for (i = 0; i < now.tail; i++) printf(" event %d;", now.event[i]);
    printf("\n");
  }
}

#define OOPS(kind, object, context) \
  oops_in = object; oops_by = context; c_code { report_oops(kind); }; oops = true; false

/* An access to a field of the dio, of the kiocb. */
#define D(context, access) \
  atomic { if :: dio_freed -> OOPS("use-after-free", DIO, context) :: else -> access fi }
#define K(context, access) \
  atomic { if :: kiocb_freed -> OOPS("use-after-free", KIOCB, context) :: else -> access fi }

#define LOCK_BIOS(context) \
  atomic { if :: dio_freed -> OOPS("use-after-free", DIO, context) \
           :: !dio_freed && bio_lock == 0 -> bio_lock = 1 fi }
#define UNLOCK_BIOS(context) D(context, bio_lock = 0)

#define KFREE_DIO(context) \
  atomic { if :: dio_freed -> OOPS("double-free", DIO, context) :: else -> dio_freed = true fi }

/* __aio_put_req() */
#define PUT(context) \
  K(context, ki_users = ki_users - 1; if :: ki_users == 0 -> kiocb_freed = true :: else fi)

inline wake_up_waiter(context) {
  D(context, woken = waiter);
  atomic {
    if
    :: woken -> submitter_state = RUNNING
    :: else -> OOPS("null-dereference", DIO, context)
    fi
  }
}

inline aio_complete(context, res) {
  atomic {
    completions = completions + 1;
    if
    :: completions > 1 && doubled_by == 0 -> doubled_by = context
    :: else
    fi;
    K(context, skip) /* iocb->ki_ctx */
  }
  atomic { ctx_lock == 0 -> ctx_lock = 1 }
  K(context, skip); /* iocb->ki_run_list */
  K(context, skip); /* kiocbIsCancelled(iocb) */
  K(context, skip); /* iocb->ki_obj, iocb->ki_user_data */
  d_step { event[tail] = res; tail = tail + 1 }
  PUT(context);
  ctx_lock = 0
}

/* "if (ret == 0) ret = ...": of the dio's own errors only io_error can be set here. */
inline dio_complete(context, ret) {
  D(context, skip); /* dio->result */
  if
  :: ret == -EIOCBQUEUED -> ret = 0
  :: else
  fi;
  if
  :: ret == 0 -> D(context, ret = io_error)
  :: else
  fi;
  if
  :: ret == 0 -> ret = result
  :: else
  fi
}

#ifndef P5
inline dio_complete_aio(context) {
  D(context, skip); /* dio->iocb */
  K(context, skip); /* ->ki_pos */
  status = 0;
  dio_complete(context, status);
  D(context, skip); /* dio->result, dio->size, dio->rw */
  if
  :: result == size || (!write && result) ->
    D(context, skip); /* dio->iocb */
    aio_complete(context, status);
    KFREE_DIO(context)
  :: else
  fi
}
#endif

/* "if (--dio->refcount == 1 && dio->waiter) wake_up_process(dio->waiter);" */
#define DROP_AND_WAKE \
  D(BIO, refcount = refcount - 1; remaining = refcount); \
  if \
  :: remaining == 1 -> \
    D(BIO, waiter_holds_ref = waiter); \
    if \
    :: waiter_holds_ref -> wake_up_waiter(BIO) \
    :: else \
    fi \
  :: else \
  fi

/* dio_bio_end_aio() */
inline end_aio() {
  if
  :: (failing >> me) & 1 -> D(BIO, io_error = -EIO)
  :: else
  fi;
  D(BIO, skip); /* dio->is_async, dio->rw */
#ifdef LOCK
  LOCK_BIOS(BIO);
  DROP_AND_WAKE;
  UNLOCK_BIOS(BIO);
#else
  D(BIO, waiter_holds_ref = waiter);
  D(BIO, refcount = refcount - 1; remaining = refcount);
  if
  :: remaining == 1 && waiter_holds_ref -> wake_up_waiter(BIO)
  :: else
  fi;
#endif
  if
  :: remaining == 0 ->
#ifdef P5
    D(BIO, skip); /* dio->iocb */
    K(BIO, skip); /* ->ki_pos */
    dio_complete(BIO, status);
    D(BIO, skip); /* dio->iocb */
    aio_complete(BIO, status);
    KFREE_DIO(BIO)
#else
    dio_complete_aio(BIO)
#endif
  :: else
  fi
}

/* dio_bio_end_io() */
inline end_io() {
  LOCK_BIOS(BIO);
  D(BIO, bi_private[me] = bio_list);
  D(BIO, bio_list = me + 1);
  DROP_AND_WAKE;
  UNLOCK_BIOS(BIO)
}

proctype bio(byte me) provided (!oops) {
  bool waiter_holds_ref = false, woken = false;
  byte remaining = 0;
  short status = 0;

  submitted[me];
  if
  :: is_async -> end_aio()
  :: else -> end_io()
  fi
}

/* wait_for_more_bios(): atomic_read(&dio->refcount) > 1 && dio->bio_list == NULL */
inline wait_for_more_bios() {
  D(SUBMITTER, more = (refcount > 1));
  if
  :: more -> D(SUBMITTER, more = (bio_list == 0))
  :: else
  fi
}

inline dio_await_completion() {
  do
  :: /* dio_await_one() */
    LOCK_BIOS(SUBMITTER);
    do
    :: wait_for_more_bios();
      if
      :: !more -> break
      :: else
      fi;
      submitter_state = UNINTERRUPTIBLE;
#ifndef LOCK
      wait_for_more_bios();
      if
      :: !more -> submitter_state = RUNNING; break
      :: else
      fi;
#endif
      D(SUBMITTER, waiter = true);
      UNLOCK_BIOS(SUBMITTER);
      submitter_state == RUNNING; /* io_schedule() */
      LOCK_BIOS(SUBMITTER);
      D(SUBMITTER, waiter = false)
    od;
    D(SUBMITTER, first = bio_list);
    if
    :: first -> D(SUBMITTER, bio_list = bi_private[first - 1])
    :: else
    fi;
    UNLOCK_BIOS(SUBMITTER);
    if
    :: !first -> break
    :: else
    fi;
    /* dio_bio_complete() */
    if
    :: (failing >> (first - 1)) & 1 -> D(SUBMITTER, io_error = -EIO)
    :: else
    fi
  od
}

#ifdef LOCK
#define LOCKED(access) LOCK_BIOS(SUBMITTER); access; UNLOCK_BIOS(SUBMITTER)
#else
#define LOCKED(access) access
#endif

#ifndef P5
/* The end of direct_io_worker(), after the last bio was submitted. */
inline finish_aio() {
  if
  :: result < size && write ->
    D(SUBMITTER, waiter = true);
    should_wait = true
  :: else
  fi;
  if
  :: ret == 0 -> D(SUBMITTER, ret = result)
  :: else
  fi;
  if
  :: should_wait -> dio_await_completion()
  :: else
  fi;
  D(SUBMITTER, refcount = refcount - 1; last = (refcount == 0));
  if
  :: last -> dio_complete_aio(SUBMITTER)
  :: else
  fi;
  if
  :: should_wait -> KFREE_DIO(SUBMITTER)
  :: else
  fi
}

inline finish_io() {
  dio_await_completion();
  dio_complete(SUBMITTER, ret);
  D(SUBMITTER, skip); /* dio->result, dio->size */
  if
  :: aio && write && ret >= 0 && result == size -> aio_complete(SUBMITTER, ret)
  :: else
  fi;
  D(SUBMITTER, refcount = refcount - 1; last = (refcount == 0));
  assert(last);
  KFREE_DIO(SUBMITTER)
}
#endif

inline end_submission() {
  /* aio_run_iocb() */
  if
  :: ret != -EIOCBQUEUED -> aio_complete(SUBMITTER, ret)
  :: else
  fi;
  /* io_submit_one(): aio_put_req(req); */
  K(SUBMITTER, skip); /* req->ki_ctx */
  atomic { ctx_lock == 0 -> ctx_lock = 1 }
  PUT(SUBMITTER);
  ctx_lock = 0
}

proctype submitter() provided (!oops) {
  byte i = 0, first = 0;
  bool more = false, should_wait = false, last = false;
  short ret = error, status = 0;

  do
  :: i < bios ->
    LOCKED(D(SUBMITTER, refcount = refcount + 1));
    atomic { submitted[i] = true; i = i + 1 }
  :: else -> break
  od;

#ifdef P5
  if
  :: is_async && ret == 0 && result && result == size -> ret = -EIOCBQUEUED
  :: else
  fi;
  if
  :: ret != -EIOCBQUEUED -> dio_await_completion()
  :: else
  fi;
  LOCKED(D(SUBMITTER, refcount = refcount - 1; last = (refcount == 0)));
#ifdef LOCK
  D(SUBMITTER, assert(is_async || last)); /* BUG_ON(!dio->is_async && ret2 != 0); */
#endif
  if
  :: last ->
    dio_complete(SUBMITTER, ret);
    KFREE_DIO(SUBMITTER)
  :: else -> assert(ret == -EIOCBQUEUED)
  fi;
#else
  if
  :: is_async -> finish_aio()
  :: else -> finish_io()
  fi;
  /* generic_file_aio_read(): ret > 0; generic_file_direct_write(): written == count. */
  if
  :: aio && (write && ret == size || !write && ret > 0) -> ret = -EIOCBQUEUED
  :: else
  fi;
#endif

  /* __generic_file_aio_write_nolock(): the rest goes through the page cache. */
  if
  :: write && ret >= 0 && ret < size -> ret = size
  :: else
  fi;
  if
  :: aio -> K(SUBMITTER, skip) /* aio_rw_vect_retry(): iocb->ki_left */
  :: else
  fi;
  atomic { returned = ret; has_returned = true }
  if
  :: aio -> end_submission()
  :: else
  fi;
  submitter_done = true
}

init {
  byte i = 0;
  atomic {
    choose_request();
    run submitter();
    do
    :: i < bios -> run bio(i); i = i + 1
    :: else -> break
    od
  }
  timeout;
  if
  :: !oops -> c_code { report_end(); }
  :: else
  fi
}
