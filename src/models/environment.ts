import type { WaitQueueHead } from "./machine";
import type { Scenario } from "./scenario/scenario";
import type { BufferHead, Inode } from "./structs/inode";
import type { Ioend } from "./structs/ioend";
import type { Kioctx } from "./structs/kioctx";
import type { Kiocb } from "./structs/kiocb";
import type { DiskRequest, RequestQueue } from "./structs/queue";
import type { Task } from "./machine";

/** What does not change while a scenario runs: its constants, and the objects that are there from the start. */
export interface Environment {
  readonly scenario: Scenario;
  readonly inode: Inode;
  readonly ctx: Kioctx;
  /** `ctx->wait` */
  readonly wait: WaitQueueHead;
  readonly queue: RequestQueue;
  /** The requests of the queue; asking for more than there are is an error of the model. */
  readonly requests: { readonly length: number; at(n: number): DiskRequest };
  /** The buffer of the cached page. */
  readonly buffer: BufferHead;
  /** The kiocb on the stack of read() or write(). */
  readonly syncKiocb: Kiocb;
  /** The task that submits, whom spurious wake-ups hit. */
  readonly submitter: Task;
  /** The task in io_getevents. */
  readonly reader: Task;
  /** The thread of the AIO workqueue. */
  readonly worker: Task;
  /** The request that the workqueue may have to run again; null where nobody kicks. */
  readonly kicked: Kiocb | null;
  /** Every ioend that XFS may allocate, in order. */
  readonly ioends: readonly Ioend[];
  /** User address of the request's buffer, on a page boundary. */
  readonly userBuffer: number;
  /** Binary logarithm of the disk's sector size. */
  readonly sectorBits: number;
  /** Number of the first block of the request in the file. */
  readonly firstBlock: number;
  /** How many bytes from a user address on can be touched before a page faults. */
  bytesBeforeFault(address: number): number;
}
