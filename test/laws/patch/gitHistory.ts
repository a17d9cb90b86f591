import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cSource, edited } from "./cSource";
import { Random } from "./random";

/** A git repository in a temporary folder, made from a seed, alone for one test file. */
export class GitHistory {
  readonly folder = mkdtempSync(join(tmpdir(), "patch-laws-"));

  /** Runs git there, far from any configuration of the person who runs the tests. */
  git(arguments_: readonly string[], input?: string): string {
    return execFileSync("git", arguments_, {
      cwd: this.folder,
      input: input ?? "",
      encoding: "latin1",
      maxBuffer: 1 << 28,
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, HOME: this.folder, GIT_CONFIG_NOSYSTEM: "1", GIT_PAGER: "cat", LC_ALL: "C" },
    });
  }

  /** Writes `commits` commits of generated C, each changing one to three files, with one fast-import. */
  constructor(seed: number, commits: number) {
    const random = new Random(seed);
    this.git(["init", "-q", "-b", "main", "."]);
    const files = new Map<string, readonly string[]>();
    const stream: string[] = [];
    const folders = ["fs", "mm", "drivers/block", "include/linux"];
    for (let commit = 0; commit <= commits; commit++) {
      const message = `step ${String(commit)}: change what is generated\n`;
      stream.push(
        "commit refs/heads/main",
        `committer A Writer <writer@example.org> ${String(1170000000 + commit * 60)} +0000`,
        `data ${String(message.length)}`,
        message,
      );
      const changes = commit === 0 ? 12 : random.between(1, 3);
      for (let change = 0; change < changes; change++) {
        const known = [...files.keys()];
        const isNew = commit === 0 || random.chance(0.08);
        const path = isNew
          ? `${random.pick(folders)}/file${String(commit)}-${String(change)}.c`
          : random.pick(known);
        const lines = isNew ? cSource(random) : edited(random, files.get(path) ?? []);
        files.set(path, lines);
        const text = `${lines.join("\n")}\n`;
        stream.push(`M 100644 inline ${path}`, `data ${String(Buffer.byteLength(text))}`, text);
      }
    }
    this.git(["fast-import", "--quiet"], `${stream.join("\n")}\n`);
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
