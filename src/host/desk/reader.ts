import type * as vscode from "vscode";
import { Client, Cancelled } from "../worker/client";
import type { StartThread } from "../worker/client";
import type { Found } from "./found";
import type { Source } from "./source";

/**
 * Reads documents in threads of their own, so that the editor answers while a thread of thousands of mails is read.
 * Whoever is given up loses the thread, which takes effect at once.
 */
export class Reader implements vscode.Disposable {
  readonly #start: StartThread;
  readonly #busy = new Set<Client>();
  #idle: Client | undefined;

  constructor(start: StartThread) {
    this.#start = start;
  }

  /** @throws {Cancelled} when the reading was given up */
  async read(sources: readonly Source[], cancelled?: vscode.CancellationToken): Promise<Found> {
    if (cancelled?.isCancellationRequested) throw new Cancelled("Cancelled.");
    const client = this.#idle ?? new Client(this.#start);
    this.#idle = undefined;
    this.#busy.add(client);
    const listening = cancelled?.onCancellationRequested(() => client.cancel());
    try {
      return await client.ask(
        "read",
        sources.map(({ name, bytes }) => ({ name, bytes })),
      );
    } finally {
      listening?.dispose();
      this.#busy.delete(client);
      // One thread is kept for the next documents; a second one was needed only for the moment.
      if (this.#idle === undefined) this.#idle = client;
      else client.stop();
    }
  }

  dispose(): void {
    for (const client of [...this.#busy, this.#idle]) client?.stop();
  }
}
