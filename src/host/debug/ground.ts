import * as vscode from "vscode";
import type { Ground } from "../../debug/ground";
import type { Desk } from "../desk/desk";
import { findPatch } from "../desk/lookup";
import { addressOf, nameIn } from "../diffs/address";
import { modelPatch } from "../../models/sources/modelSources";
import { modelAddress, modelPathIn } from "../model/address";
import type { Models } from "../model/models";
import type { Replaying } from "../replay/replay";
import { memoryCeiling } from "../worker/ceiling";
import type { Client } from "../worker/client";

/** What a debug session needs of the editor. */
export function groundOf(desk: Desk, replaying: Replaying, models: Models, searcher: Client): Ground {
  const { current, panels, stepper, placesOf } = replaying;
  return {
    replay: current,
    t: (message, ...values) => vscode.l10n.t(message, ...values),
    placesOf: async (setup) => {
      const [inDiffs, inModels] = await Promise.all([placesOf(setup.revision), models.placesOf(setup)]);
      return (step) => [...inDiffs(step), ...inModels(step)];
    },
    catalogue: () => stepper.ask("catalogue", null),
    explore: (setup) => searcher.ask("explore", { ...setup, memory: memoryCeiling() }),
    giveUp: () => searcher.cancel(),
    readTrace: (text) => stepper.ask("readTrace", text),
    inspect: (position) => stepper.ask("inspect", position),
    patch: async (id) => (await findPatch(desk, id))?.patch,
    pathOf: async ({ patch, path, side }) => {
      if (patch === modelPatch) return modelAddress(path).toString();
      const found = await findPatch(desk, patch);
      return found ? addressOf({ site: found.site.key, patch, path, side }).toString() : null;
    },
    textAt: (path) => (isAddress(path) ? textAt(vscode.Uri.parse(path)) : null),
    ended: () => {
      if (!panels.isOpen) current.close("debugger");
    },
    readText: async (path) => new TextDecoder().decode(await vscode.workspace.fs.readFile(fileAt(path))),
  };
}

/** The text of a patch, or of a model, that an address names. */
function textAt(uri: vscode.Uri): ReturnType<Ground["textAt"]> {
  const path = modelPathIn(uri);
  return path === null ? (nameIn(uri) ?? null) : { patch: modelPatch, path, side: "new" };
}

/** The file that a launch configuration names: an address, a path in a workspace folder, which may be on no disk, or any other path. */
function fileAt(path: string): vscode.Uri {
  if (isAddress(path)) return vscode.Uri.parse(path);
  const folders = vscode.workspace.workspaceFolders ?? [];
  const holder = folders.find(({ uri }) => uri.scheme !== "file" && path.startsWith(`${uri.path}/`));
  if (holder) return holder.uri.with({ path });
  const [first] = folders;
  const isRelative = !/^([/\\]|[a-z]:)/i.test(path);
  return isRelative && first ? vscode.Uri.joinPath(first.uri, path) : vscode.Uri.file(path);
}

/** Whether a path is an address with a scheme; a drive letter of Windows is none. */
function isAddress(path: string): boolean {
  return /^[a-z][\w+.-]+:/i.test(path);
}
