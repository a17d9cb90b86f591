import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { DebugClient } from "@vscode/debugadapter-testsupport";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Ground } from "../../../src/debug/ground";
import { DebugSession } from "../../../src/debug/session";
import { CurrentExecution } from "../../../src/host/replay/current";
import { Client, type StartThread } from "../../../src/host/worker/client";
import { library } from "../../../src/host/worker/models";
import { answer } from "../../../src/host/worker/server";
import { simulation } from "../../../src/host/worker/simulation";
import { readDocument } from "../../../src/mail/document";
import { placesOf, type PlacesOf } from "../../../src/models/places/places";
import type { RowsOfPatch } from "../../../src/models/places/shownRows";
import { modelSources } from "../../../src/launch/model-sources.mjs";
import { modelPatch, placeOf, readSources } from "../../../src/models/sources/modelSources";
import { originsOf } from "../../../src/models/sources/origins";
import { openDigSite } from "../../../src/series/digSite";

const site = openDigSite(
  readdirSync("media/corpus").map((name) => readDocument(name, readFileSync(`media/corpus/${name}`))),
);

/** The patches of the sample with the ids of their hunks. */
async function patch(name: string): Promise<RowsOfPatch | undefined> {
  const found = site.patches.find(({ id }) => id === name);
  return (
    found && {
      id: name,
      files: found.patch.files.map(({ old, new: path, hunks }) => ({
        old,
        new: path,
        hunks: hunks.map((hunk, n) => ({ ...hunk, id: `${name}/${path ?? old ?? ""}#${n + 1}` })),
      })),
    }
  );
}

/** The models' own source. */
export const sources = readSources(await modelSources());

const handlers = simulation(library);
const inProcess: StartThread = (answered) =>
  Promise.resolve({
    post: (question) => answer(handlers, question, answered),
    stop: () => undefined,
  });

/** A path as the tests' client knows texts: `p5/new/fs/direct-io.c`. */
const pathPattern = /^(\w+)\/(old|new)\/(.*)$/;

/** An adapter on the models themselves, with what the editor adds replaced by plain paths. */
export class Bench {
  readonly client: Client;
  readonly current: CurrentExecution;
  readonly ground: Ground;
  private readonly files: ReadonlyMap<string, string>;

  constructor(files: ReadonlyMap<string, string> = new Map()) {
    this.files = files;
    this.client = new Client(inProcess);
    const places = new Map<string, Promise<PlacesOf>>();
    const placesFor = (revision: string): Promise<PlacesOf> => {
      const known = places.get(revision) ?? placesOf(revision, patch);
      places.set(revision, known);
      return known;
    };
    // The lookout never answers: points of no return take seconds and are not the debugger's.
    const silent = new Client(() => Promise.resolve({ post: () => undefined, stop: () => undefined }));
    this.current = new CurrentExecution(this.client, silent, placesFor);
    this.ground = {
      replay: this.current,
      t: (message, ...values) => message.replace(/\{(\d+)\}/g, (_, n: string) => String(values[Number(n)])),
      placesOf: async (setup) => {
        const inDiffs = await placesFor(setup.revision);
        const origins = originsOf(setup.revision, setup.without);
        return (step) => [...inDiffs(step), ...sources.linesOf(step, origins).map(placeOf)];
      },
      patch,
      catalogue: () => this.client.ask("catalogue", null),
      explore: (setup) => this.client.ask("explore", setup),
      giveUp: () => undefined,
      readTrace: (text) => this.client.ask("readTrace", text),
      inspect: (position) => this.client.ask("inspect", position),
      pathOf: ({ patch: name, path, side }) =>
        Promise.resolve(name === modelPatch ? path : `${name}/${side}/${path}`),
      textAt: (path) => {
        if (path.startsWith("src/models/")) return { patch: modelPatch, side: "new", path };
        const [, name, side, file] = pathPattern.exec(path) ?? [];
        return name !== undefined && file !== undefined && (side === "old" || side === "new")
          ? { patch: name, side, path: file }
          : null;
      },
      ended: () => this.current.close("debugger"),
      readText: (path) => {
        const text = this.files.get(path);
        return text === undefined ? Promise.reject(new Error("no such file")) : Promise.resolve(text);
      },
    };
  }

  /** Serves the protocol on a socket of this machine; `stop` ends it. */
  async serve(): Promise<{ readonly client: DebugClient; readonly stop: () => Promise<void> }> {
    const server = createServer({ noDelay: true }, (socket) => {
      const session = new DebugSession(this.ground, (message) => {
        const body = JSON.stringify(message);
        socket.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      });
      let rest = Buffer.alloc(0);
      socket.on("data", (bytes) => {
        rest = Buffer.concat([rest, bytes]);
        for (;;) {
          const end = rest.indexOf("\r\n\r\n");
          const length = Number(/Content-Length: (\d+)/.exec(rest.subarray(0, end).toString())?.[1]);
          if (end < 0 || rest.length < end + 4 + length) return;
          const body = rest.subarray(end + 4, end + 4 + length).toString();
          rest = rest.subarray(end + 4 + length);
          session.handle(JSON.parse(body) as DebugProtocol.ProtocolMessage);
        }
      });
      socket.on("error", () => undefined);
      socket.on("close", () => session.dispose());
    });
    const port = await listening(server);
    const client = new DebugClient("", "", "patchArchaeology");
    await client.start(port);
    client.defaultTimeout = 20_000;
    return {
      client,
      stop: async () => {
        await client.stop();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  }
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    }),
  );
}
