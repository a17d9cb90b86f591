// @ts-check
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { endChildrenAtExit, serveUntilInterrupted } from "./children.mjs";
import { installPackages } from "./dependencies.mjs";
import { canOpenDesktop, openDesktop } from "./desktop.mjs";
import { sample } from "./folders.mjs";
import { openLightEditor } from "./light-editor.mjs";
import { packageExtension, unpackedExtension, vsix } from "./package.mjs";
import { Missing, runMain, say } from "./say.mjs";
import { openWholeEditor } from "./whole-editor.mjs";

const help = `npm start                  open the sample in your own VS Code, or in a light one in the browser
npm start -- --light       the light one (VS Code 1.91 in the browser), whatever is installed
npm start -- --server      the whole of VS Code, today's version, in the browser (code-server; 800 MB the first time)
npm start -- FOLDER        open a folder of your own instead of the sample
npm start -- --port PORT   serve on this port of 127.0.0.1`;

/** Reads the command line. */
function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: "boolean" },
        light: { type: "boolean" },
        server: { type: "boolean" },
        port: { type: "string" },
      },
    });
  } catch (error) {
    throw new Missing(`${error instanceof Error ? error.message : error}\n${help}`);
  }
}

/** @param {string | undefined} text */
function portOf(text) {
  if (text === undefined) return {};
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Missing(`${text} is not a port: 0 to 65535.`);
  return { port };
}

async function main() {
  const { values, positionals } = readArguments();
  if (values.help) {
    say(help);
    return 0;
  }
  const port = portOf(values.port);
  const folder = positionals[0] === undefined ? sample : resolve(positionals[0]);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Missing(`${folder} is not a folder.`);

  endChildrenAtExit();
  await installPackages();
  await packageExtension();
  if (!values.light && !values.server && canOpenDesktop()) return openDesktop({ vsix, folder });

  const editor = values.server
    ? await openWholeEditor({ vsix, folder, ...port })
    : await openLightEditor({ extension: unpackedExtension, folder, ...port });
  say(`\nOpen this address in a browser:\n\n    ${editor.address}\n\nCtrl-C ends it.`);
  return serveUntilInterrupted();
}

await runMain(main);
