import * as vscode from "vscode";
import { Cancelled } from "../worker/client";
import { Refused } from "./refused";

/** Work that takes longer than this, in milliseconds, gets a notification with a button that stops it. */
const long = 700;

/** Tells how many of how many parts of the work are done. */
export type Report = (done: number, all: number) => void;

/**
 * Shows that documents are read: at once with the bar over the Series view, and, if it takes long, with a notification
 * that can be cancelled and shows how far a task is that counts. Says in one sentence why an import came to nothing.
 */
export async function working(
  title: string,
  task: (cancelled: vscode.CancellationToken, report: Report) => Promise<unknown>,
): Promise<void> {
  const stop = new vscode.CancellationTokenSource();
  let far: readonly [done: number, all: number] | undefined;
  let show = (): void => undefined;
  const report: Report = (...counts) => {
    far = counts;
    show();
  };
  const done = task(stop.token, report).catch((error: unknown) => {
    if (error instanceof vscode.CancellationError || error instanceof Cancelled) return;
    if (!(error instanceof Refused)) throw error;
    void vscode.window.showWarningMessage(error.message);
  });
  const offer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, cancelled) => {
        let shown = 0;
        show = () => {
          if (far === undefined) return;
          const [parts, all] = far;
          const percent = (100 * parts) / all;
          progress.report({ increment: percent - shown, message: vscode.l10n.t("{0} of {1}", parts, all) });
          shown = percent;
        };
        show();
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
