import * as vscode from "vscode";

/** A commit as VS Code's git extension tells of it. */
export interface Commit {
  readonly hash: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly authorDate?: Date;
  readonly authorName?: string;
  readonly authorEmail?: string;
}

/** A file that differs between two commits; a renamed one has two addresses. */
export interface Change {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly renameUri: vscode.Uri | undefined;
}

/** The parts of a repository that are used here (extensions/git/src/api/git.d.ts of VS Code, API version 1). */
export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: { readonly rebaseCommit: Commit | undefined };
  log(options: { readonly range?: string; readonly maxEntries?: number }): Promise<Commit[]>;
  getCommit(ref: string): Promise<Commit>;
  show(ref: string, path: string): Promise<string>;
  diffBetween(ref1: string, ref2: string): Promise<Change[]>;
  diffBetween(ref1: string, ref2: string, path: string): Promise<string>;
  /** The whole patch, untouched; only newer versions have it. */
  diffBetweenPatch?(ref1: string, ref2: string): Promise<string>;
}

interface GitApi {
  readonly state: "uninitialized" | "initialized";
  readonly onDidChangeState: vscode.Event<string>;
  readonly repositories: readonly Repository[];
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** How long the git extension may look for repositories, in milliseconds. */
const patience = 10_000;

async function untilReady(api: GitApi): Promise<void> {
  if (api.state === "initialized") return;
  let listening: vscode.Disposable | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  await new Promise<void>((resolve) => {
    listening = api.onDidChangeState(() => resolve());
    timer = setTimeout(resolve, patience);
  });
  listening?.dispose();
  clearTimeout(timer);
}

/**
 * The repositories of the workspace; undefined where VS Code has no git, as in a browser, or it is switched off.
 */
export async function gitRepositories(): Promise<readonly Repository[] | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
  if (extension === undefined) return undefined;
  try {
    const git = await extension.activate();
    if (!git.enabled) return undefined;
    const api = git.getAPI(1);
    await untilReady(api);
    return api.repositories;
  } catch {
    // It is there, but git itself is not installed.
    return undefined;
  }
}
