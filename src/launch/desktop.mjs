// @ts-check
import { join } from "node:path";
import { finished, runQuietly, start } from "./children.mjs";
import { program } from "./debian.mjs";
import { cache } from "./folders.mjs";
import { say } from "./say.mjs";

/** Whether the person has a VS Code of her own and a screen to show it on. */
export function canOpenDesktop() {
  if (program("code") === undefined) return false;
  // In a terminal of a remote or browser VS Code, `code` steers that one, and cannot be given folders of its own.
  if (process.env["VSCODE_IPC_HOOK_CLI"] !== undefined) return false;
  return process.platform !== "linux" || Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
}

/**
 * Opens the person's own VS Code with extensions and settings of its own under .cache, so that hers stay as they are.
 * @param {{vsix: string, folder: string}} what
 * @returns {Promise<number>} exit status, once the window is closed
 */
export async function openDesktop({ vsix, folder }) {
  const apart = [
    ["--extensions-dir", join(cache, "desktop", "extensions")],
    ["--user-data-dir", join(cache, "desktop", "user")],
  ].flat();
  await runQuietly("installing the extension", "code", [...apart, "--install-extension", vsix, "--force"]);
  say("Opening your VS Code in a window of its own: your own extensions and settings are left as they are.");
  say("Click the Patch Archaeology icon at the left. Closing the window, or Ctrl-C here, ends it.");
  return finished(start("code", [...apart, "--new-window", "--wait", "--disable-workspace-trust", folder]));
}
