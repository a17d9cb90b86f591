import type { CellView, ToPanel } from "../../src/protocol";
import { Cells } from "../../src/host/panel/cells";
import { linkQuery } from "../../src/host/panel/link";
import { CurrentExecution } from "../../src/host/replay/current";
import { Session } from "../../src/host/panel/session";
import type { Thread } from "../../src/host/worker/client";
import { Client } from "../../src/host/worker/client";
import type { PlacesOf } from "../../src/models/places/places";
import type { HandlersOf, Question, SimulationRequests } from "../../src/host/worker/requests";
import { answer } from "../../src/host/worker/server";
import { catalogue, mended, race, setup, verdict } from "./fixture";

function cellOf({ revision, scenario }: Pick<CellView, "revision" | "scenario">): CellView {
  return { revision, scenario, result: "holds", word: "holds", detail: "", findings: [], schedule: null };
}

/** Answers every request from the fixture. */
export const handlers: HandlersOf<SimulationRequests> = {
  catalogue: () => catalogue,
  origins: () => ({}),
  findings: () => [],
  expect: () => "",
  explore: (input, progress) => {
    progress({ executions: 1, states: 2, steps: 3, milliseconds: 4, found: [] });
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
  cell: cellOf,
  noReturn: () => ({ step: 9, words: "After step 9 every order fails.", model: "abc" }),
  inspect: () => [],
  judgeCell: ({ setup: input }) => ({
    verdict: { ...verdict, setup: input },
    cell: cellOf(input),
    differences: [],
    known: [],
  }),
  writeTrace: ({ schedule }) => `trace of ${schedule}`,
  readTrace: () => ({ setup, schedule: "s3", note: "made by another version" }),
};

/** A client whose thread answers in the next turn of the event loop; `silent` never answers. */
export function client(
  silent = false,
  does = handlers,
): { readonly client: Client; readonly asked: () => number; readonly stopped: () => number } {
  let asked = 0;
  let stopped = 0;
  const start = (answered: Parameters<ConstructorParameters<typeof Client>[0]>[0]): Promise<Thread> =>
    Promise.resolve({
      post: (question: Question) => {
        asked++;
        if (!silent) setTimeout(() => answer(does, question, answered), 0);
      },
      stop: () => {
        stopped++;
      },
    });
  return { client: new Client(start), asked: () => asked, stopped: () => stopped };
}

/** The line that `aio_complete()` is lit at. */
const lit = {
  patch: "p1",
  path: "fs/direct-io.c",
  side: "old",
  line: 3,
  hunk: null,
  across: null,
  unchanged: false,
} as const;

/**
 * A session over the fixture, with what it sent to its panel and what it did in the editor.
 *
 * @param schedule what it begins with; null searches first
 * @param ceiling the memory that searches may use
 * @param places finds the lines of a revision's steps
 * @param cells what is known of the matrix before
 */
export function session(
  searcher = client().client,
  schedule: string | null = null,
  ceiling = () => 2 ** 30,
  places: (revision: string) => Promise<PlacesOf> = async () => (step) =>
    step.function === "aio_complete" ? [lit] : [],
  cells = new Cells(),
) {
  const sent: ToPanel[] = [];
  const did: string[] = [];
  const stepper = client().client;
  const current = new CurrentExecution(stepper, client().client, places);
  const one = new Session(
    {
      send: (message) => sent.push(message),
      copy: async (text) => void did.push(`copy ${text}`),
      linkTo: async (run, cursor) => `link:${linkQuery({ ...run, cursor })}`,
      save: async (name, content) => did.push(`save ${name}: ${content}`) > 0,
      open: async () => "text",
      title: (title) => did.push(`title ${title}`),
      patch: async () => undefined,
      openSource: async (document, line) => void did.push(`open ${document}:${line}`),
    },
    current,
    { stepper, searcher, memory: ceiling, cells },
    { setup, schedule, cursor: 0, saved: null },
  );
  return { one, sent, did, current };
}

/** The first message of a panel that was never there before. */
export const ready = { kind: "ready", version: 1, saved: null };
