import * as vscode from "vscode";
import type { Ground } from "../../debug/ground";
import type { Desk } from "../desk/desk";
import { findPatch } from "../desk/lookup";
import { addressOf, nameIn } from "../diffs/address";
import type { Replaying } from "../replay/replay";
import type { Client } from "../worker/client";

/** What a debug session needs of the editor. */
export function groundOf(desk: Desk, replaying: Replaying, searcher: Client): Ground {
  const { current, panels, stepper, placesOf } = replaying;
  return {
    replay: current,
    placesOf,
    catalogue: () => stepper.ask("catalogue", null),
    explore: (setup) => searcher.ask("explore", setup),
    readTrace: (text) => stepper.ask("readTrace", text),
    inspect: (position) => stepper.ask("inspect", position),
    patch: async (id) => (await findPatch(desk, id))?.patch,
    pathOf: async ({ patch, path, side }) => {
      const found = await findPatch(desk, patch);
      return found ? addressOf({ site: found.site.key, patch, path, side }).toString() : null;
    },
    textAt: (path) => (isAddress(path) ? (nameIn(vscode.Uri.parse(path)) ?? null) : null),
    ended: () => {
      if (!panels.isOpen) current.close("debugger");
    },
    readText: async (path) => {
      const uri = isAddress(path) ? vscode.Uri.parse(path) : vscode.Uri.file(path);
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    },
  };
}

/** Whether a path is an address with a scheme; a drive letter of Windows is none. */
function isAddress(path: string): boolean {
  return /^[a-z][\w+.-]+:/i.test(path);
}
