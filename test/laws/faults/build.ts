import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import type * as Trace from "../../golden/steps/trace";
import { helpersOf, instrument, type Helpers, type Fault } from "./instrument";

/** The switch of the instrumented models. */
class Switch {
  /** Every fault that could have been come by since this was emptied. */
  readonly met = new Set<number>();
  private chosen: number | undefined;
  private left = 0;

  /** What `run` gives while the models have this fault. */
  during<T>(chosen: number | undefined, run: () => T): T {
    this.chosen = chosen;
    this.left = MOST_BLOCKS;
    return run();
  }

  /** Whether the models have this fault now. */
  at(id: number): boolean {
    this.count();
    this.met.add(id);
    return id === this.chosen;
  }

  /** Counts what is run again and again. */
  count(): void {
    this.left -= 1;
    if (this.left < 0) throw new Error("the fault makes a loop that does not end");
  }
}

declare global {
  var faultOfModels: Switch;
}

/** Models that can be made faulty, and the traces of them. */
export interface Faulty {
  readonly faults: readonly Fault[];
  readonly traceOf: typeof Trace.traceOf;
  readonly current: Switch;
}

const models = fileURLToPath(new URL("../../../src/models/", import.meta.url));
const folders = ["direct-io", "filemap", "aio", "xfs"];

/** More blocks than any trace enters: a fault can make a loop that does not end. */
const MOST_BLOCKS = 200_000;

function sources(): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(`${models}${folder}`, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${models}${folder}/${name}`),
  );
}

/** Builds the models with a switch for each fault, and loads them. */
export async function faultyModels(): Promise<Faulty> {
  const texts = new Map(sources().map((path) => [path, readFileSync(path, "utf8")]));
  // Helpers call helpers of other files; twice through is enough, for none is deeper.
  let helpers: Helpers = new Map();
  for (let n = 0; n < 2; n += 1) for (const [path, text] of texts) helpers = helpersOf(path, text, helpers);
  const faults: Fault[] = [];
  const codes = new Map<string, string>();
  for (const [path, text] of texts) {
    const made = instrument(path, text, helpers, faults.length);
    faults.push(...made.faults);
    codes.set(path, made.code);
  }
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../../golden/steps/trace.ts", import.meta.url))],
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
    plugins: [
      {
        name: "faults",
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const contents = codes.get(path);
            return contents === undefined ? undefined : { contents, loader: "ts" };
          });
        },
      },
    ],
  });
  const current = new Switch();
  globalThis.faultOfModels = current;
  const code = outputFiles[0]?.text ?? "";
  // From a file: with a data: address every place in the code would be as long as the code.
  const folder = mkdtempSync(join(tmpdir(), "faults-"));
  const file = join(folder, "models.mjs");
  writeFileSync(file, code);
  const { traceOf } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as typeof Trace;
  rmSync(folder, { recursive: true });
  return { faults, traceOf, current };
}
