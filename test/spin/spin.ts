import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SPIN_OPTIONS } from "../../src/explore";

/** What SPIN found. */
export interface SpinResult {
  readonly states: number;
  /** SPIN counts the initial state as one; that one is taken off here. */
  readonly transitions: number;
  readonly errors: number;
}

/** Lets SPIN visit every state of a model; `defines` go to its preprocessor. */
export function spin(promela: string, defines: readonly string[] = []): SpinResult {
  const folder = mkdtempSync(join(tmpdir(), "spin-"));
  try {
    writeFileSync(join(folder, "model.pml"), promela);
    const run = (program: string, ...args: readonly string[]) =>
      execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    run("spin", ...SPIN_OPTIONS, ...defines.map((name) => `-D${name}`), "-a", "model.pml");
    run("gcc", "-w", "-DSAFETY", "-DNOREDUCE", "-DVECTORSZ=8192", "-o", "pan", "pan.c");
    const report = run("./pan", "-c0", "-m1000000");
    const number = (pattern: RegExp) => Number(pattern.exec(report)?.[1] ?? Number.NaN);
    return {
      states: number(/(\d+) states, stored/),
      transitions: number(/(\d+) transitions/) - 1,
      errors: number(/errors: (\d+)/),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
