import type { DebugProtocol } from "@vscode/debugprotocol";
import { expect, test, vi } from "vitest";
import type { Ground } from "../../../src/debug/ground";
import { DebugSession } from "../../../src/debug/session";
import { Bench } from "./server";

const p5 = { revision: "p5", scenario: "aio-write-hole-second-block", schedule: "s2" };

/** A session without a client's library, so that its ground can fail and its end can come at any time. */
function sessionOn(ground: Ground) {
  const sent: DebugProtocol.ProtocolMessage[] = [];
  const session = new DebugSession(ground, (message) => sent.push(message));
  const ask = (command: string, args: object = {}): void =>
    session.handle({ seq: 1, type: "request", command, arguments: args } as DebugProtocol.Request);
  const answered = (command: string) =>
    vi.waitFor(
      () => {
        const found = sent.find(
          (one) => one.type === "response" && "command" in one && one.command === command,
        );
        expect(found).toBeDefined();
        return found as DebugProtocol.Response;
      },
      { timeout: 60_000 },
    );
  return { session, sent, ask, answered };
}

test("says what goes wrong after somebody else has changed the execution", async () => {
  const { ground, current } = new Bench();
  const placesOf: Ground["placesOf"] = (setup) =>
    setup.revision === "p4" ? Promise.reject(new Error("The dig site is closed.")) : ground.placesOf(setup);
  const { sent, ask, answered } = sessionOn({ ...ground, placesOf });
  ask("launch", p5);
  expect((await answered("launch")).success).toBe(true);
  const { now } = current;
  if (!now) throw new Error("Nothing is shown.");
  const setup = { ...now.setup, revision: "p4" };
  await current.replay({ setup, schedule: "s2", reason: "elsewhere", by: "panel" });
  await expect
    .poll(() => sent)
    .toContainEqual(
      expect.objectContaining({
        event: "output",
        body: { category: "stdout", output: "The dig site is closed.\n" },
      }),
    );
});

test("follows nothing if the client is gone before the launch is done", async () => {
  const { ground } = new Bench();
  const follow = vi.fn(ground.replay.follow.bind(ground.replay));
  const replay: Ground["replay"] = {
    get now() {
      return ground.replay.now;
    },
    replay: (request) => ground.replay.replay(request),
    moveTo: (cursor, by) => ground.replay.moveTo(cursor, by),
    choose: (at, context, choice, by) => ground.replay.choose(at, context, choice, by),
    follow,
  };
  const { session, ask, answered } = sessionOn({ ...ground, replay });
  ask("launch", p5);
  session.dispose();
  expect((await answered("launch")).success).toBe(false);
  expect(follow).not.toHaveBeenCalled();
});

test("speaks the language of the editor", async () => {
  const { ground } = new Bench();
  const german = new Map([
    ['There is no revision "{0}"; the nearest is "{1}".', "{0} gibt es nicht, aber {1}."],
  ]);
  const { ask, answered } = sessionOn({
    ...ground,
    t: (message, ...values) => ground.t(german.get(message) ?? message, ...values),
  });
  ask("launch", { ...p5, revision: "p55" });
  expect((await answered("launch")).message).toBe("p55 gibt es nicht, aber p5.");
});
