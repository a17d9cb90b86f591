import { afterAll, describe, expect, test } from "vitest";
import { applyFileDiff } from "../../../src/patch/applyText";
import type { FileDiff } from "../../../src/patch/patch";
import { provenSides } from "../../../src/patch/proof";
import { readPatches } from "../../../src/patch/reader";
import { gitBlobId } from "../../../src/patch/sha1";
import { linesOf } from "../../unit/patch/documentLines";
import { GitHistory } from "./gitHistory";

/*
 * Everything here is compared with git itself: what `git apply` and `git show` say of
 * the same text is the truth.
 */

const history = new GitHistory(20070219, 120, true);
afterAll(() => {
  history.remove();
});

const commits = history.git(["rev-list", "--reverse", "main"]).trim().split("\n");
const [root = ""] = commits;

/** Git's texts come as bytes; names and contents are compared as UTF-8. */
function decoded(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function filesOf(text: string): readonly FileDiff[] {
  return readPatches(linesOf(text)).patches.flatMap((patch) => patch.files);
}

/** The lines of `git apply --numstat -z`. */
function numstat(text: string): readonly string[] {
  return decoded(history.git(["apply", "--numstat", "-z"], text))
    .split("\0")
    .filter((line) => line !== "");
}

function ownNumstat(file: FileDiff): string {
  const counts = file.binary ? ["-", "-"] : [String(file.additions), String(file.deletions)];
  return [...counts, file.new ?? file.old ?? ""].join("\t");
}

/** Git quotes odd names in summaries, and shortens renames with braces; only the facts are compared. */
function summaryFacts(text: string): readonly string[] {
  return history
    .git(["apply", "--summary"], text)
    .split("\n")
    .flatMap((line) => {
      const mode = /^ (create|delete) mode (\d+)/.exec(line);
      if (mode !== null) return [`${mode[1] ?? ""} ${mode[2] ?? ""}`];
      const moved = /^ (rename|copy) .*\((\d+)%\)$/.exec(line);
      if (moved !== null) return [`${moved[1] ?? ""} ${moved[2] ?? ""}`];
      const change = /mode change (\d+) => (\d+)/.exec(line);
      return change === null ? [] : [`change ${change[1] ?? ""} ${change[2] ?? ""}`];
    });
}

function ownFacts(file: FileDiff): readonly string[] {
  if (file.status === "added") return [`create ${file.newMode ?? ""}`];
  if (file.status === "deleted") return [`delete ${file.oldMode ?? ""}`];
  const facts: string[] = [];
  if (file.status === "renamed") facts.push(`rename ${String(file.similarity)}`);
  if (file.status === "copied") facts.push(`copy ${String(file.similarity)}`);
  if (file.oldMode !== null && file.newMode !== null && file.oldMode !== file.newMode)
    facts.push(`change ${file.oldMode} ${file.newMode}`);
  return facts;
}

const optionSets: readonly (readonly string[])[] = [
  ["--full-index", "--binary"],
  ["-M", "-C", "--find-copies-harder", "--binary"],
  ["--no-renames", "-U0", "--binary"],
  ["-U12", "--patience", "--stat", "--summary", "-p", "--binary"],
  ["-B", "-M", "--histogram", "--binary"],
  ["--function-context", "--src-prefix=i/", "--dst-prefix=w/", "--binary"],
  ["--ignore-space-change", "--full-index", "--binary"],
];

describe.each(optionSets)("git diff-tree with %s %s %s", (...options) => {
  // Each is read alone here; git, which takes longer to start than to read, gets all of them at once.
  const texts = history.diffs(commits.slice(1), options).map(({ text }) => text);
  const all = texts.join("");

  test("names, added and deleted lines are those of git apply --numstat", () => {
    expect(texts.length).toBeGreaterThan(0.9 * commits.length);
    expect(texts.flatMap((text) => filesOf(decoded(text)).map(ownNumstat))).toEqual(numstat(all));
  });

  test("created, deleted, renamed, copied files and modes are those of git apply --summary", () => {
    expect(texts.flatMap((text) => filesOf(text).flatMap(ownFacts))).toEqual(summaryFacts(all));
  });
});

test("applying a file diff to the old text gives the new text, byte for byte", () => {
  const changed = history.diffs(commits.slice(1, 60), ["-M", "--full-index"]).flatMap(({ commit, text }) =>
    filesOf(text).flatMap((file) => {
      const { binary, old, new: path } = file;
      if (binary || path === null) return [];
      return [{ file, before: old === null ? null : `${commit}^:${old}`, after: `${commit}:${path}` }];
    }),
  );
  expect(changed.length).toBeGreaterThan(50);
  const names = [...new Set(changed.flatMap(({ before, after }) => [before ?? after, after]))];
  const texts = history.blobs(names);
  const textOf = new Map(names.map((name, n) => [name, texts[n]]));
  for (const { file, before, after } of changed)
    expect(applyFileDiff(before === null ? "" : (textOf.get(before) ?? ""), file)).toBe(textOf.get(after));
});

test("blob ids are git's", () => {
  const ids = history
    .git(["ls-tree", "-r", "-z", "HEAD"])
    .split("\0")
    .flatMap((entry) => /^\d+ blob ([0-9a-f]{40})\t/.exec(entry)?.[1] ?? []);
  expect(ids.length).toBeGreaterThan(20);
  history.blobs(ids).forEach((text, n) => {
    // Bytes above 127 would be encoded once more; the generated C has none.
    if (!/[\u0080-\u00ff]/.test(text)) expect(gitBlobId(text)).toBe(ids[n]);
  });
});

test("a new file proves itself by its blob id, and a changed row disproves it", () => {
  const text = history.git(["diff-tree", "-p", "--root", root]);
  const files = filesOf(text).filter((file) => !file.binary && file.hunks.length > 0);
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    expect(provenSides(file)).toEqual(["new"]);
    const [hunk] = file.hunks;
    if (hunk === undefined) continue;
    const rows = hunk.rows.map((row, index) => (index === 3 ? { ...row, text: `${row.text} ` } : row));
    expect(provenSides({ ...file, hunks: [{ ...hunk, rows }] })).toEqual([]);
  }
});

test("format-patch in one text is one patch a commit", () => {
  const text = history.git(["format-patch", "--stdout", `${root}..main`]);
  const { patches, problems } = readPatches(linesOf(text));
  expect(patches.map((patch) => patch.commit)).toEqual(commits.slice(1));
  expect(patches.every((patch) => patch.author === "A Writer <writer@example.org>")).toBe(true);
  expect(problems).toEqual([]);
});

test("git log -p in one text is one patch a commit", () => {
  const text = history.git(["log", "-p", "--reverse", `${root}..main`]);
  const { patches } = readPatches(linesOf(text));
  expect(patches.map((patch) => patch.commit)).toEqual(commits.slice(1));
  expect(patches.map((patch) => patch.message[0]?.text.replace(/^step (\d+).*/, "$1"))).toEqual(
    commits.slice(1).map((_, index) => String(index + 1)),
  );
});
