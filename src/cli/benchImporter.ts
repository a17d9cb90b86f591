import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDocument } from "../mail/document";
import { DocumentReader } from "../mail/documentReader";
import type { Reading } from "../mail/message";
import { countFilesWithParseDiff } from "../patch/peerReading";
import { openDigSite } from "../series/digSite";
import { readMessagePatches } from "../series/sitePatch";
import type { Figure } from "./benchFigure";
import { runMailinfo, runMailsplit } from "./benchGit";
import { benchMail } from "./benchMailbox";
import { CHUNK } from "./sources";

const MEGA = 1e6;
/** Mails given to `git mailinfo`, which is started for each. */
const SAMPLE = 200;
const SERIES = 50;

/** Memory is looked at once in so many chunks: looking costs as much as reading a mail. */
const CHUNKS = 16;

/**
 * Tells the seconds since its call by the clock on the wall or of processor time, whichever are fewer: other programs
 * lengthen the first, and the second counts what V8 compiles and collects in threads beside, for which nobody waits.
 */
function stopwatch(): () => number {
  const started = performance.now();
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return Math.min((performance.now() - started) / 1000, (user + system) / MEGA);
  };
}

function writeMailbox(path: string, mails: number): number {
  const out = openSync(path, "w");
  let files = 0;
  for (let i = 0; i < mails; i++) {
    const mail = benchMail(i, mails);
    writeSync(out, mail.text);
    files += mail.files;
  }
  closeSync(out);
  return files;
}

interface OwnRun {
  readonly seconds: number;
  readonly files: number;
  /** Growth of resident memory in MB at its highest, in the first half of the file and in all of it. */
  readonly halfPeak: number;
  readonly peak: number;
}

function countFiles(reading: Reading): number {
  const patches = reading.messages.flatMap((message) => readMessagePatches(message).patches);
  return patches.reduce((sum, { patch }) => sum + patch.files.length, 0);
}

async function readOurselves(path: string, size: number): Promise<OwnRun> {
  const reader = new DocumentReader("bench.mbox");
  const before = process.memoryUsage.rss();
  const seconds = stopwatch();
  let [files, read, chunks, peak, halfPeak] = [0, 0, 0, 0, 0];
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    const bytes = chunk as Buffer;
    for (const reading of reader.push(bytes)) files += countFiles(reading);
    read += bytes.length;
    if (chunks++ % CHUNKS === 0) peak = Math.max(peak, (process.memoryUsage.rss() - before) / MEGA);
    if (read <= size / 2) halfPeak = peak;
  }
  for (const reading of reader.end()) files += countFiles(reading);
  return { seconds: seconds(), files, peak, halfPeak };
}

function readWithParseDiff(mails: number): number {
  let sum = 0;
  for (let i = 0; i < mails; i++) {
    const { text } = benchMail(i, mails);
    const seconds = stopwatch();
    countFilesWithParseDiff(text);
    sum += seconds();
  }
  return sum;
}

function readSeries(): Figure {
  const text = Array.from({ length: SERIES }, (_, i) => benchMail(i, SERIES).text).join("");
  const bytes = new TextEncoder().encode(text);
  const started = performance.now();
  const site = openDigSite([readDocument("series.mbox", bytes)]);
  const milliseconds = performance.now() - started;
  const parts = site.series.reduce((sum, series) => sum + series.parts.length, 0);
  if (parts !== SERIES) throw new Error(`the series has ${parts} parts and not ${SERIES}`);
  const name = `threads, series and patches of a series of ${SERIES}`;
  return { name, value: Math.round(milliseconds), unit: "ms", comparedTo: null, other: null, ratio: null };
}

/** Measures the importer on a generated mailbox of so many mails; speeds are per second as `stopwatch` tells them. */
export async function* importerFigures(mails: number): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const path = join(folder, "bench.mbox");
    const wanted = writeMailbox(path, mails);
    const size = statSync(path).size;
    const own = await readOurselves(path, size);
    if (own.files !== wanted) throw new Error(`${own.files} files were read of ${wanted} in the mailbox`);
    const speed = (bytes: number, seconds: number) => Number((bytes / MEGA / seconds).toFixed(1));
    const ours = speed(size, own.seconds);
    const compare = (comparedTo: string, other: number | null): Figure => ({
      name: `mails and patches of a mailbox of ${(size / MEGA).toFixed(1)} MB (${mails} mails)`,
      value: ours,
      unit: "MB/s",
      comparedTo: other === null ? null : comparedTo,
      other,
      ratio: other === null ? null : ours / other,
    });
    yield compare("parse-diff mail by mail", speed(size, readWithParseDiff(mails)));
    const split = runMailsplit(path, folder);
    yield compare("git mailsplit", split === undefined ? null : speed(size, split));
    const info = split === undefined ? undefined : runMailinfo(folder, Math.min(SAMPLE, mails));
    yield compare("git mailinfo on a sample", info === undefined ? null : speed(info.bytes, info.seconds));
    yield {
      name: "most memory added while reading",
      value: Math.round(own.peak),
      unit: "MB",
      comparedTo: "in the first half of the mailbox",
      other: Math.round(own.halfPeak),
      ratio: own.halfPeak / own.peak,
    };
    yield readSeries();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
