import { t } from "@vscode/l10n";
import type { SavedPanel, ToHost, ToPanel } from "../src/protocol";
import { ProtocolError, readSaved, readToPanel } from "../src/protocol";

/** What VS Code gives to a webview. */
interface HostApi {
  readonly postMessage: (message: unknown) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

declare function acquireVsCodeApi(): HostApi;

/** The panel's only way out: messages to the extension, and the state that VS Code keeps for the panel. */
export interface Bridge {
  readonly send: (message: ToHost) => void;
  /** What was kept before the panel was hidden or the window was loaded again. */
  readonly saved: SavedPanel | null;
  readonly save: (state: SavedPanel) => void;
}

/** Connects the panel to the extension. Messages of a wrong form go to `refused` as one sentence. */
export function connect(received: (message: ToPanel) => void, refused: (why: string) => void): Bridge {
  const api = acquireVsCodeApi();
  window.addEventListener("message", (event) => {
    let message: ToPanel;
    try {
      message = readToPanel(event.data);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      refused(t("The extension sent something this panel does not understand ({0}).", error.message));
      return;
    }
    received(message);
  });
  return {
    send: (message) => api.postMessage(message),
    saved: readSaved(api.getState()),
    save: (state) => api.setState(state),
  };
}
