// @ts-check
import { createReadStream, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

/** @type {Record<string, string>} */
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".cjs": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};

/**
 * Only names of the loopback interface are answered, so that no page elsewhere can reach the folder through a name of its own.
 * @param {string | undefined} host
 */
function isLoopback(host) {
  return /^((.*\.)?localhost|127\.0\.0\.1)(:\d+)?$/.test(host ?? "");
}

/**
 * Which page may read an answer: one of this editor, whose webviews and workers have origins of their own below
 * localhost; no page of the web, to which a folder of this machine is none of its business.
 * @param {string | undefined} origin
 * @returns {Record<string, string>}
 */
function readableBy(origin) {
  const isOurs = origin !== undefined && URL.canParse(origin) && isLoopback(new URL(origin).host);
  return { vary: "origin", ...(isOurs && { "access-control-allow-origin": origin }) };
}

/**
 * The path below `folder` that an address names, or undefined when it would lead out of it.
 * @param {string} folder
 * @param {string} below
 */
function pathBelow(folder, below) {
  const path = normalize(join(folder, below));
  return path === folder || path.startsWith(folder + sep) ? path : undefined;
}

/**
 * Names and kinds of the entries of a folder, as the folder provider asks for them.
 * @param {string} path
 */
function listing(path) {
  return readdirSync(path, { withFileTypes: true }).map((entry) => [entry.name, entry.isDirectory()]);
}

/**
 * Serves folders on the loopback interface.
 * @param {Readonly<Record<string, string>>} folders absolute folders by the first part of the address
 * @param {(origin: {host: string | undefined}) => string} page the page at `/`
 * @param {number} port 0 for any
 * @returns {Promise<{port: number, close: () => void}>}
 */
export async function serveFolders(folders, page, port) {
  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  const serve = (request, response) => {
    const { host, origin } = request.headers;
    /** @param {number} status @param {string} type @param {string} [body] */
    const answer = (status, type, body) =>
      response.writeHead(status, { "content-type": type, ...readableBy(origin) }).end(body);
    if (!isLoopback(host)) return answer(403, "text/plain", "Only for this machine.");
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/") return answer(200, "text/html; charset=utf-8", page({ host }));

    const [, first = "", ...rest] = decodeURIComponent(pathname).split("/");
    const folder = Object.hasOwn(folders, first) ? folders[first] : undefined;
    const path = folder === undefined ? undefined : pathBelow(folder, rest.join("/"));
    const entry = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
    if (path === undefined || entry === undefined) return answer(404, "text/plain", "Not found.");
    if (entry.isDirectory()) {
      response.setHeader("x-entry", "folder");
      return answer(200, "application/json", JSON.stringify(listing(path)));
    }
    response.writeHead(200, {
      "content-type": types[extname(path)] ?? "application/octet-stream",
      "content-length": entry.size,
      ...readableBy(origin),
      // The workbench never changes; what we have built may change with every run.
      "cache-control": first === "static" ? "max-age=86400" : "no-cache",
    });
    return createReadStream(path)
      .on("error", () => response.destroy())
      .pipe(response);
  };
  const server = createServer((request, response) => {
    try {
      serve(request, response);
    } catch (error) {
      // An address with half an escape in it, a folder that may not be read: one bad request ends no editor.
      response.writeHead(400, { "content-type": "text/plain" }).end(String(error));
    }
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(undefined));
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
