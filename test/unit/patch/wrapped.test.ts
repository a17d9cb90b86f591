import { describe, expect, test } from "vitest";
import type { Hunk } from "../../../src/patch/patch";
import { readPatches } from "../../../src/patch/reader";
import { linesOf } from "./documentLines";

/*
 * Hunks whose lines a mailer wrapped before an archive ate their blanks. The lines of a file that each was made from are
 * written out beside it.
 */

const names = "diff --git a/file.c b/file.c\nindex 1234567..89abcde 100644\n--- a/file.c\n+++ b/file.c\n";

function hunkOf(lines: readonly string[]): Hunk {
  const { patches } = readPatches(linesOf(`${names}${lines.join("\n")}\n--\n2.39.5\n`));
  const hunks = patches.flatMap((patch) => patch.files).flatMap((file) => file.hunks);
  const [hunk] = hunks;
  if (hunk === undefined || hunks.length !== 1) throw new Error(`${String(hunks.length)} hunks`);
  return hunk;
}

function rowsOf(lines: readonly string[]): readonly string[] {
  return hunkOf(lines).rows.map((row) => row.mark + row.text.trim());
}

describe("wrapped lines whose blanks were lost", () => {
  test("a heading that would be longer than git writes it does not go on in the first row", () => {
    const hunk = hunkOf([
      '@@ -476,7 +476,7 @@ start_server {tags {"external:skip needs:debug"}} {',
      "r hset h5 1 1 2 22 3 333 4 4444 5 55555",
      "r hset h6 01 01 02 02 03 03 04 04 05 05 06 06",
      "r hset h18 01 01 02 02 03 03 04 04 05 05 06 06 07 07 08 08 09 09 10",
      "10 11 11 12 12 13 13 14 14",
      "- r hpexpire h1 100 NX FIELDS 1 01",
      "+ r hpexpire h1 1 NX FIELDS 1 01",
      "r hpexpire h2 100 NX FIELDS 1 02",
      "r hpexpire h3 100 NX FIELDS 1 03",
      "r hpexpire h4 100 NX FIELDS 1 04",
    ]);
    expect(hunk.heading).toBe('start_server {tags {"external:skip needs:debug"}} {');
    expect(hunk.rows.map((row) => row.mark).join("")).toBe("   -+   ");
    expect(hunk.rows[2]?.text).toBe(
      "r hset h18 01 01 02 02 03 03 04 04 05 05 06 06 07 07 08 08 09 09 10 10 11 11 12 12 13 13 14 14",
    );
  });

  test("what stands between the last row and the signature is the end of that row", () => {
    const rows = rowsOf([
      "@@ -3,7 +3,7 @@ set -x",
      "#",
      "mkdir -p build",
      "cd build",
      "-make -j4",
      "+make -j4 VERBOSE=1",
      "cd ..",
      "# Extract the built package from the container",
      "docker cp builder:/workspace/subsurface-mobile-build/outputs/package",
      "/srv/packages/nightly",
    ]);
    expect(rows.at(-1)).toBe(
      " docker cp builder:/workspace/subsurface-mobile-build/outputs/package /srv/packages/nightly",
    );
    expect(rows).toHaveLength(8);
  });

  test("a rule as long as the title above it is context, not a deletion", () => {
    const hunk = hunkOf([
      "@@ -60,6 +60,7 @@ supported:",
      "* Python 3.2",
      "* Python 3.3",
      "* PyPy 1.9",
      "+* PyPy 2.2",
      "",
      'What are "host" errors?',
      "-----------------------",
    ]);
    expect(hunk.rows.map((row) => row.mark).join("")).toBe("   +   ");
    expect(hunk.deletions).toBe(0);
  });

  test("where nothing but likelihood decides, no reading is certain", () => {
    const { certainty } = hunkOf([
      "@@ -10,6 +10,7 @@ static int wait_for_all_of_them(struct kiocb *iocb)",
      "retval = generic_file_direct_IO(READ, iocb, iov, pos, nr_segs);",
      "if (retval > 0 && !is_sync_kiocb(iocb))",
      "retval = -EIOCBQUEUED;",
      "+ if (retval > 0 && invalidate_inode_pages2_range(mapping, offset,",
      "end) != 0)",
      "if (retval > 0)",
      "*ppos = pos + retval;",
      "file_accessed(filp);",
    ]);
    expect(certainty).toBeLessThan(1);
  });
});

test("a rule that a mailer broke off the last row is read with it, and is no footer", () => {
  const text = `${names}@@ -1,4 +1,4 @@\n import os\n-import sys\n+import re\n \n # -- General configuration\n${"-".repeat(48)}\n-- \n2.39.5\n`;
  const { patches, problems } = readPatches(linesOf(text));
  const hunks = patches.flatMap((patch) => patch.files).flatMap((file) => file.hunks);
  expect(hunks.map((hunk) => hunk.rows.at(-1)?.text)).toEqual([
    `# -- General configuration ${"-".repeat(48)}`,
  ]);
  expect(hunks.every((hunk) => hunk.certainty < 1)).toBe(true);
  expect(problems).not.toEqual([]);
});

test("a row of data that was wrapped into more lines than the hunk has rows is one row again", () => {
  const words = Array.from({ length: 400 }, (_, index) => String(index)).join(", ");
  const row = `  "numbers": [${words}],`;
  const wrapped = ` ${row}`.replace(/(.{50,70}?) /g, "$1\n");
  const text = `${names}@@ -1,3 +1,3 @@\n {\n${wrapped}\n-  "old": 1\n+  "new": 1\n--\n2.39.5\n`;
  const [hunk] = readPatches(linesOf(text))
    .patches.flatMap((patch) => patch.files)
    .flatMap((file) => file.hunks);
  expect(hunk?.rows.map((one) => one.mark + one.text)).toEqual([
    " {",
    ` ${row}`,
    '-  "old": 1',
    '+  "new": 1',
  ]);
});

test("a line of one blank below the last row makes what fits the counts doubtful", () => {
  const text = `${names}@@ -1,2 +1,2 @@\n-a\n+b\n Search:${" ".repeat(60)}\n  \n \n--\n2.39.5\n`;
  const [hunk] = readPatches(linesOf(text))
    .patches.flatMap((patch) => patch.files)
    .flatMap((file) => file.hunks);
  expect(hunk?.certainty).toBeLessThan(1);
});

test("a deleted rule near the end of a text is no footer, where lines were wrapped too", () => {
  const text = `${names}@@ -1,6 +1,2 @@\n # Roadmap\n-\n-thread-safe initialisation\n-${"-".repeat(31)}\n-\n-Fix the parts of the function that belong to the library to be safe with\nthreads.\n+Nothing.\n-- \n2.39.5\n`;
  const [hunk] = readPatches(linesOf(text))
    .patches.flatMap((patch) => patch.files)
    .flatMap((file) => file.hunks);
  expect(hunk?.rows.map((row) => row.mark).join("")).toBe(" -----+");
  expect(hunk?.gaps).toEqual([]);
});

describe("what is said of a wrapped hunk", () => {
  const stat = "---\n file.c |    4 ++--\n 1 file changed, 2 insertions(+), 2 deletions(-)\n\n";
  const hunk = (header: string) =>
    [
      header,
      " int release(struct foo *foo)",
      " {",
      "-\tspin_lock_irqsave(&foo->a_rather_long_lock_name_of_the_list,",
      "flags);",
      "-\tif (foo->count == 0)",
      "+\tif (!atomic_dec_and_test(&foo->count_of_the_users_of_this_object,",
      "1))",
      "+\t\treturn 0;",
      " \tcond_resched();",
      " }",
      "-- ",
      "2.39.5",
      "",
    ].join("\n");
  const problemsOf = (text: string) => readPatches(linesOf(text)).problems;

  test("names what agrees with the reading: the header's counts, the diffstat's too", () => {
    expect(problemsOf(`${names}${hunk("@@ -10,6 +10,6 @@")}`)).toEqual([
      {
        line: 5,
        message: "this hunk is damaged; what is shown meets the counts of its header, but nothing proves it",
      },
    ]);
    expect(problemsOf(`${stat}${names}${hunk("@@ -10,6 +10,6 @@")}`)).toEqual([
      {
        line: 9,
        message: "this hunk is damaged; what is shown meets all counts in the text, but nothing proves it",
      },
    ]);
  });

  test("a row more than the header counts is told, and not left out in silence", () => {
    const problems = problemsOf(`${names}${hunk("@@ -10,5 +10,5 @@")}`);
    expect(problems.find(({ line }) => line === 15)?.message).toContain(
      "reads like one more row of the hunk above",
    );
  });
});
