import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { SPIN_OPTIONS } from "../explore";

/** How SPIN is to search a model; by default every state, without stopping at an error. */
export interface SpinOptions {
  /** Options of spin itself; by default those with which it takes one step where the machine takes one. */
  readonly spin?: readonly string[];
  /** Names for its preprocessor, such as `N=3`. */
  readonly defines?: readonly string[];
  /** Options of gcc; by default room for states of up to 8 KB. */
  readonly gcc?: readonly string[];
  /** Options of the compiled search. */
  readonly search?: readonly string[];
}

/** What SPIN found. */
export interface SpinSearch {
  readonly states: number;
  /** SPIN counts the initial state as one; that one is taken off here. */
  readonly transitions: number;
  readonly errors: number;
  /** All that the search printed: its report, and what the model itself writes. */
  readonly report: string;
  /** Of the compiled search alone, without translating and compiling. */
  readonly milliseconds: number;
}

const run = promisify(execFile);
const mostOutput = 64 * 2 ** 20;

/** For states of some hundred thousand; SPIN's own table, 128 MB, takes longer to be cleared than most models to be searched. */
const table = "-w20";

/** Lets SPIN visit every state of a model; resolves to undefined where spin or gcc is missing. */
export async function spinSearch(
  promela: string,
  options: SpinOptions = {},
): Promise<SpinSearch | undefined> {
  const { spin = SPIN_OPTIONS, defines = [], gcc = ["-DVECTORSZ=8192"], search = [] } = options;
  const folder = await mkdtemp(join(tmpdir(), "spin-"));
  const here = { cwd: folder, maxBuffer: mostOutput };
  try {
    await writeFile(join(folder, "model.pml"), promela);
    await run("spin", [...spin, ...defines.map((name) => `-D${name}`), "-a", "model.pml"], here);
    await run("gcc", ["-w", ...gcc, "-DSAFETY", "-DNOREDUCE", "-DMEMLIM=4096", "-o", "pan", "pan.c"], here);
    const started = performance.now();
    const { stdout } = await run(join(folder, "pan"), ["-c0", "-m1000000", table, ...search], here);
    const milliseconds = performance.now() - started;
    return { ...figuresIn(stdout), report: stdout, milliseconds };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresIn(report: string): Pick<SpinSearch, "states" | "transitions" | "errors"> {
  const number = (pattern: RegExp) => Number(pattern.exec(report)?.[1] ?? Number.NaN);
  return {
    states: number(/(\d+) states, stored/),
    transitions: number(/(\d+) transitions/) - 1,
    errors: number(/errors: (\d+)/),
  };
}
