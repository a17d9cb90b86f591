import { beforeEach, expect, test, vi } from "vitest";
import type { CancellationToken } from "vscode";
import type { Desk } from "../../../src/host/desk/desk";
import { offerTools } from "../../../src/host/languageModel/tools";
import type { Replaying } from "../../../src/host/replay/replay";
import { Client, type StartThread } from "../../../src/host/worker/client";
import { library } from "../../../src/host/worker/models";
import { Searchers } from "../../../src/host/worker/searchers";
import { answer } from "../../../src/host/worker/server";
import { simulation } from "../../../src/host/worker/simulation";

/** What a tool of VS Code is. */
interface Tool {
  readonly invoke: (options: { readonly input: object }, cancel: CancellationToken) => Promise<object>;
}

// Language models came with VS Code 1.95; this is as much of them as a tool needs.
const { api, tools } = vi.hoisted(() => {
  const tools = new Map<string, unknown>();
  class Text {
    constructor(readonly value: string) {}
  }
  class Result {
    constructor(readonly content: readonly Text[]) {}
  }
  class CancellationError extends Error {}
  const api = {
    lm: {
      registerTool: (name: string, tool: unknown) => {
        tools.set(name, tool);
        return { dispose: () => tools.delete(name) };
      },
    } as object | undefined,
    LanguageModelToolResult: Result,
    LanguageModelTextPart: Text,
    CancellationError,
  };
  return { api, tools };
});
vi.mock("vscode", async (original) => ({
  ...(await original<object>()),
  ...api,
  workspace: { getConfiguration: () => ({ get: () => undefined }) },
  get lm() {
    return api.lm;
  },
}));

const handlers = simulation(library);
const inProcess: StartThread = (answered) =>
  Promise.resolve({ post: (question) => answer(handlers, question, answered), stop: () => undefined });
const silent: StartThread = () => Promise.resolve({ post: () => undefined, stop: () => undefined });

const desk = {
  allSites: () =>
    Promise.resolve([
      {
        found: {
          series: [
            {
              title: "two patches",
              missing: [2],
              patches: [
                {
                  id: "p1",
                  subject: "one",
                  author: "Ann",
                  commit: null,
                  files: [{ path: "a.c", hunks: [{ id: "p1/a.c#1" }] }],
                },
              ],
            },
          ],
        },
      },
    ]),
} as unknown as Desk;

/** A token that is cancelled by hand. */
function token() {
  const listeners: (() => void)[] = [];
  const state = {
    isCancellationRequested: false,
    onCancellationRequested: (listener: () => void) => {
      listeners.push(listener);
      return { dispose: () => listeners.splice(listeners.indexOf(listener), 1) };
    },
  };
  const cancel = () => {
    state.isCancellationRequested = true;
    for (const listener of [...listeners]) listener();
  };
  return { token: state as unknown as CancellationToken, cancel, listeners };
}

function offer(start: StartThread) {
  const stepper = new Client(inProcess);
  offerTools(desk, { stepper } as unknown as Replaying, new Searchers(start));
}

async function invoke(name: string, input: object, cancel = token().token): Promise<unknown> {
  const tool = tools.get(`patchArchaeology_${name}`) as Tool;
  const { content } = (await tool.invoke({ input }, cancel)) as {
    readonly content: readonly { readonly value: string }[];
  };
  return JSON.parse(content[0]?.value ?? "");
}

beforeEach(() => tools.clear());

test("nothing is registered where VS Code has no tools", () => {
  const { lm } = api;
  api.lm = undefined;
  offer(inProcess);
  api.lm = lm;
  expect([...tools]).toEqual([]);
});

test("the open series is read", async () => {
  offer(inProcess);
  expect(await invoke("series", {})).toEqual([
    {
      title: "two patches",
      missing: [2],
      patches: [
        {
          id: "p1",
          subject: "one",
          author: "Ann",
          commit: null,
          files: [{ path: "a.c", hunks: ["p1/a.c#1"] }],
        },
      ],
    },
  ]);
});

test("the known findings are listed, all or those of a revision", async () => {
  offer(inProcess);
  const all = (await invoke("findings", {})) as readonly { id: string; revisions: readonly string[] }[];
  expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(["lost-wakeup", "second-completion"]));
  const ofLock = (await invoke("findings", { revision: "lock" })) as typeof all;
  expect(ofLock.length).toBeGreaterThan(0);
  expect(ofLock.length).toBeLessThan(all.length);
  expect(ofLock.every(({ revisions }) => revisions.includes("lock"))).toBe(true);
});

test("a scenario is explored, and one of its schedules explained", async () => {
  offer(inProcess);
  const cell = { revision: "p5", scenario: "aio-write-hole-second-block" };
  const { outcomes, exhaustive } = (await invoke("explore", cell)) as {
    readonly exhaustive: boolean;
    readonly outcomes: readonly {
      readonly schedule: string;
      readonly violations: readonly { readonly kind: string }[];
    }[];
  };
  expect(exhaustive).toBe(true);
  const hang = outcomes.find(({ violations }) => violations.some(({ kind }) => kind === "hang"));
  const { steps, outcome } = (await invoke("explain", { ...cell, schedule: hang?.schedule })) as {
    readonly steps: readonly string[];
    readonly outcome: string;
  };
  expect(steps[0]).toMatch(/^1 submitter /);
  expect(outcome).toContain("hang");
});

test("what a model leaves out or makes up is refused in one sentence", async () => {
  offer(inProcess);
  await expect(invoke("explore", { revision: "p5" })).rejects.toThrow('The tool needs a text "scenario".');
  await expect(invoke("explore", { revision: "p55", scenario: "aio-read" })).rejects.toThrow("p55");
});

test("a search is given up when the token is cancelled, before it or while it runs", async () => {
  offer(silent);
  const cell = { revision: "p5", scenario: "aio-read" };
  const running = token();
  const answered = invoke("explore", cell, running.token);
  await expect.poll(() => running.listeners).toHaveLength(1);
  running.cancel();
  await expect(answered).rejects.toBeInstanceOf(api.CancellationError);
  expect(running.listeners).toEqual([]);
  await expect(invoke("explore", cell, running.token)).rejects.toBeInstanceOf(api.CancellationError);
});
