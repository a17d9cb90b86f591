import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { findIn } from "../../src/host/desk/found";
import { Cells } from "../../src/host/panel/cells";
import { linkQuery } from "../../src/host/panel/link";
import { Session } from "../../src/host/panel/session";
import { CurrentExecution } from "../../src/host/replay/current";
import type { StartThread } from "../../src/host/worker/client";
import { Client } from "../../src/host/worker/client";
import type { Answer } from "../../src/host/worker/requests";
import { placesOf } from "../../src/models/places/places";
import type { Setup } from "../../src/protocol";
import type { Bundle, TestPanel } from "./browser";
import { openPanel } from "./browser";
import type { Theme } from "./themes";

/** The race of the README. */
export const readmeRace: Setup = {
  scenario: "aio-read-fault-third-page",
  custom: null,
  revision: "base",
  beside: null,
  without: [],
  irq: "any-cpu",
  continueAfterOops: false,
};

/** A panel with the extension's own session behind it, over the real models in real worker threads. */
export interface LivePanel extends TestPanel {
  readonly current: CurrentExecution;
  readonly copied: readonly string[];
  readonly close: () => Promise<void>;
}

/** Bundles the exploration worker, and starts threads of it. */
export async function workerStarter(): Promise<{ readonly start: StartThread; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "worker-"));
  const outfile = join(folder, "worker.mjs");
  const options = { bundle: true, minify: true, format: "esm", target: "es2022" } as const;
  await build({
    ...options,
    entryPoints: ["src/host/worker/main.ts"],
    outfile,
    external: ["node:worker_threads"],
    logLevel: "warning",
  });
  const start: StartThread = async (answered, died) => {
    const worker = new Worker(outfile);
    worker.on("message", (message) => answered(message as Answer));
    worker.on("error", (error) => died(error.message));
    return { post: (question) => worker.postMessage(question), stop: () => void worker.terminate() };
  };
  return { start, remove: () => rmSync(folder, { recursive: true }) };
}

/** The patches of the sample, to find lines of steps in. */
function samplePatches() {
  const names = readdirSync("media/corpus");
  return findIn(names.map((name) => ({ name, bytes: readFileSync(`media/corpus/${name}`) }))).patches;
}

/** Opens a panel on a run, as the extension does. */
export async function openLive(
  browser: Browser,
  parts: Bundle,
  start: StartThread,
  theme: Theme,
  size: { readonly width: number; readonly height: number },
  setup: Setup = readmeRace,
): Promise<LivePanel> {
  const panel = await openPanel(browser, parts, theme, size);
  const [stepper, searcher, lookout] = [new Client(start), new Client(start), new Client(start)];
  const patches = samplePatches();
  const current = new CurrentExecution(stepper, lookout, (revision) =>
    placesOf(revision, async (name) => patches.get(name)),
  );
  const copied: string[] = [];
  const session = new Session(
    {
      send: (message) => void panel.send(message).catch(() => undefined),
      copy: async (text) => void copied.push(text),
      linkTo: async (run, cursor) => `vscode://panel.test/replay?${linkQuery({ ...run, cursor })}`,
      save: async (name, content) => copied.push(`${name}\n${content}`) > 0,
      openSource: async (document, line) => void copied.push(`${document}:${line}`),
      open: async () => null,
      title: () => undefined,
      patch: async (name) => patches.get(name),
    },
    current,
    { stepper, searcher, memory: () => undefined, cells: new Cells() },
    { setup, schedule: null, cursor: 0, saved: null },
  );
  await panel.page.exposeFunction("toHost", (message: unknown) => session.receive(message));
  // The stub keeps what was sent so far; from now on it is handed over.
  await panel.page.evaluate(() => {
    const { stub, toHost } = window as unknown as {
      stub: { sent: unknown[] };
      toHost: (message: unknown) => void;
    };
    const earlier = [...stub.sent];
    stub.sent.push = (...messages) => {
      messages.forEach(toHost);
      return Array.prototype.push.apply(stub.sent, messages);
    };
    earlier.forEach(toHost);
  });
  return {
    ...panel,
    current,
    copied,
    close: async () => {
      session.dispose();
      for (const client of [stepper, searcher, lookout]) client.stop();
      await panel.page.context().close();
    },
  };
}
