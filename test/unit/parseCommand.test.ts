import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { benchMail } from "../../src/cli/benchMailbox";
import { UsageError } from "../../src/cli/command";
import type { Io } from "../../src/cli/command";
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

/** A mailbox of 600 mails in 30 chunks; after each chunk `seen` is told how much was printed so far. */
async function* longMailbox(seen: () => void, end: () => void): AsyncGenerator<Uint8Array> {
  for (let chunk = 0; chunk < 30; chunk++) {
    const mails = Array.from({ length: 20 }, (_, i) => benchMail(chunk * 20 + i, 600).text);
    yield new TextEncoder().encode(mails.join(""));
    seen();
  }
  end();
}

/** Runs `parse` on the long mailbox; returns what was printed before its last chunk, and all of it. */
async function runLong(form: readonly string[], end: () => void) {
  let [out, err, before] = ["", "", ""];
  const io: Io = {
    out: async (text) => void (out += text),
    err: (text) => void (err += text),
    input: () => longMailbox(() => (before = out), end),
  };
  const status = await dispatch(["parse", "--stdin", ...form], commands, io);
  return { status, out, err, before };
}

test.each([[["--json"]], [["--ndjson"]], [[]]])(
  "a mailbox is printed while it is read, in pieces, with %j",
  async (form) => {
    const { status, out, before } = await runLong(form, () => undefined);
    expect(status).toBe(0);
    expect(out.startsWith(before)).toBe(true);
    expect(out.length).toBeGreaterThan(140_000);
    expect(out.length - before.length).toBeLessThan(100_000);
    expect(out.match(/stdin:m\d+\b(?!\/)/g)?.length).toBeGreaterThanOrEqual(600);
  },
);

test("where reading a mailbox fails half way, what was printed is whole and the rest is an error", async () => {
  const { status, out, err } = await runLong(["--json"], () => {
    throw new UsageError("Cannot read it: the disk is gone.");
  });
  expect(status).toBe(2);
  expect(err).toBe("patch-archaeology parse: Cannot read it: the disk is gone.\n");
  const [row] = rows(out) as [{ kind: string; messages: unknown[] }];
  expect([row.kind, row.messages.length]).toEqual(["mbox", 600]);
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

test("for people, too, a patch that was cut off in the middle says so", async () => {
  const { out } = await run(["parse", "--stdin"], new Uint8Array(readFileSync(corpus).subarray(0, 5000)));
  // Counted by hand: of the hunk's 46 new lines 42 are left, of the 6 old ones 3.
  expect(out).toContain("counts 6 old and 46 new lines but 3 old and 42 new are here");
});
