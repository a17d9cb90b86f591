import type { DebugClient } from "@vscode/debugadapter-testsupport";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Bench } from "./server";

const hang = { revision: "p5", scenario: "aio-write-hole-second-block", violation: "hang" };

let bench: Bench;
let client: DebugClient;
let stop: () => Promise<void>;

beforeEach(async () => {
  bench = new Bench();
  ({ client, stop } = await bench.serve());
});
afterEach(() => stop());

type Stopped = DebugProtocol.StoppedEvent["body"];

async function begin(
  launch: object,
  before: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Stopped> {
  await client.initializeRequest();
  const ready = client.waitForEvent("initialized");
  const stopped = client.waitForEvent("stopped");
  await client.launchRequest(launch as DebugProtocol.LaunchRequestArguments);
  await ready;
  await before();
  await client.configurationDoneRequest();
  return (await stopped).body as Stopped;
}

async function moved(request: () => Promise<unknown>): Promise<Stopped> {
  const [event] = await Promise.all([client.waitForEvent("stopped"), request()]);
  return event.body as Stopped;
}

async function frames(threadId: number) {
  return (await client.stackTraceRequest({ threadId })).body.stackFrames;
}

/** Every variable of every scope of every call of every thread, two objects deep. */
async function everything(): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { id, name } of (await client.threadsRequest()).body.threads) {
    lines.push(`thread ${name}`);
    for (const frame of await frames(id)) {
      lines.push(`  ${frame.name}:${frame.line}`);
      for (const scope of (await client.scopesRequest({ frameId: frame.id })).body.scopes)
        lines.push(...(await tree(scope.variablesReference, `    ${scope.name}.`, 2)));
    }
  }
  return lines;
}

async function tree(reference: number, path: string, depth: number): Promise<string[]> {
  const { variables } = (await client.variablesRequest({ variablesReference: reference })).body;
  const lines: string[] = [];
  for (const { name, value, variablesReference } of variables) {
    lines.push(`${path}${name} = ${value}`);
    if (variablesReference > 0 && depth > 1)
      lines.push(...(await tree(variablesReference, `${path}${name}.`, depth - 1)));
  }
  return lines;
}

describe("stepping", () => {
  test("steps back through the whole shortest trace, and ends as it began", async () => {
    const first = await begin(hang);
    const start = await everything();
    expect(start.length).toBeGreaterThan(100);
    await moved(() => client.continueRequest({ threadId: first.threadId ?? 1 }));
    const { now } = bench.current;
    const length = now?.execution.steps.length ?? 0;
    expect(now?.cursor).toBe(length);
    expect(await everything()).not.toEqual(start);
    const positions: number[] = [];
    let at: Stopped = { reason: "", threadId: 1 };
    while ((bench.current.now?.cursor ?? 0) > 0) {
      // The thread that the session stops at is the one whose turn it is: its step back takes back the latest statement.
      const turn =
        at.reason === "" ? ((await client.threadsRequest()).body.threads[0]?.id ?? 1) : (at.threadId ?? 1);
      at = await moved(() => client.stepBackRequest({ threadId: turn }));
      positions.push(bench.current.now?.cursor ?? -1);
    }
    expect(positions.every((position, n) => n === 0 || position < (positions[n - 1] ?? 0))).toBe(true);
    expect(positions.length).toBeGreaterThan(length / 4);
    expect(await everything()).toEqual(start);
  });

  test("begins where the first step comes that a diff shows, if it is asked to", async () => {
    await begin({ ...hang, stopOnEntry: "shown" });
    const { execution, cursor = 0 } = bench.current.now ?? {};
    expect(cursor).toBeGreaterThan(0);
    expect(execution?.steps[cursor]?.place).not.toBeNull();
    expect(execution?.steps.slice(0, cursor).every(({ place }) => place === null)).toBe(true);
  });

  test("next along the schedule visits the contexts in its order", async () => {
    let at = await begin(hang);
    const seen: number[] = [];
    for (
      let n = 0;
      n < 2000 && (bench.current.now?.cursor ?? 0) < (bench.current.now?.execution.steps.length ?? 0);
      n++
    ) {
      const { threadId = 1 } = at;
      if (seen.at(-1) !== threadId) seen.push(threadId);
      at = await moved(() => client.stepInRequest({ threadId }));
    }
    // The schedule is of the form s… b0… s…: the submitter, the bio, the submitter again.
    expect(bench.current.now?.execution.schedule).toMatch(/^s\d+ b0\.\d+ s\d+$/);
    expect(seen).toEqual([1, 2, 1]);
  });

  test("over a call stays in the caller, into goes into the callee, out comes back", async () => {
    await begin(hang, () =>
      client.setFunctionBreakpointsRequest({ breakpoints: [{ name: "direct_io_worker" }] }),
    );
    await moved(() => client.continueRequest({ threadId: 1 }));
    const depth = async () => (await frames(1)).length;
    const inside = await depth();
    expect((await frames(1))[0]?.name).toMatch(/^direct_io_worker/);
    for (let n = 0; n < 10; n++) {
      await moved(() => client.nextRequest({ threadId: 1 }));
      expect(await depth()).toBeLessThanOrEqual(inside);
    }
    let deeper = inside;
    for (let n = 0; n < 40 && deeper <= inside; n++) {
      await moved(() => client.stepInRequest({ threadId: 1 }));
      deeper = await depth();
    }
    expect(deeper).toBeGreaterThan(inside);
    await moved(() => client.stepOutRequest({ threadId: 1 }));
    expect(await depth()).toBeLessThan(deeper);
  });

  test("a thread whose turn it is not makes another schedule: you are the scheduler", async () => {
    await begin(hang, () =>
      client.setFunctionBreakpointsRequest({ breakpoints: [{ name: "dio_bio_end_aio" }] }),
    );
    await moved(() => client.continueRequest({ threadId: 1 }));
    const before = bench.current.now;
    expect(before?.execution.contexts[1]?.id).toBe("bio0");
    // The bio's interrupt has begun; the submitter goes on instead.
    const at = await moved(() => client.nextRequest({ threadId: 1 }));
    expect(bench.current.now?.execution.schedule).not.toBe(before?.execution.schedule);
    expect(bench.current.now?.execution.steps.at(-1)?.context).toBe(0);
    expect(at.reason).toBe("step");
  });

  test("a blocked thread says why it cannot go on", async () => {
    await begin(hang);
    const said = client.waitForEvent("output");
    await moved(() => client.nextRequest({ threadId: 2 }));
    expect((await said).body).toMatchObject({ output: expect.stringMatching(/^bio0 cannot go on: .+\.\n$/) });
    expect(bench.current.now?.cursor).toBe(0);
  });

  test("restarts a call from where it began", async () => {
    await begin(hang, () =>
      client.setFunctionBreakpointsRequest({
        breakpoints: [{ name: "dio_await_one" }, { name: "direct_io_worker" }],
      }),
    );
    await moved(() => client.continueRequest({ threadId: 1 }));
    const entry = bench.current.now?.cursor;
    await moved(() => client.continueRequest({ threadId: 1 }));
    const stack = await frames(1);
    expect(stack[0]?.name).toMatch(/^dio_await_one/);
    const worker = stack.find(({ name }) => name.startsWith("direct_io_worker"));
    const [event] = await Promise.all([
      client.waitForEvent("stopped"),
      client.restartFrameRequest({ frameId: worker?.id ?? 0 }),
    ]);
    expect(event.body).toMatchObject({ reason: "restart" });
    expect(bench.current.now?.cursor).toBe(entry);
  });
});
