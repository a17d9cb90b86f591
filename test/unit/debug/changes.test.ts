import type { DebugClient } from "@vscode/debugadapter-testsupport";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Setup } from "../../../src/protocol";
import { Bench } from "./server";

/** The start of an AIO read on p5, cut before anything is submitted: its end is open. */
const open = { revision: "p5", scenario: "aio-write-hole-second-block", schedule: "s5" };

let bench: Bench;
let client: DebugClient;
let stop: () => Promise<void>;

beforeEach(async () => {
  bench = new Bench();
  ({ client, stop } = await bench.serve());
  await client.initializeRequest();
  const ready = client.waitForEvent("initialized");
  await client.launchRequest(open as DebugProtocol.LaunchRequestArguments);
  await ready;
  await Promise.all([client.waitForEvent("stopped"), client.configurationDoneRequest()]);
});
afterEach(() => stop());

async function moved(request: () => Promise<unknown>): Promise<DebugProtocol.StoppedEvent["body"]> {
  const [event] = await Promise.all([client.waitForEvent("stopped"), request()]);
  return event.body as DebugProtocol.StoppedEvent["body"];
}

const go = () => moved(() => client.continueRequest({ threadId: 1 }));

/** Shows another execution, as the panel does. */
async function show(change: Partial<Setup>, schedule: string): Promise<void> {
  const { now } = bench.current;
  if (!now) throw new Error("Nothing is shown.");
  await bench.current.replay({
    setup: { ...now.setup, ...change },
    schedule,
    reason: "elsewhere",
    by: "panel",
  });
}

describe("breakpoints of an execution that gives way to another one", () => {
  const changes: DebugProtocol.Breakpoint[] = [];
  const changed = async (id: number | undefined, verified: boolean): Promise<DebugProtocol.Breakpoint> => {
    await expect.poll(() => changes.find((one) => one.id === id && one.verified === verified)).toBeDefined();
    const found = changes.find((one) => one.id === id && one.verified === verified);
    if (!found) throw new Error("no change");
    return found;
  };
  beforeEach(() => {
    changes.length = 0;
    client.on("breakpoint", ({ body }: DebugProtocol.BreakpointEvent) => changes.push(body.breakpoint));
  });

  test("a function that comes is verified and stopped at; one that goes is not verified, and why", async () => {
    // Five steps do not get as far as direct_io_worker().
    const set = await client.setFunctionBreakpointsRequest({ breakpoints: [{ name: "direct_io_worker" }] });
    const [point] = set.body.breakpoints;
    expect(point?.verified).toBe(false);
    await Promise.all([client.waitForEvent("stopped"), show({}, "s231")]);
    await changed(point?.id, true);
    expect(await go()).toMatchObject({ reason: "function breakpoint", hitBreakpointIds: [point?.id] });
    await Promise.all([client.waitForEvent("stopped"), show({}, "s4")]);
    expect((await changed(point?.id, false)).message).toContain(
      "No step of this execution is in direct_io_worker()",
    );
  });

  test("a field of an object that only another scenario has is watched as soon as that one is shown", async () => {
    const set = await client.setDataBreakpointsRequest({
      breakpoints: [{ dataId: "ioend0->io_remaining" }, { dataId: "kiocb->ki_users" }],
    });
    const [ioend, kiocb] = set.body.breakpoints;
    expect(ioend).toMatchObject({
      verified: false,
      message: "There is no ioend0->io_remaining in this execution.",
    });
    expect(kiocb?.verified).toBe(true);
    await Promise.all([client.waitForEvent("stopped"), show({ scenario: "xfs-aio-read" }, "s231")]);
    await changed(ioend?.id, true);
    expect(changes.filter(({ id }) => id === kiocb?.id)).toEqual([]);
  });
});

describe("an execution whose schedule ends in the open", () => {
  test("is run to its end, stops there each time it is continued, and goes on by a step", async () => {
    expect(await go()).toMatchObject({ text: "the schedule ends here" });
    const end = bench.current.now?.cursor;
    expect(end).toBe(bench.current.now?.execution.steps.length);
    const said = client.waitForEvent("output");
    expect(await go()).toMatchObject({ text: "the schedule ends here" });
    expect((await said).body).toMatchObject({ output: "The schedule ends here; step a thread to go on.\n" });
    expect(bench.current.now?.cursor).toBe(end);
    await moved(() => client.nextRequest({ threadId: 1 }));
    expect(bench.current.now?.cursor).toBeGreaterThan(end ?? 0);
  });

  test("a panel that moves while a thread is stepped by hand has the last word", async () => {
    await go();
    const { inspect } = bench.ground;
    let asked = 0;
    // Between two of the step's own steps the panel goes back to the start.
    Object.assign(bench.ground, {
      inspect: async (position: Parameters<typeof inspect>[0]) => {
        const stacks = await inspect(position);
        if (++asked === 2) bench.current.moveTo(1, "panel");
        return stacks;
      },
    });
    const sentences: string[] = [];
    client.on("output", ({ body }: DebugProtocol.OutputEvent) => sentences.push(body.output));
    await moved(() => client.stepOutRequest({ threadId: 1 }));
    await expect
      .poll(() => sentences)
      .toContain("The execution was moved elsewhere meanwhile; the step ends here.\n");
    expect(bench.current.now?.cursor).toBe(1);
  });
});
