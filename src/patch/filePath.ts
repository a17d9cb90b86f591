import type { FileHeader } from "./fileHeader";
import type { FileStatus } from "./patch";
import { isEpoch } from "./fileName";

/** Both paths of a file diff after cleaning, and what happened to the file. */
export interface CleanPaths {
  readonly old: string | null;
  readonly new: string | null;
  readonly oldRaw: string | null;
  readonly newRaw: string | null;
  readonly status: FileStatus;
}

// Prefix pairs of git: the default, diff.mnemonicPrefix and `git diff --no-index`.
const prefixPairs: readonly (readonly [string, string])[] = [
  ["a", "b"],
  ["i", "w"],
  ["c", "i"],
  ["c", "w"],
  ["o", "w"],
  ["1", "2"],
];

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

function split(path: string): readonly [string, string] {
  const at = path.indexOf("/");
  return at < 0 ? ["", path] : [path.slice(0, at), path.slice(at + 1)];
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
  const [first, rest] = split(path);
  if (first === "" || rest === "") return path;
  // The prefix of either side: some programs take the name of the other one.
  return first === "a" || first === "b" || folders.has(first) || isTreeFolder(first) ? rest : path;
}

/** Two names of one file. */
function cleanPair(old: string, now: string, folders: ReadonlySet<string>): readonly [string, string] {
  const [oldFirst, oldRest] = split(old);
  const [newFirst, newRest] = split(now);
  // `git diff -R` exchanges them.
  const pair = prefixPairs.some(
    ([left, right]) => (left === oldFirst && right === newFirst) || (right === oldFirst && left === newFirst),
  );
  if (pair) return [oldRest, newRest];
  if (oldFirst === newFirst && oldFirst !== "") {
    if (oldFirst === "a" || oldFirst === "b" || oldFirst === ".") return [oldRest, newRest];
    if (oldRest === newRest && (folders.has(oldFirst) || isTreeFolder(oldFirst))) return [oldRest, newRest];
  }
  const end = commonEnd(old, now);
  return end !== "" && old !== now ? [end, end] : [old, now];
}

/**
 * Two names that plain diff wrote: it knows no renames, so they name one file, mostly a copy made before the
 * change (`x.c.orig`, gendiff's `x.c.suffix`, `x~`) and the file itself. As in git (apply.c,
 * `parse_traditional_patch`) the second name counts, or the first where the second only adds to it.
 */
function cleanPlain(old: string, now: string, folders: ReadonlySet<string>): string {
  const name = now.startsWith(old) ? old : now.replace(backup, "");
  const [cleanOld, cleanNew] = cleanPair(old, now, folders);
  return cleanOld === cleanNew ? cleanNew : cleanPair(name, name, folders)[1];
}

/** The tree folders that a header shows beyond doubt: two names that differ in their first folder alone. */
export function treeFolders(headers: readonly FileHeader[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const header of headers) {
    const [old, now] = rawNames(header);
    if (old === null || now === null || old === "/dev/null" || now === "/dev/null") continue;
    const [oldFirst, oldRest] = split(old);
    const [newFirst, newRest] = split(now);
    if (oldRest !== newRest || oldFirst === newFirst || oldFirst === "" || newFirst === "") continue;
    folders.add(oldFirst);
    folders.add(newFirst);
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

function rawNames(header: FileHeader): readonly [string | null, string | null] {
  const oldName = markedName(header, header.oldName);
  const newName = markedName(header, header.newName);
  const old = oldName ?? header.diffNames?.[0] ?? newName ?? header.indexName;
  const now = newName ?? header.diffNames?.[1] ?? oldName ?? header.indexName;
  return [old, now];
}

type Fate = readonly [old: string | null, now: string | null, status: FileStatus];

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
  const [oldRaw, newRaw] = rawNames(header);
  const [old, now, status] = fateOf(header, oldRaw, newRaw, folders, lone);
  return { old, new: now, oldRaw, newRaw, status };
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
  if (from !== null && to !== null) return [from, to, header.copyFrom === null ? "renamed" : "copied"];
  if (oldRaw === null || newRaw === null) return [null, null, "modified"];
  const noOld = header.isNew || oldRaw === "/dev/null" || isEpoch(header.oldDate);
  const noNew = header.isDeleted || newRaw === "/dev/null" || isEpoch(header.newDate);
  if (noOld && !noNew) return [null, oneName(header, newRaw, 1, folders), "added"];
  if (noNew && !noOld) return [oneName(header, oldRaw, 0, folders), null, "deleted"];
  if (!header.git) {
    const name = cleanPlain(oldRaw, newRaw, folders);
    if (lone === "added") return [null, name, lone];
    if (lone === "deleted") return [name, null, lone];
    return [name, name, "modified"];
  }
  const [old, now] = cleanPair(oldRaw, newRaw, folders);
  return [old, now, old === now ? "modified" : "renamed"];
}

/** The name of the side that exists, cleaned with the help of the `diff` line where that names both. */
function oneName(header: FileHeader, raw: string, side: 0 | 1, folders: ReadonlySet<string>): string {
  const pair = header.diffNames;
  if (pair !== null && pair[side] === raw && pair[1 - side] !== "/dev/null")
    return cleanPair(pair[0], pair[1], folders)[side];
  const other = side === 0 ? header.newName : header.oldName;
  if (other !== null && other !== "/dev/null" && other !== raw) {
    const cleaned = side === 0 ? cleanPair(raw, other, folders) : cleanPair(other, raw, folders);
    return cleaned[side];
  }
  return cleanAlone(raw, folders);
}
