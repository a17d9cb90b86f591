/**
 * The C files of Linux 2.6.20 that define the functions of the models (looked up in its sources), also those that
 * the patches add. What is not here belongs to the scenario: the disk, the file system's map of blocks, and the
 * pointers that say which method a file has.
 */
const files: Readonly<Record<string, readonly string[]>> = {
  "fs/direct-io.c": [
    "dio_pages_present",
    "dio_refill_pages",
    "dio_get_page",
    "dio_cleanup",
    "dio_complete",
    "dio_complete_aio",
    "finished_one_bio",
    "wait_for_more_bios",
    "dio_bio_end_aio",
    "dio_bio_end_io",
    "dio_bio_complete",
    "dio_await_one",
    "dio_await_completion",
    "dio_bio_alloc",
    "dio_bio_submit",
    "dio_bio_reap",
    "dio_new_bio",
    "dio_bio_add_page",
    "get_more_blocks",
    "dio_send_cur_page",
    "submit_page_section",
    "dio_zero_block",
    "do_direct_IO",
    "direct_io_worker",
    "__blockdev_direct_IO",
  ],
  "fs/aio.c": [
    "__aio_get_req",
    "aio_run_iocb",
    "__aio_run_iocbs",
    "__queue_kicked_iocb",
    "aio_advance_iovec",
    "aio_rw_vect_retry",
    "io_submit_one",
    "really_put_req",
    "__aio_put_req",
    "aio_put_req",
    "aio_complete",
    "aio_ring_insert_entry",
    "aio_propogate_error",
    "try_queue_kicked_iocb",
    "aio_read_evt",
    "read_events",
    "wait_on_sync_kiocb",
  ],
  "mm/filemap.c": [
    "generic_file_aio_read",
    "generic_file_direct_write",
    "generic_file_direct_IO",
    "generic_file_buffered_write",
    "__generic_file_aio_write_nolock",
    "generic_file_aio_write",
    "filemap_write_and_wait",
    "sync_page_range",
  ],
  "fs/xfs/linux-2.6/xfs_aops.c": [
    "xfs_finish_ioend",
    "xfs_destroy_ioend",
    "xfs_end_bio_unwritten",
    "xfs_alloc_ioend",
    "xfs_end_io_direct",
    "xfs_vm_direct_IO",
  ],
  "fs/bio.c": [
    "bio_alloc",
    "bio_add_page",
    "bio_endio",
    "bio_set_pages_dirty",
    "bio_check_pages_dirty",
    "bio_put",
  ],
  "block/ll_rw_blk.c": ["submit_bio"],
  "include/linux/blkdev.h": ["blk_run_address_space"],
  "include/linux/aio.h": ["put_ioctx"],
  "include/linux/fs.h": ["do_generic_file_read"],
  "mm/memory.c": ["get_user_pages"],
  "mm/truncate.c": ["invalidate_inode_pages2_range"],
  "fs/jbd/commit.c": ["journal_commit_transaction"],
  "fs/buffer.c": ["drop_buffers"],
  "fs/fs-writeback.c": ["generic_osync_inode"],
  "drivers/usb/gadget/inode.c": ["ep_aio_rwtail"],
  "fs/read_write.c": ["do_sync_rw", "wait_on_retry_sync_kiocb"],
};

const fileOf = new Map(Object.entries(files).flatMap(([file, names]) => names.map((name) => [name, file])));

/** The C file that a function of the models stands in; null for what belongs to the scenario. */
export function sourceFileOf(name: string): string | null {
  return fileOf.get(name) ?? null;
}
