import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readDocument } from "../../../src/mail/document";
import { openDigSite } from "../../../src/series/digSite";
import type { FileDiff, Side } from "../../../src/patch/patch";
import { patchText } from "../../../src/patch/render";
import { readPatches } from "../../../src/patch/reader";
import { linesOf } from "../../unit/patch/documentLines";
import { Random } from "./random";

/*
 * The truth is git's: the blobs of the two commits that `git diff --binary` compared, and whether
 * `git apply` takes a patch in which a letter was changed.
 */

const folder = mkdtempSync(join(tmpdir(), "patch-binary-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function git(...words: readonly string[]): Buffer {
  return execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...words], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 1 << 28,
    env: { ...process.env, HOME: folder, GIT_CONFIG_NOSYSTEM: "1", LC_ALL: "C" },
  });
}

const random = new Random(85);
const noise = (size: number): Buffer =>
  Buffer.from(Array.from({ length: size }, () => random.between(0, 255)));
/** Bytes that are packed well or badly, and binary to git by their NUL. */
function newContent(): Buffer {
  const isPlain = random.chance(0.4);
  const bytes = isPlain
    ? Buffer.alloc(random.between(1, 9000), "archaeology ")
    : noise(random.between(1, 4000));
  return Buffer.concat([Buffer.from([0]), bytes]);
}
/** A few places changed: git then writes deltas, copies of up to 64 KB and insertions. */
function editedContent(old: Buffer): Buffer {
  const at = random.between(0, old.length);
  const behind = Math.min(old.length, at + random.between(0, 40));
  const big = random.chance(0.1) ? Buffer.concat([noise(70_000), old]) : old;
  return Buffer.concat([
    big.subarray(0, at),
    noise(random.between(0, 60)),
    big.subarray(behind),
    Buffer.from([0]),
  ]);
}

/** What git writes for each of some commits, and the files that they change. */
function makeDiffs(commits: number): readonly string[] {
  git("init", "-q", ".");
  const files = new Map<string, Buffer>();
  const diffs: string[] = [];
  mkdirSync(join(folder, "art"));
  for (let commit = 0; commit <= commits; commit++) {
    for (let change = 0; change < 3; change++) {
      const known = [...files.keys()];
      const name =
        known.length < 3 || random.chance(0.3)
          ? `art/${String(files.size)}-${String(commit)}.bin`
          : random.pick(known);
      const old = files.get(name);
      if (old !== undefined && random.chance(0.1)) {
        files.delete(name);
        rmSync(join(folder, name));
        continue;
      }
      const now = old === undefined || random.chance(0.2) ? newContent() : editedContent(old);
      files.set(name, now);
      writeFileSync(join(folder, name), now);
    }
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", `step ${String(commit)}`);
    if (commit > 0) diffs.push(git("diff", "--binary", "-M", "HEAD~1", "HEAD").toString("latin1"));
  }
  return diffs;
}

const diffs = makeDiffs(40);
const filesOf = (text: string): readonly FileDiff[] =>
  readPatches(linesOf(text)).patches.flatMap(({ files }) => files);
const all = diffs.flatMap(filesOf).filter(({ binaryContent }) => binaryContent !== null);

const blobs = new Map<string, Buffer>();
function blobOf(file: FileDiff, side: Side): Buffer {
  const id = side === "old" ? file.oldBlob : file.newBlob;
  if (id === null || /^0+$/.test(id)) return Buffer.alloc(0);
  const blob = blobs.get(id) ?? git("cat-file", "blob", id);
  blobs.set(id, blob);
  return blob;
}

describe("git's binary patches", () => {
  test("unpack to the blobs that git compared, literals and deltas, both ways", () => {
    let known = 0;
    for (const file of all) {
      const content = file.binaryContent;
      expect(content?.fault).toBeNull();
      for (const side of ["old", "new"] as const) {
        const blob = blobOf(file, side);
        expect(content?.[side].size).toBe(blob.length);
        if (content?.[side].bytes == null) continue;
        known += 1;
        expect(Buffer.compare(content[side].bytes, blob)).toBe(0);
        expect(file.proven.includes(side)).toBe(blob.length > 0);
      }
    }
    expect(all.length).toBeGreaterThan(80);
    // Where both sides are deltas of each other nobody can know the bytes: those tell the sizes alone.
    expect(known).toBeGreaterThan(100);
    expect(all.some(({ binaryContent }) => binaryContent?.new.bytes === null)).toBe(true);
  });

  test("deltas of what an earlier patch holds unpack too, in one text and in the mails of a series", () => {
    const root = git("rev-list", "--max-parents=0", "HEAD").toString("latin1").trim();
    const texts = [
      git("diff-tree", "-p", "--root", "--binary", "--no-commit-id", root).toString("latin1"),
      ...diffs,
    ];
    const mails = texts.map((text, i) => {
      const head = `From: A <a@example.org>\nDate: Tue, 20 Feb 2007 11:01:50 -0500\nMessage-ID: <${String(i)}@x>`;
      return `From a Tue Feb 20 11:01:50 2007\n${head}\nSubject: [PATCH ${String(i + 1)}/${String(texts.length)}] x\n\n${text}\n`;
    });
    const site = openDigSite([readDocument("series.mbox", Buffer.from(mails.join(""), "latin1"))]);
    const inMails = site.patches.flatMap(({ patch }) => patch.files);
    for (const files of [filesOf(texts.join("")), inMails]) {
      const binary = files.filter(({ binaryContent }) => binaryContent !== null);
      expect(binary.length).toBeGreaterThan(all.length);
      for (const file of binary)
        for (const side of ["old", "new"] as const) {
          const bytes = file.binaryContent?.[side].bytes;
          expect(bytes == null ? null : Buffer.compare(bytes, blobOf(file, side))).toBe(0);
        }
    }
    const said = [...site.problems.values()]
      .flat()
      .filter(({ message }) => message.includes("is a delta of"));
    expect(said).toEqual([]);
    const alone = diffs.flatMap((diff) => readPatches(linesOf(diff)).problems);
    const open = all.filter(({ binaryContent }) => binaryContent?.new.bytes === null);
    expect(alone.filter(({ message }) => message.includes("is a delta of"))).toHaveLength(open.length);
  });

  test("are written out again so that git reads the same patch", () => {
    const ask = (words: readonly string[], text: string): string =>
      execFileSync("git", words, { cwd: folder, input: Buffer.from(text, "latin1") }).toString("latin1");
    // A few at a time: ids of patches are of all that git is given.
    for (let at = 0; at < diffs.length; at += 10) {
      const diff = diffs.slice(at, at + 10).join("");
      const written = readPatches(linesOf(diff)).patches.map(patchText).join("");
      for (const words of [
        ["patch-id", "--stable"],
        ["apply", "--numstat", "-z"],
        ["apply", "--summary"],
      ])
        expect(ask(words, written)).toBe(ask(words, diff));
    }
  });

  test("a changed letter is told exactly where git refuses the patch", () => {
    const letters = "09AZaz!~-";
    let refused = 0;
    for (const diff of diffs) {
      const lines = diff.split("\n");
      const rows = lines.flatMap((line, at) => (/^[A-Za-z]\S{5,}$/.test(line) ? [at] : []));
      if (rows.length === 0) continue;
      const row = random.pick(rows);
      const text = lines[row] ?? "";
      const at = random.between(0, text.length - 1);
      lines[row] = text.slice(0, at) + random.pick([...letters]) + text.slice(at + 1);
      const damaged = lines.join("\n");
      const said = spawnSync("git", ["apply", "--numstat"], {
        cwd: folder,
        input: Buffer.from(damaged, "latin1"),
      }).stderr.toString("latin1");
      // git leaves with 0 when the damage is not in the first file; its words tell it.
      const isRefused = said.includes("binary patch at line");
      const faults = filesOf(damaged).filter(({ binaryContent }) => binaryContent?.fault != null);
      expect([faults.length > 0, damaged]).toEqual([isRefused, damaged]);
      if (isRefused) refused += 1;
    }
    expect(refused).toBeGreaterThan(20);
  });
});
