import * as vscode from "vscode";
import type { Desk } from "../desk/desk";
import { nameOf } from "../desk/source";
import { gitRepositories, type Commit, type Repository } from "./gitExtension";
import { commitsIn, readCommits } from "./range";
import { Refused } from "./refused";
import type { Report } from "./working";

/** So many commits are offered to be picked; older ones are named by a range. */
const offered = 200;

interface CommitItem extends vscode.QuickPickItem {
  readonly commit: Commit;
}

/** The only repository of the workspace, or the one that a person chooses. */
async function chooseRepository(): Promise<Repository | undefined> {
  // A repository's own settings can make git run programs.
  if (!vscode.workspace.isTrusted)
    throw new Refused(
      vscode.l10n.t("Commits are read with git, which waits until this workspace is trusted."),
    );
  const repositories = await gitRepositories();
  if (repositories === undefined)
    throw new Refused(
      vscode.l10n.t("This VS Code has no git extension, or it is switched off, so commits cannot be read."),
    );
  const [only] = repositories;
  if (only === undefined) throw new Refused(vscode.l10n.t("No folder of the workspace is a git repository."));
  if (repositories.length === 1) return only;
  const items = repositories.map((repository) => ({
    label: nameOf(repository.rootUri),
    description: repository.rootUri.path,
    repository,
  }));
  const title = vscode.l10n.t("Repository to read commits of");
  return (await vscode.window.showQuickPick(items, { title }))?.repository;
}

/** A range that was typed, or commits that were ticked, oldest first. */
type Choice = string | readonly Commit[];

function choiceIn(pick: vscode.QuickPick<CommitItem>): Choice | undefined {
  // The list is the newest first.
  if (pick.selectedItems.length > 0) {
    const ticked = new Set(pick.selectedItems.map(({ commit }) => commit.hash));
    return pick.items
      .map(({ commit }) => commit)
      .filter(({ hash }) => ticked.has(hash))
      .toReversed();
  }
  return pick.value.trim() || undefined;
}

async function askForCommits(repository: Repository): Promise<Choice | undefined> {
  const pick = vscode.window.createQuickPick<CommitItem>();
  pick.title = vscode.l10n.t("Commits to read as a series");
  pick.placeholder = vscode.l10n.t("Type a range such as v2.6.19..v2.6.20, or tick commits");
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.busy = true;
  pick.show();
  const chosen = new Promise<Choice | undefined>((resolve) => {
    pick.onDidAccept(() => {
      resolve(choiceIn(pick));
      pick.hide();
    });
    pick.onDidHide(() => resolve(undefined));
  });
  try {
    const commits = await repository.log({ maxEntries: offered });
    pick.items = commits.map((commit) => ({
      label: commit.message.split("\n", 1)[0] ?? "",
      description: [commit.hash.slice(0, 12), commit.authorName].filter(Boolean).join(" · "),
      commit,
    }));
  } catch {
    // A repository without commits has none to offer; what is typed is still looked up.
    pick.items = [];
  }
  pick.busy = false;
  const choice = await chosen;
  pick.dispose();
  return choice;
}

function titleOf(choice: Choice, commits: readonly Commit[]): string {
  if (typeof choice === "string") return choice;
  const [first] = commits;
  return commits.length === 1 && first !== undefined
    ? first.hash.slice(0, 12)
    : vscode.l10n.t("{0} commits", commits.length);
}

/** Commits of a repository that a person wants to read: a range that was typed, or the ones that were ticked. */
export interface ChosenCommits {
  readonly repository: Repository;
  readonly choice: Choice;
}

/**
 * Lets a person name or pick commits of a repository of the workspace; undefined when they think better of it.
 *
 * @throws {Refused} when there is no repository to choose from
 */
export async function chooseCommits(): Promise<ChosenCommits | undefined> {
  const repository = await chooseRepository();
  const choice = repository && (await askForCommits(repository));
  return repository === undefined || choice === undefined ? undefined : { repository, choice };
}

/**
 * Opens commits as a dig site.
 *
 * @throws {Refused} when there is nothing to read
 */
export async function importCommits(
  desk: Desk,
  { repository, choice }: ChosenCommits,
  cancelled: vscode.CancellationToken,
  report: Report,
): Promise<void> {
  const commits = typeof choice === "string" ? await commitsIn(repository, choice) : choice;
  const name = titleOf(choice, commits);
  const { text, notes } = await readCommits(repository, commits, cancelled, report);
  const title = `${nameOf(repository.rootUri)} ${name}`;
  await desk.openText(`${name}.mbox`, new TextEncoder().encode(text), title, cancelled);
  for (const note of notes) void vscode.window.showInformationMessage(note);
}
