import * as vscode from "vscode";

const MEGABYTE = 2 ** 20;

/** The memory that a search may use for states, in bytes, as the setting has it now; undefined if it makes no sense. */
export function memoryCeiling(): number | undefined {
  const megabytes = vscode.workspace.getConfiguration("patchArchaeology").get<unknown>("explore.memory");
  // A setting is edited by hand, and may be anything.
  return typeof megabytes === "number" && megabytes > 0 ? megabytes * MEGABYTE : undefined;
}
