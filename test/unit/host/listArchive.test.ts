import { describe, expect, test } from "vitest";
import { messageIdIn, threadAddress } from "../../../src/host/importing/listArchive";

describe("a Message-ID", () => {
  const id = "20061107172338.31570.15214.sendpatchset@tetsuo.zabbo.net";

  test.each([
    id,
    `<${id}>`,
    `  Message-ID: <${id}>  `,
    `id:${id}`,
    `https://lore.kernel.org/linux-aio/${id}/`,
    `https://lore.kernel.org/all/${id}/T/#u`,
    `lore.kernel.org/r/${id}`,
    `https://lore.kernel.org/r/${id.replace("@", "%40")}`,
  ])("is read from %s", (words) => {
    expect(messageIdIn(words)).toBe(id);
  });

  test.each([
    "",
    "no id",
    "https://lore.kernel.org/linux-aio/",
    "<a b@c>",
    "https://lore.kernel.org/r/%ff@x",
  ])("is not seen in %j", (words) => {
    expect(messageIdIn(words)).toBeNull();
  });

  test("cannot lead anywhere but to its thread on the server", () => {
    expect(threadAddress("https://lore.kernel.org/all/", "a/../b?c#d@host")).toBe(
      "https://lore.kernel.org/all/a%2F..%2Fb%3Fc%23d@host/t.mbox.gz",
    );
  });
});
