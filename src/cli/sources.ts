import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { joinBytes } from "../mail/joinBytes";
import { distinctStems } from "../mail/numbering";
import { UsageError } from "./command";
import type { Io } from "./command";

/** One document to read: its name and its bytes, chunk by chunk. */
export interface Source {
  readonly name: string;
  /** What the ids of its messages begin with. */
  readonly stem: string;
  chunks(): AsyncIterable<Uint8Array>;
}

/** Bytes of a file that are read at once: so many that the cost of each does not matter, and that they stay in a cache. */
export const CHUNK = 1 << 18;

function reason(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EACCES" || code === "EPERM") return "it may not be read";
  if (code === "EISDIR") return "it is a folder";
  return error instanceof Error ? error.message : String(error);
}

function fileSource(path: string, stem: string): Source {
  return {
    name: path,
    stem,
    async *chunks() {
      try {
        for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) yield chunk as Buffer;
      } catch (error) {
        throw new UsageError(`Cannot read ${path}: ${reason(error)}.`);
      }
    },
  };
}

async function filesUnder(folder: string): Promise<string[]> {
  const files: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    // Links are not followed into folders: they may lead back up.
    if (entry.isDirectory()) files.push(...(await filesUnder(path)));
    else if (entry.isFile() || entry.isSymbolicLink()) files.push(path);
  }
  return files;
}

/**
 * The documents that the words of a command line name; a folder means all files in it, in the order of
 * their names. With `fromInput` it is standard input alone. Throws a `UsageError` for what is not there.
 */
export async function findSources(words: readonly string[], fromInput: boolean, io: Io): Promise<Source[]> {
  if (fromInput) {
    if (words.length > 0) throw new UsageError("--stdin reads standard input; no file can be named with it.");
    return [{ name: "stdin", stem: "stdin", chunks: () => io.input() }];
  }
  if (words.length === 0) throw new UsageError("Name at least one file or folder, or give --stdin.");
  const files: string[] = [];
  for (const word of words) {
    try {
      const isFolder = (await stat(word)).isDirectory();
      const paths = isFolder ? await filesUnder(word) : [word];
      for (const path of paths) files.push(path);
    } catch (error) {
      throw new UsageError(`Cannot read ${word}: ${reason(error)}.`);
    }
  }
  const stems = distinctStems(files);
  return files.map((file, i) => fileSource(file, stems[i] ?? file));
}

/** All bytes of a source. */
export async function readAll(source: Source): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.chunks()) chunks.push(chunk);
  return joinBytes(chunks);
}
