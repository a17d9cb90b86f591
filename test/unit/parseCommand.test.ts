import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "../../src/cli/commands";
import { dispatch } from "../../src/cli/dispatch";
import { writtenBy } from "./cli/written";

const corpus = "media/corpus/003_9bfbbbf349019d4b.txt";

const run = (argv: readonly string[], input?: Uint8Array<ArrayBuffer>) =>
  writtenBy((io) => dispatch(argv, commands, io), input);

function rows(text: string): unknown[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

test("parse --json prints one line a file; a folder means all its files", async () => {
  const { status, out } = await run(["parse", "media/corpus", "--json"]);
  expect(status).toBe(0);
  expect(rows(out).map((row) => (row as { kind: string }).kind)).toEqual([
    "commit-page",
    "package-page",
    "archive-page",
    "archive-page",
    "archive-page",
  ]);
});

test("--lines adds the rows of each hunk, and only it", async () => {
  const plain = await run(["parse", corpus, "--json"]);
  const withRows = await run(["parse", corpus, "--json", "--lines"]);
  expect(plain.out).not.toContain('"lines":[[');
  expect(withRows.out).toContain('"lines":[[');
});

test("--ndjson tells the same messages as --json, then the kind", async () => {
  const [whole] = rows((await run(["parse", corpus, "--json"])).out) as [
    { messages: unknown[]; kind: string },
  ];
  const lines = rows((await run(["parse", corpus, "--ndjson"])).out) as {
    message?: unknown;
    kind?: string;
  }[];
  expect(lines.slice(0, -1).map((line) => line.message)).toEqual(whole.messages);
  expect(lines.at(-1)?.kind).toBe(whole.kind);
});

test("a file that cannot be read keeps nobody from the others; words without a mail are no error", async () => {
  const folder = mkdtempSync(join(tmpdir(), "patch-archaeology-"));
  try {
    symlinkSync(join(folder, "nowhere"), join(folder, "a.patch"));
    writeFileSync(join(folder, "b.txt"), "nothing but words\n");
    for (const form of ["--json", "--ndjson"]) {
      const { status, out, err } = await run(["parse", folder, form]);
      expect(status).toBe(2);
      expect(err.trimEnd().split("\n")).toEqual([expect.stringContaining("a.patch: there is no such file")]);
      expect(rows(out)).toEqual([
        expect.objectContaining({ kind: "unknown", problems: [expect.anything()] }),
      ]);
    }
    expect((await run(["parse", join(folder, "b.txt"), "--json"])).status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("--stdin reads one document", async () => {
  const { out } = await run(["parse", "--stdin", "--json"], readFileSync(corpus));
  const [row] = rows(out) as [{ file: string; messages: { id: string }[] }];
  expect(row.file).toBe("stdin");
  expect(row.messages.map(({ id }) => id)).toEqual(["stdin:m1", "stdin:m2"]);
});

test.each([
  [["parse", "no/such/file"], "no/such/file"],
  [["parse"], "at least one file"],
  [["parse", "--stdin", corpus], "--stdin"],
  [["parse", corpus, "--json", "--ndjson"], "either"],
  [["thread", "no/such/file", "--json"], "no/such/file"],
])("bad usage %j is one sentence and status 2", async (argv, words) => {
  const { status, out, err } = await run(argv);
  expect(status).toBe(2);
  expect(out).toBe("");
  expect(err).toContain(words);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
});
