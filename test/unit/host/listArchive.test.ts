import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import { fetchThread, messageIdIn, threadAddress } from "../../../src/host/importing/listArchive";

const warnings = vi.hoisted((): string[] => []);
vi.mock("vscode", async (original) => ({
  ...(await original<object>()),
  l10n: {
    t: (text: string, ...given: unknown[]) => text.replace(/\{(\d)\}/g, (_, n) => String(given[Number(n)])),
  },
  window: { showWarningMessage: (sentence: string) => warnings.push(sentence) },
}));

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

describe("the answer of a list archive", () => {
  const never = {
    isCancellationRequested: false,
    onCancellationRequested: () => ({ dispose: () => undefined }),
  };
  const mailbox = `From mboxrd@z Thu Jan  1 00:00:00 1970\nSubject: a\n\n${"words\n".repeat(50_000)}`;
  const answer = (body: Uint8Array<ArrayBuffer> | string, init?: ResponseInit) => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(body, init)));
    return fetchThread("https://example.org/t.mbox.gz", never);
  };
  const packed = (text: string | Uint8Array) => new Uint8Array(gzipSync(text));
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

  afterEach(() => {
    vi.unstubAllGlobals();
    warnings.length = 0;
  });

  test("is unpacked where it is packed, and read as it is where it is not", async () => {
    expect(text(await answer(packed(mailbox)))).toBe(mailbox);
    expect(text(await answer(mailbox))).toBe(mailbox);
    expect(warnings).toEqual([]);
  });

  test("that broke off gives what came before, with a warning", async () => {
    // Letters that hardly pack, so that half of the bytes are far from all of the text.
    const noise = Array.from({ length: 200_000 }, (_, n) =>
      String.fromCharCode(33 + ((n * n * 7919) % 89)),
    ).join("");
    const whole = packed(`${mailbox}${noise}`);
    const found = text(await answer(whole.subarray(0, whole.length >> 1).slice()));
    expect(found.length).toBeGreaterThan(0);
    expect(`${mailbox}${noise}`.startsWith(found)).toBe(true);
    expect(warnings).toEqual([
      "https://example.org/t.mbox.gz is damaged; what stands before the damage was read.",
    ]);
  });

  test("that grows without end is read up to the limit", async () => {
    const bomb = packed(Buffer.concat([Buffer.from(mailbox), Buffer.alloc(80 * 2 ** 20)]));
    const found = await answer(bomb);
    expect(found.length).toBeGreaterThanOrEqual(64 * 2 ** 20);
    expect(found.length).toBeLessThan(65 * 2 ** 20);
    expect(warnings).toEqual(["Of https://example.org/t.mbox.gz, only 64 MB were read."]);
  });

  test("that is no mailbox, or an error, is refused in one sentence", async () => {
    await expect(answer("<html>")).rejects.toThrow("answered with something that is no mailbox");
    await expect(answer("", { status: 404, statusText: "Not Found" })).rejects.toThrow(
      "answered 404 Not Found",
    );
  });
});
