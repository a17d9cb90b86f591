import { describe, expect, test } from "vitest";
import type { ToPanel } from "../../src/protocol";
import { linkQuery, readLinkQuery } from "../../src/host/panel/link";
import { Session } from "../../src/host/panel/session";
import type { Thread } from "../../src/host/worker/client";
import { Client } from "../../src/host/worker/client";
import type { Handlers, Question } from "../../src/host/worker/requests";
import { answer } from "../../src/host/worker/server";
import { catalogue, mended, race, setup, verdict } from "./fixture";

const handlers: Handlers = {
  catalogue: () => catalogue,
  explore: (input, progress) => {
    progress({ executions: 1, states: 2, steps: 3, milliseconds: 4 });
    return { ...verdict, setup: input };
  },
  replay: ({ schedule }) => {
    if (!/^s/.test(schedule)) throw new Error(`"${schedule}" is no schedule.`);
    return { execution: { ...race, schedule }, note: "" };
  },
  turn: ({ at, context }) => ({
    keep: at,
    steps: [],
    schedule: `s${at} ${context}`,
    end: "open",
    outcome: null,
  }),
  compare: ({ revision }) => ({ execution: { ...mended, revision }, parts: { at: 12, why: "other code" } }),
  cell: ({ revision, scenario }) => ({
    revision,
    scenario,
    result: "holds",
    word: "holds",
    detail: "",
    schedule: null,
  }),
  writeTrace: ({ schedule }) => `trace of ${schedule}`,
  readTrace: () => ({ setup, schedule: "s3", note: "made by another version" }),
};

/** A client whose thread answers in the next turn of the event loop; `silent` never answers. */
function client(silent = false): { readonly client: Client; readonly stopped: () => number } {
  let stopped = 0;
  const start = (answered: Parameters<ConstructorParameters<typeof Client>[0]>[0]): Promise<Thread> =>
    Promise.resolve({
      post: (question: Question) => {
        if (!silent) setTimeout(() => answer(handlers, question, answered), 0);
      },
      stop: () => {
        stopped++;
      },
    });
  return { client: new Client(start), stopped: () => stopped };
}

function session(searcher = client().client, schedule: string | null = null) {
  const sent: ToPanel[] = [];
  const did: string[] = [];
  const one = new Session(
    {
      send: (message) => sent.push(message),
      light: (place) => did.push(`light ${place?.line ?? "none"}`),
      copy: async (text) => void did.push(`copy ${text}`),
      linkTo: async (run, cursor) => `link:${linkQuery({ ...run, cursor })}`,
      save: async (name, content) => did.push(`save ${name}: ${content}`) > 0,
      open: async () => "text",
      placesOf: async () => (step) => (step.function === "aio_complete" ? [lit] : []),
      title: (title) => did.push(`title ${title}`),
    },
    client().client,
    searcher,
    { setup, schedule, cursor: 0, saved: null },
  );
  return { one, sent, did };
}

const lit = {
  patch: "p1",
  path: "fs/direct-io.c",
  side: "old",
  line: 3,
  hunk: null,
  across: null,
  unchanged: false,
} as const;

const ready = { kind: "ready", version: 1, saved: null };

describe("a session", () => {
  test("answers ready with everything, and replays the worst outcome of a search", async () => {
    const { one, sent, did } = session();
    await one.receive(ready);
    expect(sent.map((message) => message.kind)).toEqual([
      "snapshot",
      "progress",
      "verdict",
      "execution",
      "comparison",
    ]);
    // The worst of the fixture's two outcomes stands second.
    expect(sent.find((message) => message.kind === "execution")).toMatchObject({
      cursor: 0,
      execution: { schedule: "s6 b0 3 s5 b1 2" },
    });
    expect(did).toContain("title two-bios on base");
  });

  test("a panel that was hidden gets the same run and verdict again", async () => {
    const { one, sent } = session();
    await one.receive(ready);
    await one.receive({ kind: "at", cursor: 5, place: null, context: null, words: "" });
    sent.length = 0;
    await one.receive(ready);
    expect(sent.map((message) => message.kind)).toEqual(["snapshot", "execution", "comparison", "verdict"]);
    expect(sent[1]).toMatchObject({ cursor: 5 });
  });

  test("steps have the lines that the open diffs show", async () => {
    const { one, sent } = session(undefined, "s16");
    await one.receive(ready);
    const execution = sent.find((message) => message.kind === "execution");
    const places = execution?.execution.steps.map((step) => step.place?.line ?? 0) ?? [];
    // aio_complete() runs in steps 13 and 16 of the fixture.
    expect(places.flatMap((line, i) => (line > 0 ? [[i + 1, line]] : []))).toEqual([
      [13, 3],
      [16, 3],
    ]);
  });

  test("what a panel kept before a restart is where it goes on", async () => {
    const { one, sent } = session();
    const saved = {
      version: 1,
      setup: { ...setup, beside: "p5" },
      schedule: "s4",
      cursor: 3,
      branches: [],
      bookmarks: [],
      watches: ["dio->result"],
      view: "replay",
      speed: 2,
    } as const;
    await one.receive({ ...ready, saved });
    expect(sent[0]).toMatchObject({ kind: "snapshot", saved });
    expect(sent[1]).toMatchObject({ kind: "execution", cursor: 3, execution: { schedule: "s4" } });
    expect(sent[2]).toMatchObject({ kind: "comparison", comparison: { execution: { revision: "p5" } } });
  });

  test("unknown messages and wrong schedules become one sentence, and the session goes on", async () => {
    const { one, sent } = session();
    await one.receive({ kind: "format disk" });
    expect(sent.at(-1)).toMatchObject({ kind: "said", problem: true });
    await one.receive({ kind: "replay", schedule: "?", cursor: null, reason: "" });
    expect(sent.at(-1)).toEqual({ kind: "said", sentence: '"?" is no schedule.', problem: true });
    await one.receive({ kind: "replay", schedule: "s2", cursor: 1, reason: "a card" });
    expect(sent.find((message) => message.kind === "execution")).toMatchObject({
      cursor: 1,
      reason: "a card",
      show: true,
    });
  });

  test("cancelling stops the search's thread and leaves the steps alone", async () => {
    const stuck = client(true);
    const { one, sent } = session(stuck.client, "s1");
    const opened = one.receive(ready);
    await new Promise((done) => setTimeout(done, 20));
    await one.receive({ kind: "cancel" });
    await opened;
    expect(stuck.stopped()).toBe(1);
    expect(sent.at(-1)).toEqual({ kind: "searchEnded", why: "The search was cancelled." });
    await one.receive({ kind: "choose", at: 1, context: "bio0", choice: null });
    expect(sent.find((message) => message.kind === "extended")).toMatchObject({
      keep: 1,
      schedule: "s1 bio0",
    });
  });

  test("shares: link, trace, text", async () => {
    const { one, did } = session(undefined, "s2");
    await one.receive(ready);
    await one.receive({ kind: "copyLink", schedule: "s2 b0 3", cursor: 4 });
    await one.receive({ kind: "saveTrace", schedule: "s2" });
    expect(did).toContain("copy link:scenario=two-bios&revision=base&schedule=s2+b0+3&step=4");
    expect(did).toContain("save two-bios-base.trace.json: trace of s2");
  });
});

test("a link says what it was made of", () => {
  const run = {
    setup: {
      ...setup,
      beside: "p5",
      without: ["p5/fs/direct-io.c#1", "p5/mm/filemap.c#2"],
      irq: "same-cpu",
      continueAfterOops: true,
    },
    schedule: "s7 b1 s1?2",
    cursor: 7,
  } as const;
  expect(readLinkQuery(linkQuery(run))).toEqual(run);
  expect(readLinkQuery(linkQuery({ setup, schedule: "s1", cursor: 0 }))).toEqual({
    setup,
    schedule: "s1",
    cursor: 0,
  });
});

test.each([
  ["revision=base&schedule=s1", 'The link has no "scenario".'],
  ["scenario=a&revision=base&schedule=s1&step=-1", 'The link\'s "step" is not a number: -1.'],
  [
    "scenario=a&revision=base&schedule=s1&irq=none",
    'The link\'s "irq" is neither any-cpu nor same-cpu: none.',
  ],
])("the link %s is refused: %s", (query, why) => expect(() => readLinkQuery(query)).toThrow(why));
