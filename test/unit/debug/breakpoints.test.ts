import type { DebugClient } from "@vscode/debugadapter-testsupport";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TRACE_FORMAT } from "../../../src/explore/traceFile";
import { numberRows } from "../../../src/patch/rowNumbers";
import { Bench, sources } from "./server";

const hang = { revision: "p5", scenario: "aio-write-hole-second-block", violation: "hang" };
const files = new Map<string, string>();

let bench: Bench;
let client: DebugClient;
let stop: () => Promise<void>;

beforeEach(async () => {
  bench = new Bench(files);
  ({ client, stop } = await bench.serve());
  await client.initializeRequest();
});
afterEach(() => stop());

type Stopped = DebugProtocol.StoppedEvent["body"];

async function begin(launch: object = hang): Promise<void> {
  const ready = client.waitForEvent("initialized");
  await client.launchRequest(launch as DebugProtocol.LaunchRequestArguments);
  await ready;
  const [stopped] = await Promise.all([client.waitForEvent("stopped"), client.configurationDoneRequest()]);
  expect(stopped.body).toMatchObject({ reason: "entry" });
}

async function moved(request: () => Promise<unknown>): Promise<Stopped> {
  const [event] = await Promise.all([client.waitForEvent("stopped"), request()]);
  return event.body as Stopped;
}

const go = () => moved(() => client.continueRequest({ threadId: 1 }));
const goBack = () => moved(() => client.reverseContinueRequest({ threadId: 1 }));
const value = async (expression: string, frameId?: number) =>
  (await client.evaluateRequest({ expression, ...(frameId !== undefined && { frameId }) })).body.result;

/** The line of a file on one side of a patch whose text matches, as the hunks of the seed documents number it. */
async function lineOf(patch: string, path: string, side: "old" | "new", text: RegExp): Promise<number> {
  const file = (await bench.ground.patch(patch))?.files.find((one) => one.new === path);
  for (const hunk of file?.hunks ?? []) {
    const numbers = numberRows(hunk);
    const at = hunk.rows.findIndex((row, n) => text.test(row.text) && numbers[n]?.[side] != null);
    const line = numbers[at]?.[side];
    if (line != null) return line;
  }
  throw new Error(`no line of ${path} ${side} ${patch} matches ${text}`);
}
const io = "fs/direct-io.c";

async function refused(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => "not refused",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

describe("breakpoints on lines", () => {
  const set = async (path: string, ...lines: number[]) =>
    (await client.setBreakpointsRequest({ source: { path }, breakpoints: lines.map((line) => ({ line })) }))
      .body.breakpoints;

  test.each([
    ["p3", "new"],
    ["p2", "old"],
  ] as const)("stop before the line runs, on the %s %s side", async (patch, side) => {
    await begin();
    const path = `${patch}/${side}/${io}`;
    const line = await lineOf(patch, io, side, /^\s*dio->waiter = current;$/);
    const [point] = await set(path, line);
    expect(point).toMatchObject({ verified: true, line });
    expect(await go()).toMatchObject({ reason: "breakpoint", threadId: 1, hitBreakpointIds: [point?.id] });
    const [top] = (await client.stackTraceRequest({ threadId: 1 })).body.stackFrames;
    expect(top?.name).toBe("dio_await_one");
    expect(await value("dio->waiter", top?.id)).toBe("NULL");
    await moved(() => client.nextRequest({ threadId: 1 }));
    expect(await value("dio0->waiter")).toBe("submitter");
  });

  test.each([
    ["a comment", "Nothing runs here: comment."],
    ["a brace", "Nothing runs here: brace"],
  ])("on %s are unverified, with the reason", async (what, reason) => {
    await begin();
    const text = what === "a comment" ? /^\s\*|^\/\*/ : /^}$/;
    const [point] = await set(`p4/new/${io}`, await lineOf("p4", io, "new", text));
    expect(point).toMatchObject({ verified: false, message: expect.stringContaining(reason) });
  });

  test("on lines that no hunk shows, and in other files, say so", async () => {
    await begin();
    expect((await set("p4/new/fs/direct-io.c", 2))[0]?.message).toMatch(/^No hunk shows this line/);
    expect((await set("/home/me/other.c", 2))[0]?.message).toMatch(/^This is no text of a patch/);
  });

  test("the lines that can be reached are offered, and every one of them is hit", async () => {
    await begin();
    const source = { path: "p5/new/fs/direct-io.c" };
    const { breakpoints } = (
      await client.customRequest("breakpointLocations", { source, line: 1, endLine: 1300 })
    ).body as { breakpoints: { line: number }[] };
    expect(breakpoints.length).toBeGreaterThan(5);
    for (const { line } of breakpoints) {
      const targets = (await client.customRequest("gotoTargets", { source, line })).body as {
        targets: { id: number }[];
      };
      expect(targets.targets.length, String(line)).toBeGreaterThan(0);
    }
  });

  test("go to a line moves in time, also back", async () => {
    await begin();
    const source = { path: `p3/new/${io}` };
    const line = await lineOf("p3", io, "new", /^\s*dio->waiter = current;$/);
    const { targets } = (await client.customRequest("gotoTargets", { source, line })).body as {
      targets: { id: number }[];
    };
    await go();
    const at = await moved(() => client.customRequest("goto", { threadId: 1, targetId: targets[0]?.id }));
    expect(at.reason).toBe("goto");
    expect(bench.current.now?.execution.steps[bench.current.now.cursor]?.function).toBe("dio_await_one");
  });
});

describe("data breakpoints", () => {
  test("stop where refcount becomes 1, forwards and backwards", async () => {
    await begin();
    const info = (await client.customRequest("dataBreakpointInfo", { name: "dio->refcount" })).body as {
      dataId: string;
    };
    expect(info.dataId).toBe("dio0->refcount");
    const set = await client.customRequest("setDataBreakpoints", {
      breakpoints: [{ dataId: info.dataId, condition: "== 1" }],
    });
    expect(set.body).toMatchObject({ breakpoints: [{ verified: true }] });
    const seen: string[] = [];
    const positions: number[] = [];
    for (let at = await go(); at.reason === "data breakpoint"; at = await go()) {
      seen.push(await value("dio->refcount"));
      positions.push(bench.current.now?.cursor ?? -1);
    }
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen)).toEqual(new Set(["1"]));
    for (const position of positions.reverse()) {
      expect(await goBack()).toMatchObject({ reason: "data breakpoint" });
      expect(bench.current.now?.cursor).toBe(position);
    }
    await goBack();
    expect(bench.current.now?.cursor).toBe(0);
  });

  test("what is no field cannot be watched, and says so", async () => {
    await begin();
    const info = await client.customRequest("dataBreakpointInfo", { name: "dio->refcont" });
    expect(info.body).toMatchObject({ dataId: null, description: expect.stringMatching(/is no field/) });
  });
});

describe("violations", () => {
  test("stop at a use after free, with what happened", async () => {
    await begin({ revision: "lock", scenario: "aio-read" });
    await client.setExceptionBreakpointsRequest({ filters: ["use-after-free"] });
    expect(await go()).toMatchObject({ reason: "exception", threadId: 1 });
    const info = (await client.customRequest("exceptionInfo", { threadId: 1 })).body as {
      description: string;
    };
    expect(info.description).toBe("use-after-free of dio by submitter in direct_io_worker()");
  });

  test("what is judged at the end stops there; without its filter nothing does", async () => {
    await begin();
    await client.setExceptionBreakpointsRequest({ filters: ["hang"] });
    expect(await go()).toMatchObject({ reason: "exception", text: expect.stringContaining("hang of task") });
    await client.setExceptionBreakpointsRequest({ filters: ["leak"] });
    await goBack();
    expect((await go()).reason).not.toBe("exception");
  });
});

describe("looking", () => {
  test("scopes hold locals and memory; pointers can be opened", async () => {
    await begin();
    await client.setFunctionBreakpointsRequest({ breakpoints: [{ name: "dio_bio_end_aio" }] });
    expect(await go()).toMatchObject({ reason: "function breakpoint", threadId: 2 });
    await moved(() => client.stepInRequest({ threadId: 2 }));
    const [top] = (await client.stackTraceRequest({ threadId: 2 })).body.stackFrames;
    const { scopes } = (await client.scopesRequest({ frameId: top?.id ?? 0 })).body;
    expect(scopes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Locals", "dio", "kiocb", "bios", "ring", "inode", "locks"]),
    );
    const in_ = async (variablesReference: number) =>
      (await client.variablesRequest({ variablesReference })).body.variables;
    const locals = await in_(scopes[0]?.variablesReference ?? 0);
    const dio = locals.find(({ name }) => name === "dio");
    expect(dio?.value).toBe("dio0");
    expect((await in_(dio?.variablesReference ?? 0)).map(({ name }) => name)).toContain("refcount");
    expect(await value("dio->refcount + 1", top?.id)).toBe("3");
    expect(await value("&dio->refcount", top?.id)).toBe("2");
    expect(await value("dio->waiter == 0", top?.id)).toBe("1");
  });

  test("what is not there is said in one sentence", async () => {
    await begin();
    expect(await refused(client.evaluateRequest({ expression: "dio->refcont" }))).toBe(
      "There is no dio->refcont in this execution.",
    );
    expect(await refused(client.evaluateRequest({ expression: "1 +" }))).toMatch(/^Column 4: expected/);
  });
});

describe("functions that no hunk shows", () => {
  test("stand in the model's source, where lines can have breakpoints too", async () => {
    await begin();
    const [top] = (await client.stackTraceRequest({ threadId: 1 })).body.stackFrames;
    const path = top?.source?.path ?? "";
    expect(path).toMatch(/^src\/models\/aio\/base\//);
    const { cText = "?" } = bench.current.now?.execution.steps[0] ?? {};
    const lines = sources.text(path)?.split("\n") ?? [];
    expect(lines[(top?.line ?? 0) - 1]).toContain(cText);
    // The head of a function is no step; the last line of io_submit_one() is one of this execution.
    const head = lines.findIndex((text) => text.includes("*io_submit_one(")) + 1;
    const later = bench.current.now?.execution.steps.findLast((step) => step.function === "io_submit_one");
    const line = lines.findIndex((text) => text.includes(JSON.stringify(later?.cText))) + 1;
    const set = await client.setBreakpointsRequest({
      source: { path },
      breakpoints: [{ line: head }, { line }],
    });
    expect(set.body.breakpoints).toMatchObject([
      { verified: false, message: expect.stringContaining("No step of this execution stands on this line") },
      { verified: true },
    ]);
    expect(await moved(() => client.continueRequest({ threadId: 1 }))).toMatchObject({
      reason: "breakpoint",
    });
    const [now] = (await client.stackTraceRequest({ threadId: 1 })).body.stackFrames;
    expect([now?.source?.path, now?.line]).toEqual([path, line]);
    // VS Code asks for its debug console's input line, by a path and no number.
    const prompt = { sourceReference: 0, source: { path: "replinput" } };
    expect((await client.sourceRequest(prompt)).body.content).toBe("");
  });
});

describe("others move the same execution", () => {
  test("the session follows, and the panel sees the session's steps", async () => {
    await begin();
    const seen: string[] = [];
    bench.current.follow(({ kind, by }) => seen.push(`${kind} by ${by}`));
    await moved(() => client.stepInRequest({ threadId: 1 }));
    expect(seen).toEqual(["moved by debugger"]);
    const [event] = await Promise.all([
      client.waitForEvent("stopped"),
      Promise.resolve().then(() => bench.current.moveTo(100, "panel")),
    ]);
    expect(event.body).toMatchObject({ reason: "goto" });
    expect((await client.stackTraceRequest({ threadId: 1 })).body.stackFrames.length).toBeGreaterThan(3);
  });

  test("the session outlives the panel", async () => {
    await begin();
    await go();
    const length = bench.current.now?.cursor;
    bench.current.close("panel");
    await expect.poll(() => bench.current.now?.cursor).toBe(length);
    await moved(() => client.stepBackRequest({ threadId: 1 }));
  });
});

describe("bad input is one sentence", () => {
  test.each([
    [{ revision: "p55", scenario: "aio-read" }, 'There is no revision "p55"; the nearest is "p5".'],
    [{ revision: "p5", scenario: "aio-raed" }, 'There is no scenario "aio-raed"; the nearest is "aio-read".'],
    [{}, 'A launch configuration needs "trace", or "revision" and "scenario".'],
    [{ trace: "gone.json" }, "The trace file gone.json cannot be read."],
    [
      { revision: "p5", scenario: "aio-read", violation: "leak" },
      'No order of aio-read on p5 ends in "leak"; what it has: none.',
    ],
    [{ revision: "p5", scenario: "aio-read", schedule: "x3" }, /"x3"/],
  ])("%o", async (launch, sentence) => {
    const said = await refused(client.launchRequest(launch as DebugProtocol.LaunchRequestArguments));
    if (typeof sentence === "string") expect(said).toBe(sentence);
    else expect(said).toMatch(sentence);
  });

  test("a trace of another model version is debugged as far as it holds, and says so", async () => {
    await begin();
    const { setup, execution } = bench.current.now ?? {};
    if (!setup || !execution) throw new Error("nothing is debugged");
    const text = await bench.client.ask("writeTrace", { setup, schedule: execution.schedule });
    const trace = JSON.parse(text) as { format: string; fingerprint: string };
    expect(trace.format).toBe(TRACE_FORMAT);
    files.set("old.json", JSON.stringify({ ...trace, fingerprint: "0" }));
    const said: string[] = [];
    client.on("output", (event: DebugProtocol.OutputEvent) => said.push(event.body.output));
    await client.launchRequest({ trace: "old.json" } as DebugProtocol.LaunchRequestArguments);
    await expect.poll(() => said.join("")).toContain("The model has changed since this trace was made");
  });
});
