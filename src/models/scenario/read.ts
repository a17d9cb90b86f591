import type { FieldReader, Problem } from "./fields";
import {
  bioNumbers,
  errno,
  flag,
  identifier,
  isProblem,
  isRecord,
  object,
  text,
  unknownField,
  whole,
  word,
} from "./fields";
import type { Filesystem, Locking, Scenario } from "./scenario";
import { blocksOf, PAGE_SIZE, pagesOf } from "./scenario";

/** The largest file of ext3 with blocks of a page (2 TiB): far beyond what an int holds, within what a loff_t does. */
const LARGEST_FILE = 2 ** 41;
/** More blocks than this in one request would only repeat what fewer show, and no search would end. */
const MOST_BLOCKS = 64;
const MOST_WAKEUPS = 8;

type Readers = { readonly [K in keyof Scenario]: FieldReader<Scenario[K]> };

const readers: Readers = {
  id: identifier,
  title: text,
  op: word("read", "write"),
  async: flag,
  offset: whole(0, LARGEST_FILE),
  bytes: whole(0, MOST_BLOCKS * PAGE_SIZE),
  fileSize: whole(0, LARGEST_FILE),
  blockSize: whole(512, PAGE_SIZE),
  locking: word<Locking>("DIO_LOCKING", "DIO_NO_LOCKING", "DIO_OWN_LOCKING"),
  blocksPerMapping: whole(1, MOST_BLOCKS),
  holeFromBlock: whole(0, MOST_BLOCKS - 1),
  getBlockError: object({ block: whole(0, MOST_BLOCKS - 1), errno }),
  faultAtPage: whole(0, MOST_BLOCKS - 1),
  failingBios: bioNumbers,
  invalidateFails: flag,
  oSync: object({ metadataFails: flag }),
  filesystem: word<Filesystem>("generic", "xfs"),
  unwrittenExtent: flag,
  spuriousWakeups: whole(0, MOST_WAKEUPS),
  eventReader: flag,
  otherWriterGrowsTo: whole(0, LARGEST_FILE),
  plugged: flag,
  kjournald: flag,
};

/** Fields that every scenario file has. */
const required = ["id", "op", "async", "offset", "bytes", "fileSize"] as const;

/** The plain case: what a field means that is not there. */
export const plain: Omit<Scenario, (typeof required)[number]> = {
  title: "",
  blockSize: PAGE_SIZE,
  locking: "DIO_LOCKING",
  blocksPerMapping: 1,
  holeFromBlock: null,
  getBlockError: null,
  faultAtPage: null,
  failingBios: [],
  invalidateFails: false,
  oSync: null,
  filesystem: "generic",
  unwrittenExtent: false,
  spuriousWakeups: 0,
  eventReader: false,
  otherWriterGrowsTo: null,
  plugged: false,
  kjournald: false,
};

function isField(name: string): name is keyof Scenario {
  return Object.hasOwn(readers, name);
}

function beyond(name: string, value: number, count: number, unit: string): Problem | null {
  if (value < count) return null;
  const has = count === 1 ? `only 1 ${unit}` : `only ${String(count)} ${unit}s`;
  return { problem: `the field "${name}" is ${String(value)}, but the request has ${has} (counted from 0)` };
}

/** What no single field shows: numbers that do not fit each other. */
function contradiction(scenario: Scenario): Problem | null {
  const { blockSize, holeFromBlock, getBlockError, faultAtPage } = scenario;
  if (Math.log2(blockSize) % 1 !== 0)
    return { problem: `the field "blockSize" must be a power of two, not ${String(blockSize)}` };
  const blocks = blocksOf(scenario);
  if (blocks > MOST_BLOCKS) {
    const most = `${String(MOST_BLOCKS)} blocks`;
    return {
      problem: `the field "bytes" makes a request of ${String(blocks)} blocks; at most ${most} are run`,
    };
  }
  return (
    (holeFromBlock === null ? null : beyond("holeFromBlock", holeFromBlock, blocks, "block")) ??
    (getBlockError === null ? null : beyond("getBlockError.block", getBlockError.block, blocks, "block")) ??
    (faultAtPage === null ? null : beyond("faultAtPage", faultAtPage, pagesOf(scenario), "page"))
  );
}

/**
 * Reads one scenario in the form of the scenario files (a JSON object whose fields are those of `Scenario`; an
 * errno is written by name). A problem is one sentence that names the field; nothing is guessed.
 */
export function readScenario(json: unknown): Scenario | Problem {
  if (!isRecord(json)) return { problem: "a scenario must be one JSON object" };
  const unknown = Object.keys(json).find((name) => !isField(name));
  if (unknown !== undefined) return unknownField(unknown, Object.keys(readers));
  const missing = required.find((name) => json[name] === undefined);
  if (missing !== undefined) return { problem: `the field "${missing}" is missing` };
  const fields: Record<string, unknown> = { ...plain };
  for (const name of Object.keys(json)) {
    if (!isField(name)) continue;
    const value = readers[name](json[name], name);
    if (isProblem(value)) return value;
    fields[name] = value;
  }
  const scenario = fields as unknown as Scenario;
  return contradiction(scenario) ?? scenario;
}
