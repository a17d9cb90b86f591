/**
 * What fields mean, for the reader who has not met them. Facts from the kernel's own headers and comments:
 * fs/direct-io.c (struct dio), include/linux/aio.h (struct kiocb, kioctx), include/linux/bio.h, as of 2.6.20.
 */
const notes: Readonly<Record<string, string>> = {
  dio: "One direct I/O request, allocated by __blockdev_direct_IO() and freed when it is complete.",
  "dio.bio_count":
    "References: one for the submitter and one for each bio that was submitted and not yet processed.",
  "dio.bios_in_flight": "Bios between submit_bio() and their interrupt; says when the waiter is to be woken.",
  "dio.refcount":
    "References: one for the submitter and one for each bio between submit_bio() and its interrupt.",
  "dio.bio_lock": "Guards bio_list, the counters and waiter; taken with interrupts off.",
  "dio.bio_list": "Finished bios that nobody has processed yet, last one first; linked through bi_private.",
  "dio.waiter": "The task to wake when a bio has finished; set by the submitter.",
  "dio.result": "Bytes accounted for during submission.",
  "dio.size": "Bytes asked for.",
  "dio.io_error": "-EIO once any bio has failed.",
  "dio.page_errors": "Errno of get_user_pages() when a write met a fault while mapped blocks were left.",
  "dio.is_async": "1 if nobody waits: the last bio completes the request from its interrupt.",
  "dio.iocb": "The request as the AIO core knows it.",
  "dio.i_size": "File size when the request began.",
  kiocb:
    "A request in the AIO core: what io_submit() made, until its event is in the ring and all have put it.",
  "kiocb.ki_users":
    "References: one for the path that submits, one for the completion; freed at 0, BUG below.",
  "kiocb.ki_pos": "Position in the file.",
  "kiocb.private": "Belongs to the file system; XFS keeps its ioend here.",
  bio: "One request to the block layer: pages that are next to each other on disk.",
  "bio.bi_private": "The dio it belongs to; later the link in bio_list.",
  "bio.bi_size": "Bytes not yet transferred; not 0 means the callback is only a partial one.",
  "bio.uptodate": "The flag BIO_UPTODATE: cleared if the transfer failed.",
  kioctx: "An AIO context: what io_setup() made.",
  "kioctx.ctx_lock": "Guards ki_users and the tail of the ring; taken with interrupts off.",
  inode: "The file.",
  "inode.i_size": "Its size in bytes.",
  "inode.i_mutex":
    "Held through a write by its caller; a DIO_LOCKING read holds it until the last block is looked up.",
  "inode.i_alloc_sem":
    "Keeps truncate away while the I/O runs; may be given back by another context than took it.",
  "task.state": "TASK_RUNNING, or why it sleeps; schedule() sleeps only if it is not TASK_RUNNING.",
};

/** What an object of this struct is; empty if there is nothing to say. */
export function objectNote(struct: string): string {
  return notes[struct] ?? "";
}

/** What a field is for; a recorder is not in the kernel at all. */
export function fieldNote(struct: string, field: string, recorder: boolean): string {
  const note = notes[`${struct}.${field}`] ?? "";
  return recorder ? `Recorded by this tool, not in the kernel. ${note}`.trim() : note;
}
