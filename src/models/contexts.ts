import type { Context } from "../kernel";
import type { Table } from "./functions";
import type { Kernel, Step } from "./machine";
import type { Kiocb } from "./structs/kiocb";

/** The task that calls io_submit(), or read() or write(). */
function submitter(table: Table): Context {
  const { scenario, submitter: task, syncKiocb } = table.env;
  const body = (k: Kernel): Step<number> =>
    scenario.async ? table.io_submit_one(k) : table.do_sync_rw(k, syncKiocb);
  return { id: "submitter", short: "s", class: "submitter", kind: "task", cpu: 0, task, body };
}

/** The interrupt that says that a bio is done. */
function bio(table: Table, n: number): Context {
  const body = (k: Kernel): Step<void> => table.disk_interrupt(k, n);
  return { id: `bio${String(n)}`, short: `b${String(n)}`, class: "bio", kind: "interrupt", cpu: 0, body };
}

/** The worker of XFS that converts what an ioend says. */
function xfsdatad(table: Table, n: number): Context {
  const ioend = table.env.ioends[n];
  if (ioend === undefined) throw new Error(`there is no ioend ${String(n)}`);
  const body = (k: Kernel): Step<void> => table.xfs_end_bio_unwritten(k, ioend);
  const id = `xfsdatad${String(n)}`;
  return { id, short: `x${String(n)}`, class: "xfsdatad", kind: "task", cpu: 1, runnable: false, body };
}

/** The workqueue that runs a kicked request again; only `pgbusy` kicks. */
function workqueue(table: Table, kiocb: Kiocb): Context {
  const body = (k: Kernel): Step<void> => table.__aio_run_iocbs(k, kiocb);
  return {
    id: "aio",
    short: "a",
    class: "aio",
    kind: "task",
    cpu: 1,
    task: table.env.worker,
    runnable: false,
    body,
  };
}

/** A task in io_getevents. */
function reader(table: Table): Context {
  const body = (k: Kernel): Step<number> => table.read_events(k);
  const { reader: task } = table.env;
  return { id: "reader", short: "r", class: "reader", kind: "task", cpu: 1, task, body };
}

/** kjournald commits once: before, while or after the request runs. */
function kjournald(table: Table): Context {
  const body = (k: Kernel): Step<void> => table.journal_commit_transaction(k);
  return {
    id: "kjournald",
    short: "j",
    class: "kjournald",
    kind: "task",
    cpu: 1,
    task: table.env.worker,
    body,
  };
}

/** Another writer, whom i_mutex does not hold up; its one step may come at any moment, or never. */
function writer(table: Table, size: number): Context {
  const { i_size } = table.env.inode;
  const text = "i_size_write(inode, end);";
  function* body(k: Kernel): Step<void> {
    k.locals({});
    yield* k.await(i_size, (now) => now < size, text);
    yield* k.record(i_size, size, text);
  }
  return { id: "writer", short: "w", class: "writer", kind: "task", cpu: 1, daemon: true, body };
}

/** Wake-ups that hit the submitter out of the blue, such as a late one of rwsem (lib/rwsem.c). */
function waker(table: Table, count: number): Context {
  function* body(k: Kernel): Step<void> {
    const l = k.locals({ n: 0 });
    for (; l.n < count; l.n++) yield* k.wake_up_sleeping(table.env.submitter, "wake_up_process(tsk);");
  }
  return { id: "waker", short: "k", class: "waker", kind: "task", cpu: 1, daemon: true, body };
}

/** Everything that runs in the scenario of a table. */
export function contextsOf(table: Table): Context[] {
  const { scenario, requests, ioends, kicked } = table.env;
  return [
    submitter(table),
    ...Array.from({ length: requests.length }, (_, n) => bio(table, n)),
    ...ioends.map((_, n) => xfsdatad(table, n)),
    ...(kicked === null ? [] : [workqueue(table, kicked)]),
    ...(scenario.eventReader && scenario.async ? [reader(table)] : []),
    ...(scenario.otherWriterGrowsTo === null ? [] : [writer(table, scenario.otherWriterGrowsTo)]),
    ...(scenario.kjournald ? [kjournald(table)] : []),
    ...(scenario.spuriousWakeups === 0 ? [] : [waker(table, scenario.spuriousWakeups)]),
  ];
}
