import { expect, test } from "vitest";
import { Client, type StartThread } from "../../../src/host/worker/client";
import type { Answer } from "../../../src/host/worker/requests";

/** A starter whose threads do nothing, with the ends of their channels. */
function threads() {
  const started: { readonly answered: (answer: Answer) => void; readonly died: (why: string) => void }[] = [];
  const start: StartThread = async (answered, died) => {
    started.push({ answered, died });
    return { post: () => undefined, stop: () => undefined };
  };
  return { start, started };
}

test("a thread that was stopped and dies late does not take its successor along", async () => {
  const { start, started } = threads();
  const client = new Client(start);
  const first = client.ask("catalogue", null);
  client.cancel();
  await expect(first).rejects.toThrow("Cancelled.");
  const second = client.ask("catalogue", null);
  started[0]?.died("The exploration worker stopped: out of memory.");
  started[1]?.answered({ id: 2, output: "the catalogue" });
  expect(await second).toBe("the catalogue");
});

test("a thread that dies says why to all who wait, and the next request starts another one", async () => {
  const { start, started } = threads();
  const client = new Client(start);
  const asked = [client.ask("catalogue", null), client.ask("findings", null)];
  started[0]?.died("out of memory");
  for (const one of asked) await expect(one).rejects.toThrow("out of memory");
  const next = client.ask("catalogue", null);
  started[1]?.answered({ id: 3, output: 1 });
  expect(await next).toBe(1);
});

test("a question that cannot be sent is an error of its asker's", async () => {
  const client = new Client(async () => ({
    post: () => {
      throw new Error("#<Object> could not be cloned.");
    },
    stop: () => undefined,
  }));
  await expect(client.ask("catalogue", null)).rejects.toThrow("could not be cloned");
});
