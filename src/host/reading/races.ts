import * as vscode from "vscode";
import type { Change } from "../replay/current";
import { revisionOf } from "../replay/revision";
import type { KnownFinding } from "../worker/requests";

/** The bugs that are known by name and that a patch brings, or mends. */
export interface PatchFindings {
  readonly brings: readonly KnownFinding[];
  readonly mends: readonly KnownFinding[];
}

const none: PatchFindings = { brings: [], mends: [] };

/** What is known of races, by patch: the findings that come with the models, and what was seen to fail in this session. */
export class FoundRaces implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #ask: () => Promise<readonly KnownFinding[]>;
  /** Scenarios that failed, by revision. */
  readonly #failed = new Map<string, Set<string>>();
  /** Undefined until somebody wants to know. */
  #findings: readonly KnownFinding[] | undefined;

  readonly onDidChange = this.#changed.event;

  /** @param ask gives the known findings; asked once, and only when a patch that is modelled is shown */
  constructor(ask: () => Promise<readonly KnownFinding[]>) {
    this.#ask = ask;
  }

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
    const revision = revisionOf(patch, "new");
    return revision === undefined ? [] : [...(this.#failed.get(revision) ?? [])];
  }

  /** The findings of a patch, none as long as they are being read; the event tells when they are there. */
  findingsOf(patch: string): PatchFindings {
    const [before, after] = [revisionOf(patch, "old"), revisionOf(patch, "new")];
    if (before === undefined || after === undefined) return none;
    if (this.#findings === undefined) {
      this.#findings = [];
      void this.#read();
    }
    return {
      brings: this.#findings.filter(
        ({ revisions }) => revisions.includes(after) && !revisions.includes(before),
      ),
      mends: this.#findings.filter(
        ({ revisions }) => revisions.includes(before) && !revisions.includes(after),
      ),
    };
  }

  /** Whether anything is known of races that have to do with a patch. */
  isRacy(patch: string): boolean {
    const { brings, mends } = this.findingsOf(patch);
    return brings.length + mends.length + this.after(patch).length > 0;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #read(): Promise<void> {
    try {
      this.#findings = await this.#ask();
      this.#changed.fire();
    } catch {
      // Without its findings a patch can be read all the same; the next who looks asks again.
      this.#findings = undefined;
    }
  }
}
