import * as vscode from "vscode";
import type { Setup } from "../../protocol";
import type { Desk } from "../desk/desk";
import { firstSetup } from "../panel/panels";
import type { Replaying } from "../replay/replay";
import { Client } from "../worker/client";
import { threadStarter } from "../worker/thread";

/** What a language model gives a tool; its own check of the schema is not to be relied upon. */
type Input = Readonly<Record<string, unknown>>;

/** The part of VS Code's language model API (1.95 and newer) that is used here; the types of 1.91 do not have it. */
interface ToolApi {
  readonly lm?: {
    readonly registerTool?: (
      name: string,
      tool: { readonly invoke: (options: { readonly input: Input }) => Promise<object> },
    ) => vscode.Disposable;
  };
  readonly LanguageModelToolResult?: new (parts: readonly object[]) => object;
  readonly LanguageModelTextPart?: new (text: string) => object;
}

/** Tools for language models: read the open series, explore a scenario with its findings, explain a schedule. Nothing where VS Code has none. */
export function offerTools(
  extension: vscode.Extension<unknown>,
  desk: Desk,
  replaying: Replaying,
): vscode.Disposable {
  const { lm, LanguageModelToolResult: Result, LanguageModelTextPart: Part } = vscode as ToolApi;
  const register = lm?.registerTool;
  if (!register || !Result || !Part) return vscode.Disposable.from();
  const searcher = new Client(threadStarter(extension.extensionUri));
  const tools: Readonly<Record<string, (input: Input) => Promise<object>>> = {
    series: () => series(desk),
    explore: (input) => explore(setupOf(input), searcher),
    explain: (input) => explain(setupOf(input), word(input, "schedule"), replaying),
  };
  return vscode.Disposable.from(
    { dispose: () => searcher.stop() },
    ...Object.entries(tools).map(([name, answer]) =>
      register(`patchArchaeology_${name}`, {
        invoke: async ({ input }) => new Result([new Part(JSON.stringify(await answer(input)))]),
      }),
    ),
  );
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

async function explore(setup: Setup, searcher: Client): Promise<object> {
  const { outcomes, exhaustive, bounds, consistency } = await searcher.ask("explore", setup);
  return { exhaustive, bounds, consistency, outcomes };
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
  if (typeof value !== "string") throw new Error(`The tool needs a text "${name}".`);
  return value;
}
