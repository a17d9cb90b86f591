// @ts-check
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { installLightEditor } from "./dependencies.mjs";
import { serveFolders } from "./static-server.mjs";

/** A name below localhost: webviews then are of the same site as the page, and Chromium allows their service worker. */
const hostName = "code.localhost";

/** Tried first, so that the browser finds its stored layout again. */
const usualPort = 8571;

/**
 * @typedef {object} LightEditor
 * @property {string} address of the page to open
 * @property {() => void} close
 */

/**
 * Options of the workbench: `IWorkbenchConstructionOptions` in src/vs/workbench/browser/web.api.ts of VS Code 1.91.
 * @param {string} host with port
 * @param {string} folder
 * @param {Record<string, unknown>} settings
 */
function workbenchOptions(host, folder, settings) {
  const served = (/** @type {string} */ path) => ({ scheme: "http", authority: host, path });
  return {
    productConfiguration: {
      nameShort: "Patch Archaeology",
      nameLong: "VS Code with Patch Archaeology",
      applicationName: "patch-archaeology",
      dataFolderName: ".patch-archaeology",
      version: "1.91.1",
      quality: "stable",
      webviewContentExternalBaseUrlTemplate: `http://{{uuid}}.${host}/static/out/vs/workbench/contrib/webview/browser/pre/`,
    },
    folderUri: { scheme: "served-folder", path: `/${basename(folder)}` },
    additionalBuiltinExtensions: [served("/extension"), served("/folder-provider")],
    configurationDefaults: { "workbench.startupEditor": "none", ...settings },
    defaultLayout: { views: [{ id: "patchArchaeology.series" }] },
  };
}

/**
 * The page that starts the workbench, as its own workbench.html does.
 * @param {string} host
 * @param {string} folder
 * @param {Record<string, unknown>} settings
 */
function workbenchPage(host, folder, settings) {
  const options = JSON.stringify(workbenchOptions(host, folder, settings)).replaceAll("<", "\\u003c");
  const origin = `http://${host}`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Patch Archaeology</title>
    <link rel="icon" href="/static/favicon.ico" />
    <link rel="stylesheet" data-name="vs/workbench/workbench.web.main" href="/static/out/vs/workbench/workbench.web.main.css" />
  </head>
  <body aria-label="">
    <script>window.product = ${options};</script>
    <script src="/static/out/vs/loader.js"></script>
    <script src="/static/out/vs/webPackagePaths.js"></script>
    <script>
      for (const name of Object.keys(self.webPackagePaths))
        self.webPackagePaths[name] = "${origin}/static/node_modules/" + name + "/" + self.webPackagePaths[name];
      require.config({ baseUrl: "${origin}/static/out", recordStats: false, paths: self.webPackagePaths });
    </script>
    <script src="/static/out/vs/workbench/workbench.web.main.nls.js"></script>
    <script src="/static/out/vs/workbench/workbench.web.main.js"></script>
    <script src="/static/out/vs/code/browser/workbench/workbench.js"></script>
  </body>
</html>
`;
}

/**
 * Serves the light editor with the extension and a folder open in it.
 * @param {object} options
 * @param {string} options.extension the folder unpacked from the VSIX
 * @param {string} options.folder what to open
 * @param {Record<string, unknown>} [options.settings] other defaults for settings
 * @param {number} [options.port]
 * @returns {Promise<LightEditor>}
 */
export async function openLightEditor({ extension, folder, settings = {}, port = usualPort }) {
  const folders = {
    static: await installLightEditor(),
    extension,
    "folder-provider": fileURLToPath(new URL("folder-provider", import.meta.url)),
    folder,
  };
  const page = (/** @type {{host: string | undefined}} */ { host }) =>
    workbenchPage(host ?? hostName, folder, settings);
  const server = await serveFolders(folders, page, port).catch((error) => {
    if (error.code === "EADDRINUSE" && port !== 0) return serveFolders(folders, page, 0);
    throw error;
  });
  return { address: `http://${hostName}:${server.port}/`, close: server.close };
}
