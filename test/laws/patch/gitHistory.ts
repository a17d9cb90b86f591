import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cSource, edited } from "./cSource";
import { Random } from "./random";

interface Content {
  readonly lines: readonly string[];
  readonly mode: string;
  readonly lineEnd: string;
  readonly finalNewline: boolean;
}

const folders = ["fs", "mm", "drivers/block", "include/linux"];
const oddNames = [
  "with blank.c",
  "two  blanks.txt",
  'quo"te.c',
  "tab\there.c",
  "caf\u00e9.c",
  "back\\slash.c",
  "-dash.c",
  "b/a/b.c",
];

function textOf(content: Content): string {
  const text = content.lines.join(content.lineEnd);
  return content.lines.length === 0 ? "" : text + (content.finalNewline ? content.lineEnd : "");
}

/** A path as fast-import wants it: C-quoted, its bytes as latin1. */
function quotedPath(path: string): string {
  const bytes = Buffer.from(path, "utf8").toString("latin1");
  return `"${bytes.replace(/[\\"]/g, "\\$&").replace(/\t/g, "\\t")}"`;
}

function store(path: string, content: Content): readonly string[] {
  const text = textOf(content);
  return [`M ${content.mode} inline ${quotedPath(path)}`, `data ${String(text.length)}`, text];
}

function newPath(random: Random, odd: boolean): string {
  const folder = random.pick(folders);
  const serial = String(random.between(1, 999_999));
  return odd && random.chance(0.3)
    ? `${folder}/${serial}${random.pick(oddNames)}`
    : `${folder}/file${serial}.c`;
}

function plainChange(
  random: Random,
  files: Map<string, Content>,
  touched: Set<string>,
  first: boolean,
  odd: boolean,
): readonly string[] {
  const known = [...files.keys()].filter((path) => !touched.has(path));
  const isNew = first || known.length === 0 || random.chance(0.08);
  const path = isNew ? newPath(random, odd) : random.pick(known);
  const old = files.get(path);
  const content: Content = {
    lines: old === undefined ? cSource(random) : edited(random, old.lines),
    mode: old?.mode ?? "100644",
    lineEnd: old?.lineEnd ?? (odd && random.chance(0.15) ? "\r\n" : "\n"),
    finalNewline: odd && random.chance(0.2) ? !(old?.finalNewline ?? true) : (old?.finalNewline ?? true),
  };
  files.set(path, content);
  touched.add(path);
  return store(path, content);
}

function oddChange(random: Random, files: Map<string, Content>, touched: Set<string>): readonly string[] {
  const known = [...files.keys()].filter((path) => !touched.has(path));
  if (known.length < 4) return [];
  const path = random.pick(known);
  const old = files.get(path);
  if (old === undefined) return [];
  touched.add(path);
  const to = newPath(random, true);
  const changed = random.chance(0.6) ? { ...old, lines: edited(random, old.lines) } : old;
  switch (random.between(0, 6)) {
    case 0:
      files.delete(path);
      return [`D ${quotedPath(path)}`];
    case 1:
    case 2:
      files.delete(path);
      files.set(to, changed);
      touched.add(to);
      return [`D ${quotedPath(path)}`, ...store(to, changed)];
    case 3:
      files.set(to, changed);
      touched.add(to);
      return store(to, changed);
    case 4: {
      const mode = { ...old, mode: old.mode === "100644" ? "100755" : "100644" };
      files.set(path, mode);
      return store(path, mode);
    }
    case 5: {
      const empty = { ...old, lines: [] };
      touched.add(to);
      files.set(to, empty);
      return store(to, empty);
    }
    default: {
      const bytes = Array.from({ length: random.between(20, 300) }, () => random.between(0, 255));
      const binary = { ...old, lines: [String.fromCharCode(0, ...bytes)] };
      touched.add(to);
      files.set(to, binary);
      return store(to, binary);
    }
  }
}

/** What a commit changes. */
export interface CommitDiff {
  readonly commit: string;
  readonly text: string;
}

/** A git repository in a temporary folder, made from a seed, alone for one test file. */
export class GitHistory {
  readonly folder = mkdtempSync(join(tmpdir(), "patch-laws-"));

  /** Runs git there, far from any configuration of the person who runs the tests. */
  git(arguments_: readonly string[], input?: string): string {
    return execFileSync("git", arguments_, {
      cwd: this.folder,
      input: Buffer.from(input ?? "", "latin1"),
      encoding: "latin1",
      maxBuffer: 1 << 28,
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, HOME: this.folder, GIT_CONFIG_NOSYSTEM: "1", GIT_PAGER: "cat", LC_ALL: "C" },
    });
  }

  /**
   * Writes `commits` commits of generated C, each changing one to three files, with one
   * fast-import. With `oddities` files are also moved, copied, deleted, emptied, made
   * executable or binary, lose their last newline, have CRLF, and odd names.
   */
  constructor(seed: number, commits: number, oddities = false) {
    const random = new Random(seed);
    this.git(["init", "-q", "-b", "main", "."]);
    const files = new Map<string, Content>();
    const stream: string[] = [];
    for (let commit = 0; commit <= commits; commit++) {
      const message = `step ${String(commit)}: change what is generated\n`;
      stream.push(
        "commit refs/heads/main",
        `committer A Writer <writer@example.org> ${String(1170000000 + commit * 60)} +0000`,
        `data ${String(message.length)}`,
        message,
      );
      const changes = commit === 0 ? 12 : random.between(1, 3);
      const touched = new Set<string>();
      for (let change = 0; change < changes; change++) {
        if (commit > 0 && oddities && random.chance(0.4)) stream.push(...oddChange(random, files, touched));
        else stream.push(...plainChange(random, files, touched, commit === 0, oddities));
      }
    }
    this.git(["fast-import", "--quiet"], `${stream.join("\n")}\n`);
  }

  /** What stands under each name, such as `main:fs/aio.c`. */
  blobs(names: readonly string[]): readonly string[] {
    const answer = this.git(
      ["cat-file", "--batch"],
      names.map((name) => `${Buffer.from(name, "utf8").toString("latin1")}\n`).join(""),
    );
    let rest = 0;
    return names.map((name) => {
      const end = answer.indexOf("\n", rest);
      const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(answer.slice(rest, end)) ?? [];
      if (size === undefined) throw new Error(`git has no blob ${name}`);
      rest = end + 1 + Number(size) + 1;
      return answer.slice(end + 1, rest - 1);
    });
  }

  /** What `git diff-tree` writes of each commit that changes something. */
  diffs(commits: readonly string[], options: readonly string[]): readonly CommitDiff[] {
    const all = this.git(["diff-tree", "--stdin", "-p", ...options], `${commits.join("\n")}\n`);
    const [, ...parts] = all.split(/^([0-9a-f]{40})\n/m);
    return parts.flatMap((commit, n) => (n % 2 === 0 ? [{ commit, text: parts[n + 1] ?? "" }] : []));
  }

  /** Every commit but the first as `git format-patch` writes it: mail headers, message, diffstat, diff, signature. */
  patches(options: readonly string[] = []): readonly string[] {
    const root = this.git(["rev-list", "--max-parents=0", "main"]).trim();
    const text = this.git(["format-patch", "--stdout", ...options, `${root}..main`]);
    return text.split(/^(?=From [0-9a-f]{40} Mon Sep 17 )/m).filter((part) => part !== "");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
