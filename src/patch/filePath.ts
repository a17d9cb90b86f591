import type { FileHeader } from "./fileHeader";
import type { FileDiff, Side } from "./patch";
import { isEpoch } from "./fileName";

/** What the two sides of a file diff call the file. */
interface Names {
  readonly old: string;
  readonly new: string;
}

/** Both paths of a file diff after cleaning, and what happened to the file. */
export type CleanPaths = Pick<FileDiff, "old" | "new" | "oldRaw" | "newRaw" | "status">;

// Prefix pairs of git: the default, diff.mnemonicPrefix and `git diff --no-index`.
const prefixPairs: ReadonlySet<string> = new Set(["a/b", "i/w", "c/i", "c/w", "o/w", "1/2"]);

// What people and tools name a file that they are about to change.
const backup = /(?:\.orig|\.old|\.bak|~)$/;
// A folder that is named like an unpacked source tree: linux, linux-2.6.20.orig, foo-bar-1.2rc1, foo-20070219, 3proxy-0.9, tcl8.4.
const treeFolder =
  /^(?:linux(?:[-._].*)?|[A-Za-z][\w+.-]*_\d+[._]\d[\w.-]*|\d{0,4}[A-Za-z][\w+.-]*-v?\d+[a-z]?(?:[.~-].*|(?:rc|pre|beta)\d*)?|[A-Za-z]+\d+\.\d[\w.-]*|[A-Za-z][\w.+-]*\.(?:orig|old|new))$/;
/** No tree has a longer name. */
const LONGEST_FOLDER = 100;

function isTreeFolder(folder: string): boolean {
  return folder.length <= LONGEST_FOLDER && treeFolder.test(folder);
}

/** A path parted behind its first folder, which is empty where there is none. */
interface ParsedPath {
  readonly first: string;
  readonly rest: string;
}

function split(path: string): ParsedPath {
  const at = path.indexOf("/");
  return at < 0 ? { first: "", rest: path } : { first: path.slice(0, at), rest: path.slice(at + 1) };
}

/** The longest common end of two paths, whole components only. */
function commonEnd(old: string, now: string): string {
  const left = old.split("/");
  const right = now.split("/");
  let length = 0;
  while (
    length < Math.min(left.length, right.length) &&
    left[left.length - 1 - length] === right[right.length - 1 - length]
  )
    length += 1;
  return right.slice(right.length - length).join("/");
}

/** One name alone (the other side does not exist): only well-known prefixes and tree folders can go. */
function cleanAlone(path: string, folders: ReadonlySet<string>): string {
  const { first, rest } = split(path);
  if (first === "" || rest === "") return path;
  // The prefix of either side: some programs take the name of the other one.
  return first === "a" || first === "b" || folders.has(first) || isTreeFolder(first) ? rest : path;
}

/** Two names of one file. */
function cleanPair(old: string, now: string, folders: ReadonlySet<string>): Names {
  const [left, right] = [split(old), split(now)];
  const isPair =
    prefixPairs.has(`${left.first}/${right.first}`) ||
    // `git diff -R` exchanges them.
    prefixPairs.has(`${right.first}/${left.first}`);
  const rests = { old: left.rest, new: right.rest };
  if (isPair) return rests;
  if (left.first === right.first && left.first !== "") {
    if (left.first === "a" || left.first === "b" || left.first === ".") return rests;
    if (left.rest === right.rest && (folders.has(left.first) || isTreeFolder(left.first))) return rests;
  }
  const end = commonEnd(old, now);
  return end !== "" && old !== now ? { old: end, new: end } : { old, new: now };
}

/**
 * Two names that plain diff wrote: it knows no renames, so they name one file, mostly a copy made before the
 * change (`x.c.orig`, gendiff's `x.c.suffix`, `x~`) and the file itself. As in git (apply.c,
 * `parse_traditional_patch`) the second name counts, or the first where the second only adds to it.
 */
function cleanPlain(old: string, now: string, folders: ReadonlySet<string>): string {
  const name = now.startsWith(old) ? old : now.replace(backup, "");
  const clean = cleanPair(old, now, folders);
  return clean.old === clean.new ? clean.new : cleanPair(name, name, folders).new;
}

/** The tree folders that a header shows beyond doubt: two names that differ in their first folder alone. */
export function treeFolders(headers: readonly FileHeader[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const header of headers) {
    const raw = rawNames(header);
    if (raw.old === null || raw.new === null || raw.old === "/dev/null" || raw.new === "/dev/null") continue;
    const [old, now] = [split(raw.old), split(raw.new)];
    if (old.rest !== now.rest || old.first === now.first || old.first === "" || now.first === "") continue;
    folders.add(old.first);
    folders.add(now.first);
  }
  return folders;
}

/**
 * The name of a `---` or `+++` line. Below `diff --git a/x b/x` one without any folder says nothing: git has no
 * prefix to take from it and keeps the name of the first line (apply.c, `find_name`, `git_header_def_name`).
 */
function markedName({ git, diffNames }: FileHeader, name: string | null): string | null {
  const isBare = git && name?.includes("/") === false && diffNames?.every((each) => each.includes("/"));
  return isBare === true ? null : name;
}

function rawNames(header: FileHeader): Pick<FileDiff, "old" | "new"> {
  const oldName = markedName(header, header.oldName);
  const newName = markedName(header, header.newName);
  const old = oldName ?? header.diffNames?.[0] ?? newName ?? header.indexName;
  const now = newName ?? header.diffNames?.[1] ?? oldName ?? header.indexName;
  return { old, new: now };
}

type Fate = Pick<FileDiff, "old" | "new" | "status">;

/**
 * Cleans the names of one file: `a/` and `b/` (and git's other prefixes) go, a tree
 * folder goes, /dev/null and the epoch mean that the file does not exist on that side.
 * `folders` are the tree folders that other headers of the same text prove; `lone` says
 * that the only hunk has no lines on one side (`-0,0` or `+0,0`), all that plain diff tells.
 */
export function cleanPaths(
  header: FileHeader,
  folders: ReadonlySet<string>,
  lone: "added" | "deleted" | null,
): CleanPaths {
  const raw = rawNames(header);
  const { old, new: now, status } = fateOf(header, raw.old, raw.new, folders, lone);
  return { old, new: now, oldRaw: raw.old, newRaw: raw.new, status };
}

function fateOf(
  header: FileHeader,
  oldRaw: string | null,
  newRaw: string | null,
  folders: ReadonlySet<string>,
  lone: "added" | "deleted" | null,
): Fate {
  const from = header.renameFrom ?? header.copyFrom;
  const to = header.renameTo ?? header.copyTo;
  if (from !== null && to !== null)
    return { old: from, new: to, status: header.copyFrom === null ? "renamed" : "copied" };
  if (oldRaw === null || newRaw === null) return { old: null, new: null, status: "modified" };
  const noOld = header.isNew || oldRaw === "/dev/null" || isEpoch(header.oldDate);
  const noNew = header.isDeleted || newRaw === "/dev/null" || isEpoch(header.newDate);
  if (noOld && !noNew) return { old: null, new: oneName(header, newRaw, "new", folders), status: "added" };
  if (noNew && !noOld) return { old: oneName(header, oldRaw, "old", folders), new: null, status: "deleted" };
  if (!header.git) {
    const name = cleanPlain(oldRaw, newRaw, folders);
    if (lone === "added") return { old: null, new: name, status: lone };
    if (lone === "deleted") return { old: name, new: null, status: lone };
    return { old: name, new: name, status: "modified" };
  }
  const { old, new: now } = cleanPair(oldRaw, newRaw, folders);
  return { old, new: now, status: old === now ? "modified" : "renamed" };
}

/** The name of the side that exists, cleaned with the help of the `diff` line where that names both. */
function oneName(header: FileHeader, raw: string, side: Side, folders: ReadonlySet<string>): string {
  const pair = header.diffNames;
  const at = side === "old" ? 0 : 1;
  if (pair !== null && pair[at] === raw && pair[1 - at] !== "/dev/null")
    return cleanPair(pair[0], pair[1], folders)[side];
  const other = side === "old" ? header.newName : header.oldName;
  if (other !== null && other !== "/dev/null" && other !== raw) {
    const cleaned = side === "old" ? cleanPair(raw, other, folders) : cleanPair(other, raw, folders);
    return cleaned[side];
  }
  return cleanAlone(raw, folders);
}
