import * as vscode from "vscode";
import type { Setup } from "../../protocol";
import type { Desk } from "../desk/desk";
import { firstSetup } from "../panel/panels";
import type { Replaying } from "../replay/replay";
import { memoryCeiling } from "../worker/ceiling";
import { Cancelled, type Client } from "../worker/client";
import type { Searchers } from "../worker/searchers";

/** What a language model gives a tool; its own check of the schema is not to be relied upon. */
type Input = Readonly<Record<string, unknown>>;

/** The part of VS Code's language model API (1.95 and newer) that is used here; the types of 1.91 do not have it. */
interface ToolApi {
  readonly lm?: {
    readonly registerTool?: (
      name: string,
      tool: {
        readonly invoke: (
          options: { readonly input: Input },
          cancel: vscode.CancellationToken,
        ) => Promise<object>;
      },
    ) => vscode.Disposable;
  };
  readonly LanguageModelToolResult?: new (parts: readonly object[]) => object;
  readonly LanguageModelTextPart?: new (text: string) => object;
}

/** Answers one tool. */
type Tool = (input: Input, cancel: vscode.CancellationToken) => Promise<object>;

/**
 * Tools for language models: read the open series, list the known findings, explore a scenario, explain a schedule.
 * Nothing where VS Code has none.
 */
export function offerTools(desk: Desk, replaying: Replaying, searchers: Searchers): vscode.Disposable {
  const { lm, LanguageModelToolResult: Result, LanguageModelTextPart: Part } = vscode as ToolApi;
  const register = lm?.registerTool;
  if (!register || !Result || !Part) return vscode.Disposable.from();
  const tools: Readonly<Record<string, Tool>> = {
    series: () => series(desk),
    findings: ({ revision }) => findings(revision, replaying),
    explore: (input, cancel) =>
      searching(searchers, cancel, async (searcher) => {
        const { outcomes, exhaustive, bounds, consistency } = await searcher.ask("explore", {
          ...setupOf(input),
          memory: memoryCeiling(),
        });
        return { exhaustive, bounds, consistency, outcomes };
      }),
    explain: (input) => explain(setupOf(input), word(input, "schedule"), replaying),
  };
  return vscode.Disposable.from(
    ...Object.entries(tools).map(([name, answer]) =>
      register(`patchArchaeology_${name}`, {
        invoke: async ({ input }, cancel) =>
          new Result([new Part(JSON.stringify(await answer(input, cancel)))]),
      }),
    ),
  );
}

/** Lends a searcher, and gives the search up when the language model's user does. */
async function searching<T>(
  searchers: Searchers,
  cancel: vscode.CancellationToken,
  use: (searcher: Client) => Promise<T>,
): Promise<T> {
  if (cancel.isCancellationRequested) throw new vscode.CancellationError();
  return searchers.lend(async (searcher) => {
    const stopping = cancel.onCancellationRequested(() => searcher.cancel());
    try {
      return await use(searcher);
    } catch (error) {
      throw error instanceof Cancelled ? new vscode.CancellationError() : error;
    } finally {
      stopping.dispose();
    }
  });
}

async function series(desk: Desk): Promise<object> {
  const found = (await desk.allSites()).flatMap((site) => site.found.series);
  return found.map(({ title, patches, missing }) => ({
    title,
    missing,
    patches: patches.map(({ id, subject, author, commit, files }) => ({
      id,
      subject,
      author,
      commit,
      files: files.map(({ path, hunks }) => ({ path, hunks: hunks.map((hunk) => hunk.id) })),
    })),
  }));
}

/** What is known to go wrong, on every revision or on one. */
async function findings(revision: unknown, { stepper }: Replaying): Promise<object> {
  const all = await stepper.ask("findings", null);
  return all.filter(({ revisions }) => typeof revision !== "string" || revisions.includes(revision));
}

async function explain(setup: Setup, schedule: string, { stepper }: Replaying): Promise<object> {
  const { execution, note } = await stepper.ask("replay", { setup, schedule });
  const { contexts, steps, outcome } = execution;
  return {
    note,
    outcome: outcome?.title ?? null,
    steps: steps.map(
      (step) =>
        `${step.n} ${contexts[step.context]?.id ?? ""} ${step.function}: ${step.cText} (${step.words})`,
    ),
  };
}

function setupOf(input: Input): Setup {
  return { ...firstSetup, revision: word(input, "revision"), scenario: word(input, "scenario") };
}

function word(input: Input, name: string): string {
  const value = input[name];
  if (typeof value !== "string") throw new Error(vscode.l10n.t('The tool needs a text "{0}".', name));
  return value;
}
