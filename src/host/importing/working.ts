import * as vscode from "vscode";
import { Cancelled } from "../worker/client";
import { Refused } from "./refused";

/** Work that takes longer than this, in milliseconds, gets a notification with a button that stops it. */
const long = 700;

/**
 * Shows that documents are read: at once with the bar over the Series view, and, if it takes long, with a notification
 * that can be cancelled. Says in one sentence why an import came to nothing.
 */
export async function working(
  title: string,
  task: (cancelled: vscode.CancellationToken) => Promise<unknown>,
): Promise<void> {
  const stop = new vscode.CancellationTokenSource();
  const done = task(stop.token).catch((error: unknown) => {
    if (error instanceof vscode.CancellationError || error instanceof Cancelled) return;
    if (!(error instanceof Refused)) throw error;
    void vscode.window.showWarningMessage(error.message);
  });
  const offer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (_, cancelled) => {
        cancelled.onCancellationRequested(() => stop.cancel());
        await done.catch(() => undefined);
      },
    );
  }, long);
  try {
    await vscode.window.withProgress({ location: { viewId: "patchArchaeology.series" } }, () => done);
  } finally {
    clearTimeout(offer);
    stop.dispose();
  }
}
