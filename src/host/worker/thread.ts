import * as vscode from "vscode";
import type { StartThread, Thread } from "./client";
import type { Answer } from "./requests";

/** Starts the exploration worker of this extension: a thread of Node on the desktop, a web worker in a browser. */
export function threadStarter(extensionUri: vscode.Uri): StartThread {
  const script = vscode.Uri.joinPath(extensionUri, "dist", "worker.js");
  // Node has worker threads instead of the web's workers, on the desktop and on a remote alike.
  const start = typeof Worker === "undefined" ? startNode : startWeb;
  return (answered, died) => start(script, answered, died);
}

function stopped(why: string): string {
  return vscode.l10n.t("The exploration worker stopped: {0}.", why);
}

async function startNode(
  script: vscode.Uri,
  answered: (answer: Answer) => void,
  died: (why: string) => void,
): Promise<Thread> {
  const { Worker } = await import("node:worker_threads");
  const worker = new Worker(script.fsPath);
  worker.on("message", (message) => answered(message as Answer));
  worker.on("error", ({ message }) => died(stopped(message)));
  return {
    post: (question) => worker.postMessage(question),
    stop: () => void worker.terminate(),
  };
}

/** The script is read and started from a blob, because a worker must be of the extension host's own origin. */
async function startWeb(
  script: vscode.Uri,
  answered: (answer: Answer) => void,
  died: (why: string) => void,
): Promise<Thread> {
  const source = new TextDecoder().decode(await vscode.workspace.fs.readFile(script));
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url);
  worker.onmessage = ({ data }) => answered(data as Answer);
  worker.onerror = ({ message }) => died(stopped(message));
  return {
    post: (question) => worker.postMessage(question),
    stop: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
