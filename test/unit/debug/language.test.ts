import type { DebugProtocol } from "@vscode/debugprotocol";
import { expect, test } from "vitest";
import { Bench } from "./server";

test("every word of its own comes in the language of the editor", async () => {
  const bench = new Bench();
  const { t } = bench.ground;
  // A made-up language: English in angle brackets.
  Object.assign(bench.ground, { t: (message: string, ...values: string[]) => `<${t(message, ...values)}>` });
  const { client, stop } = await bench.serve();
  const filters = (await client.initializeRequest()).body?.exceptionBreakpointFilters ?? [];
  expect(filters.map(({ label }) => label)).toEqual(["<Memory errors>", "<Broken rules>", "<Standstill>"]);
  const launch = { revision: "lock", scenario: "aio-read" } as DebugProtocol.LaunchRequestArguments;
  await Promise.all([client.waitForEvent("initialized"), client.launchRequest(launch)]);
  await client.setExceptionBreakpointsRequest({ filters: ["memory"] });
  await Promise.all([client.waitForEvent("stopped"), client.configurationDoneRequest()]);
  const names = (await client.threadsRequest()).body.threads.map(({ name }) => name);
  expect(names).toContain("bio0 (<waiting>)");
  const [stopped] = await Promise.all([
    client.waitForEvent("stopped"),
    client.continueRequest({ threadId: 1 }),
  ]);
  // Its short form stands beside the thread's name, in capitals.
  expect(stopped.body).toMatchObject({
    text: "<use-after-free of dio by submitter in direct_io_worker()>",
    description: "use-after-free",
  });
  const info = await client.customRequest("exceptionInfo", { threadId: 1 });
  expect(info.body).toMatchObject({ exceptionId: "use-after-free" });
  const [top] = (await client.stackTraceRequest({ threadId: 1 })).body.stackFrames;
  const { scopes } = (await client.scopesRequest({ frameId: top?.id ?? 0 })).body;
  expect(scopes.length).toBeGreaterThan(5);
  for (const { name } of scopes) expect(name).toMatch(/^<.+>$/);
  const inside = async (variablesReference = 0) =>
    (await client.variablesRequest({ variablesReference })).body.variables;
  const locks = await inside(scopes.at(-1)?.variablesReference);
  expect(locks.map(({ value }) => value)).toContain("<holds none>");
  const [dio] = await inside(scopes.find(({ name }) => name === "<dio>")?.variablesReference);
  expect(dio).toMatchObject({ name: "dio0", value: "dio0 (<freed>)" });
  const [memory] = await inside(dio?.variablesReference);
  expect(memory).toMatchObject({
    name: "<(memory)>",
    value: expect.stringMatching(/^<freed by bio\d, step \d+>$/),
  });
  await stop();
});
