import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mailboxOf, untrimmed, type CommitPatch } from "../../../src/host/importing/commitMail";
import { findIn } from "../../../src/host/desk/found";
import { inFolder } from "../../laws/git";

const people = ["Zoë Брын <zoe@example.org>", '"Dr. J. (Joe) O, Neill" <joe@example.org>', "Plain <p@x.y>"];

/** Texts of one file after each commit; the last hunks end in blank rows and without an end of line. */
const texts = [
  "one\ntwo\nthree\n\n\n\n",
  "one\n2\nthree\n\n\n\n",
  "one\n2\nthree\n\n\n\nFrom here on: ü\n",
  "one\n2\n3\n\n\n\nFrom here on: ü",
];

const messages = [
  "The first",
  "Title with ünïcödé that goes on and on and on, so that its header has to be folded somewhere\n\nBody.\n",
  "A title\nof two lines\n\nFrom the body\n\n--- not the end\n\nSigned-off-by: Plain <p@x.y>\n",
  "Last: [not a tag] =?utf-8?q?x?=\n",
];

function inRepository<T>(work: (git: (...args: string[]) => string, folder: string) => T): T {
  return inFolder((folder) => {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    const git = (...args: string[]) =>
      execFileSync("git", [...identity, ...args], { cwd: folder, env, encoding: "utf8" });
    git("init", "-q", "-b", "main");
    texts.forEach((text, index) => {
      writeFileSync(join(folder, "file name.c"), text);
      if (index === 1) writeFileSync(join(folder, "new.c"), "added\n");
      if (index === 2) rmSync(join(folder, "new.c"));
      git("add", "-A");
      git("commit", "-q", "-m", messages[index] ?? "", `--author=${people[index % people.length] ?? ""}`);
    });
    return work(git, folder);
  });
}

/** What VS Code's git extension would tell of the commits after the first; older versions trim what git wrote. */
function commitsOf(git: (...args: string[]) => string, trim: boolean): readonly CommitPatch[] {
  const hashes = git("rev-list", "--reverse", "HEAD").trim().split("\n");
  return hashes.slice(1).map((hash, index) => {
    const parent = hashes[index] ?? "";
    const field = (format: string) => git("log", "-1", `--format=${format}`, hash).replace(/\n$/, "");
    const names = git("diff", "--name-only", "-z", parent, hash).split("\0").filter(Boolean);
    const diffs = names.map((name) => git("diff", `${parent}...${hash}`, "--", name));
    return {
      commit: {
        hash,
        message: field("%B"),
        parents: [parent],
        authorName: field("%aN"),
        authorEmail: field("%aE"),
        authorDate: new Date(Number(field("%at")) * 1000),
      },
      diff: trim ? diffs.map((diff) => untrimmed(diff.trim())).join("") : diffs.join(""),
    };
  });
}

test.each([false, true])("git am makes the same commits of the mails again (trimmed: %s)", (trim) => {
  inRepository((git, folder) => {
    const mailbox = mailboxOf(commitsOf(git, trim));
    const wanted = git("log", "--format=%T %aN %aE %at %s", "main");
    writeFileSync(join(folder, "..", "series.mbox"), mailbox);
    git("checkout", "-q", "-b", "again", git("rev-list", "--max-parents=0", "HEAD").trim());
    git("am", "-q", "--keep-cr", join(folder, "..", "series.mbox"));
    rmSync(join(folder, "..", "series.mbox"));
    expect(git("log", "--format=%T %aN %aE %at %s")).toBe(wanted);
  });
});

test("the mails of a range are one series, whoever wrote them", () => {
  inRepository((git) => {
    const text = mailboxOf(commitsOf(git, false));
    const { series } = findIn([{ name: "a..b.mbox", bytes: new TextEncoder().encode(text) }]);
    expect(series).toHaveLength(1);
    expect(series[0]?.missing).toEqual([]);
    expect(series[0]?.patches.map(({ author, n }) => [n, author])).toEqual([
      [1, "Dr. J. (Joe) O, Neill"],
      [2, "Plain"],
      [3, "Zoë Брын"],
    ]);
    expect(series[0]?.patches.map(({ patch }) => patch.files.length)).toEqual([2, 2, 1]);
  });
});
