import * as vscode from "vscode";
import type { Ground, HunkLine, Moment, Opening, Passage } from "../../lessons/opening";
import { cursorAt } from "../../lessons/opening";
import { findDocument, findHunkLine, findQuote } from "../../lessons/places";
import type { Desk } from "../desk/desk";
import { findHunk } from "../desk/lookup";
import type { Diffs } from "../diffs/diffs";
import { firstSetup } from "../panel/panels";
import type { Replaying } from "../replay/replay";
import type { Client } from "../worker/client";
import type { ExecutionView, Setup } from "../../protocol";

/** Opens what lessons show: passages of documents, lines of diffs, moments of executions. */
export class Stage {
  readonly #desk: Desk;
  readonly #diffs: Diffs;
  readonly #replaying: Replaying;
  readonly #worker: Client;
  readonly #mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.findMatchHighlightBackground"),
  });

  constructor(desk: Desk, diffs: Diffs, replaying: Replaying, worker: Client) {
    this.#desk = desk;
    this.#diffs = diffs;
    this.#replaying = replaying;
    this.#worker = worker;
  }

  /** Opens all that a step shows. @throws Error with one sentence for what cannot be found */
  async show({ passage, hunkLine, moment }: Opening): Promise<void> {
    if (passage) await this.passage(passage);
    if (hunkLine) await this.hunkLine(hunkLine);
    if (moment) await this.moment(moment);
  }

  /** Opens a document at a quote, and marks it. */
  async passage({ document, quote }: Passage): Promise<void> {
    await this.#desk.openSample();
    const sources = this.#desk.sites.flatMap((site) => site.sources);
    const source = findDocument(sources, document);
    if (!source) throw new Error(vscode.l10n.t('No open dig site has a document "{0}".', document));
    const text = await vscode.workspace.openTextDocument(source.uri);
    const found = findQuote(text.getText(), quote);
    if (typeof found === "string") throw new Error(`${source.name}: ${found}`);
    const editor = await vscode.window.showTextDocument(text, {
      viewColumn: this.#replaying.panels.columnBeside,
      preserveFocus: true,
      preview: true,
    });
    const range = new vscode.Range(found.first - 1, 0, found.last - 1, 0);
    for (const other of vscode.window.visibleTextEditors) other.setDecorations(this.#mark, []);
    editor.setDecorations(this.#mark, [range]);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
  }

  /** Opens a diff at a line of a hunk. */
  async hunkLine({ hunk: id, side: word, line: text }: HunkLine): Promise<void> {
    await this.#desk.openSample();
    const found = await findHunk(this.#desk, id);
    if (!found) throw new Error(vscode.l10n.t('No open dig site has the hunk "{0}".', id));
    const side = word === "before" ? "old" : "new";
    const line = findHunkLine(found.hunk, side, text);
    if (typeof line === "string") throw new Error(`${id}: ${line}`);
    const place = {
      patch: found.patch.id,
      path: found.file.path,
      side,
      line,
      hunk: id,
      across: null,
      unchanged: false,
    } as const;
    await this.#diffs.openAt(place, { viewColumn: this.#replaying.panels.columnBeside, preserveFocus: true });
  }

  /** Replays an execution to a moment of it. */
  async moment(moment: Moment): Promise<void> {
    await this.#desk.openSample();
    const { way } = moment;
    const schedule =
      "schedule" in way
        ? way.schedule
        : (await this.#worker.ask("way", { ground: groundOf(moment), ending: way.ending })).schedule;
    await this.replay(moment, schedule, moment);
  }

  /** Replays a schedule to a moment of it, and brings the panel to the front. */
  async replay(ground: Ground, schedule: string, at: Pick<Moment, "at" | "by">): Promise<void> {
    const { current, panels } = this.#replaying;
    const reason = vscode.l10n.t("from the lesson");
    // One change for execution and moment: between two, somebody could look at the wrong end of it, and go on from there.
    const cursor = ({ steps, contexts }: ExecutionView) => {
      const found = cursorAt(at, steps, ({ context }) => contexts[context]?.id ?? "");
      if (found === null) throw new Error(vscode.l10n.t('No step of the execution is "{0}".', at.at));
      return found;
    };
    if (await current.replay({ setup: setupOf(ground), schedule, cursor, reason, by: "lesson" }))
      await panels.showCurrent();
  }

  dispose(): void {
    this.#mark.dispose();
  }
}

function groundOf({ scenario, revision, without }: Ground): Ground {
  return { scenario, revision, without };
}

/** The setup of the panel that runs a ground. */
function setupOf({ scenario, revision, without }: Ground): Setup {
  return { ...firstSetup, scenario, revision, without: [...without] };
}
