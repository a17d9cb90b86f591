import * as vscode from "vscode";
import type { Change } from "../replay/current";

/** Which races were found in this session, by the patch after which the code has them. */
export class FoundRaces implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** Scenarios that failed, by revision. */
  readonly #failed = new Map<string, Set<string>>();

  readonly onDidChange = this.#changed.event;

  /** Learns from what is replayed; only the code as it was posted counts, not what a person left out of it. */
  learn({ now }: Change): void {
    if (now === null || now.setup.without.length > 0) return;
    const { revision, outcome } = now.execution;
    if (outcome === null || outcome.violations.length === 0) return;
    const failed = this.#failed.get(revision) ?? new Set();
    this.#failed.set(revision, failed);
    if (failed.has(now.setup.scenario)) return;
    failed.add(now.setup.scenario);
    this.#changed.fire();
  }

  /** Scenarios in which the code after a patch was seen to fail. */
  after(patch: string): readonly string[] {
    return [...(this.#failed.get(patch) ?? [])];
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
