import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SPIN_OPTIONS } from "../explore";

/** What SPIN did with a model. */
export interface SpinRun {
  readonly states: number;
  /** Of the compiled search alone, without translating and compiling. */
  readonly milliseconds: number;
}

/** Lets SPIN visit every state of a model, compiled with -O2; undefined where spin or gcc is missing. */
export function runSpin(promela: string): SpinRun | undefined {
  const folder = mkdtempSync(join(tmpdir(), "spin-"));
  const run = (program: string, ...args: readonly string[]) =>
    execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  try {
    writeFileSync(join(folder, "model.pml"), promela);
    run("spin", ...SPIN_OPTIONS, "-a", "model.pml");
    run("gcc", "-w", "-O2", "-DSAFETY", "-DNOREDUCE", "-DMEMLIM=4096", "-o", "pan", "pan.c");
    const started = performance.now();
    const report = run(join(folder, "pan"), "-c0", "-m1000000", "-w22");
    const milliseconds = performance.now() - started;
    return { states: Number(/(\d+) states, stored/.exec(report)?.[1]), milliseconds };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
