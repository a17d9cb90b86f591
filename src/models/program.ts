import type { Program } from "../kernel";
import { Task, WaitQueueHead, World } from "../kernel";
import { contextsOf } from "./contexts";
import type { Environment } from "./environment";
import { EIOCBRETRY } from "../errno";
import type { Table } from "./functions";
import { callable } from "./machine";
import { observe } from "./observe";
import { isProblem } from "./scenario/fields";
import { blocksOf, PAGE_SIZE } from "./scenario/scenario";
import type { Scenario } from "./scenario/scenario";
import { Bio } from "./structs/bio";
import { Dio } from "./structs/dio";
import { BufferHead, Inode } from "./structs/inode";
import { Ioend } from "./structs/ioend";
import { Kiocb } from "./structs/kiocb";
import { Kioctx } from "./structs/kioctx";
import { DiskRequest, RequestQueue } from "./structs/queue";
import { without } from "./without";

/** Where the buffer of the request lies in user space; any page but the first does. */
const USER_BUFFER = 256 * PAGE_SIZE;
/** Sectors of 512 bytes. */
const SECTOR_BITS = 9;

/** Rounds of aio_rw_vect_retry that can start a direct I/O: the request, what a growing file adds, and a last one. */
const MOST_ROUNDS = 4;

/** How often read() or write() can begin anew: a file system that says -EIOCBRETRY waits for somebody to wake it. */
function retriesOf({ async, getBlockError, spuriousWakeups }: Scenario): number {
  return !async && getBlockError?.errno === -EIOCBRETRY ? spuriousWakeups : 0;
}

function roundsOf(scenario: Scenario): number {
  return Math.min(blocksOf(scenario) + 1, MOST_ROUNDS) + retriesOf(scenario);
}

/** Whether a read can end inside a block of the request, where the file ends; the next round then begins there. */
function endsInsideBlock({ offset, bytes, blockSize, fileSize, otherWriterGrowsTo }: Scenario): boolean {
  const sizes = [fileSize, otherWriterGrowsTo ?? fileSize];
  return sizes.some((size) => size % blockSize !== 0 && size > offset && size < offset + bytes);
}

/** Bios that a request can need: one a mapping, one more where a round begins anew, and what pads a block at either end. */
function biosOf(scenario: Scenario): number {
  const { offset, bytes, blockSize, blocksPerMapping } = scenario;
  const blocks = blocksOf(scenario);
  const again = endsInsideBlock(scenario) ? roundsOf(scenario) : 0;
  const padding = offset % blockSize === 0 && bytes % blockSize === 0 ? 0 : 2;
  const once = Math.min(blocks, Math.ceil(blocks / blocksPerMapping) + 2) + padding;
  return once * (1 + retriesOf(scenario)) + again;
}

/** The contexts that send direct I/O: also the workqueue, where requests are kicked. */
function submittersOf(kicks: boolean): string[] {
  return kicks ? ["submitter", "aio"] : ["submitter"];
}

function environment(world: World, scenario: Scenario, kicks: boolean): Environment {
  const { offset, bytes, blockSize, fileSize, holeFromBlock, faultAtPage, invalidateFails } = scenario;
  const firstBlock = Math.floor(offset / blockSize);
  const kiocbs = scenario.async ? world.pool(Kiocb, "submitter", 1) : [];
  const length = kicks ? Math.max(1, biosOf(scenario) * 2) : biosOf(scenario);
  const requests = Array.from({ length }, (_, n) => world.object(DiskRequest, `request${String(n)}`));
  const faultAt = faultAtPage === null ? USER_BUFFER + bytes : USER_BUFFER + faultAtPage * PAGE_SIZE;
  return {
    scenario,
    inode: world.object(Inode, "inode", {
      i_size: fileSize,
      "i_mapping->nrpages": invalidateFails || scenario.kjournald ? 1 : 0,
      firstHole: holeFromBlock === null ? firstBlock + blocksOf(scenario) : firstBlock + holeFromBlock,
    }),
    ctx: world.object(Kioctx, "kioctx", { users: 1 }),
    wait: world.object(WaitQueueHead, "kioctx->wait"),
    queue: world.object(RequestQueue),
    requests: {
      length: requests.length,
      at(n) {
        const request = requests[n];
        if (request === undefined)
          throw new Error(`a model sends bio ${String(n)}, but there is room for fewer`);
        return request;
      },
    },
    buffer: world.object(BufferHead),
    syncKiocb: world.object(Kiocb, "kiocb on the stack"),
    submitter: world.object(Task, "submitter"),
    reader: world.object(Task, "reader"),
    worker: world.object(Task, "aio"),
    kicked: kicks ? (kiocbs[0] ?? null) : null,
    ioends:
      scenario.filesystem === "xfs"
        ? submittersOf(kicks).flatMap((context) => world.pool(Ioend, context, roundsOf(scenario)))
        : [],
    userBuffer: USER_BUFFER,
    sectorBits: SECTOR_BITS,
    firstBlock,
    bytesBeforeFault: (address) => Math.max(0, faultAt - address),
  };
}

/** How a program differs from the plain revision. */
export interface ProgramOptions {
  /** Ids of hunks that are left out; `without` says which can be. */
  readonly without?: readonly string[];
}

/** The closed program that runs a scenario on a revision. Throws if hunks are to be left out that cannot be. */
export function programFor(revision: string, scenario: Scenario, options: ProgramOptions = {}): Program {
  const world = new World();
  const less = without(revision, options.without ?? []);
  if (isProblem(less)) throw new Error(less.problem);
  const { functions, leftOut } = less;
  const kicks = functions.__queue_kicked_iocb !== undefined;
  const env = environment(world, scenario, kicks);
  for (const context of submittersOf(kicks)) {
    world.pool(Dio, context, roundsOf(scenario));
    world.pool(Bio, context, biosOf(scenario));
  }
  // `tableOf` gives every function that a function of this revision calls; a test walks them all.
  const table = callable({ ...functions, env }) as Table;
  return {
    name: [revision, ...leftOut.map((hunk) => `without ${hunk}`), scenario.id].join(" "),
    world,
    contexts: contextsOf(table),
    observe: (view) => observe(env, view),
  };
}
