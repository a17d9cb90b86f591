// @ts-check
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { inflateRawSync } from "node:zlib";

/** Signatures and field offsets: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16. */
const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const deflated = 8;

/**
 * The files in a zip archive such as a VSIX.
 * @param {string} path
 * @returns {Map<string, Buffer>} contents by name
 */
export function readArchive(path) {
  const bytes = readFileSync(path);
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < 0) throw new Error(`${path} is not a zip archive: it has no directory at its end.`);

  /** @type {Map<string, Buffer>} */
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== directoryEntry)
      throw new Error(`${path}: broken directory entry at byte ${at}.`);
    const method = bytes.readUInt16LE(at + 10);
    const size = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    // The local header repeats the name and may have an extra field of another length than the directory's.
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const stored = bytes.subarray(start, start + size);
    if (!name.endsWith("/")) files.set(name, method === deflated ? inflateRawSync(stored) : stored);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

/**
 * Unpacks an archive into a folder of its own, which is emptied first.
 * @param {string} path
 * @param {string} folder
 */
export function unpack(path, folder) {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, content] of readArchive(path)) {
    const target = normalize(join(folder, name));
    if (!target.startsWith(folder + sep))
      throw new Error(`${path}: the name ${name} leads out of the folder.`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}
