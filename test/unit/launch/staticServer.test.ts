import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveFolders } from "../../../src/launch/static-server.mjs";

const folder = mkdtempSync(join(tmpdir(), "served-"));
let server: Awaited<ReturnType<typeof serveFolders>>;

beforeAll(async () => {
  writeFileSync(join(folder, "private.txt"), "hers");
  server = await serveFolders({ folder }, () => "the page", 0);
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An address asked for as it stands, with headers that `fetch` would not let a person choose. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: server.port, path, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => (body += text));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("a page of the web may not read the folder, a webview of the editor may", async () => {
  const allowed = async (origin: string): Promise<string | undefined> =>
    (await ask("/folder/private.txt", { origin })).headers["access-control-allow-origin"];
  expect(await allowed("https://example.org")).toBeUndefined();
  expect(await allowed("https://localhost.example.org")).toBeUndefined();
  expect(await allowed("null")).toBeUndefined();
  const webview = `http://abc.code.localhost:${server.port}`;
  expect(await allowed(webview)).toBe(webview);
});

test("a name of somebody else's that leads to this machine is refused", async () => {
  expect((await ask("/folder/private.txt", { host: "rebound.example.org" })).status).toBe(403);
  expect((await ask("/folder/private.txt")).body).toBe("hers");
});

test("an address that is none, or leads out of the folder, ends nothing", async () => {
  expect((await ask("/folder/%E0%A4%A")).status).toBe(400);
  expect((await ask("/folder/%2e%2e/%2e%2e/etc/passwd")).status).toBe(404);
  expect((await ask("/constructor/x")).status).toBe(404);
  expect((await ask("/folder")).body).toBe('[["private.txt",false]]');
});
