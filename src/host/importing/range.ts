import * as vscode from "vscode";
import { mailboxOf, untrimmed, type CommitPatch } from "./commitMail";
import type { Commit, Repository } from "./gitExtension";
import { Refused } from "./refused";
import type { Report } from "./working";

/** More commits are not read at once: git is asked for each of them. */
const mostCommits = 1000;

/** Commits as a mailbox, and what had to be left out or should be known, one sentence each. */
export interface RangeText {
  readonly text: string;
  readonly notes: readonly string[];
}

/** `a..b` as it is; a single revision means what came after it, as for `git format-patch`. */
function asRange(words: string): string {
  return words.includes("..") ? words : `${words}..HEAD`;
}

/**
 * The commits of a range, oldest first.
 *
 * @throws {Refused} when git knows no such range, or it holds no commit or too many
 */
export async function commitsIn(repository: Repository, words: string): Promise<readonly Commit[]> {
  const range = asRange(words.trim());
  // A revision cannot begin with a dash; git would take it for an option.
  if (range.startsWith("-")) throw new Refused(vscode.l10n.t("“{0}” is no range of commits.", words));
  let commits: readonly Commit[];
  try {
    commits = await repository.log({ range });
  } catch {
    throw new Refused(vscode.l10n.t("git knows no range “{0}” in this repository.", range));
  }
  if (commits.length === 0) throw new Refused(vscode.l10n.t("There is no commit in “{0}”.", range));
  if (commits.length > mostCommits)
    throw new Refused(
      vscode.l10n.t(
        "There are {0} commits in “{1}”; at most {2} are read at once.",
        commits.length,
        range,
        mostCommits,
      ),
    );
  return commits.toReversed();
}

async function diffOf(repository: Repository, parent: string, hash: string): Promise<string> {
  if (repository.diffBetweenPatch !== undefined) return repository.diffBetweenPatch(parent, hash);
  const changes = await repository.diffBetween(parent, hash);
  const uris = changes.flatMap(({ uri, originalUri, renameUri }) => [originalUri, renameUri ?? uri]);
  const paths = new Set(uris.map(({ fsPath }) => fsPath));
  const diffs: string[] = [];
  for (const path of paths) diffs.push(untrimmed(await repository.diffBetween(parent, hash, path)));
  return diffs.join("");
}

/** Says what a reader of the patches should know of their repository. */
function notesOn(repository: Repository, left: readonly Commit[]): readonly string[] {
  const merges = left.filter(({ parents }) => parents.length > 1).length;
  const roots = left.length - merges;
  return [
    ...(repository.state.rebaseCommit === undefined
      ? []
      : [
          vscode.l10n.t("The repository is in the middle of a rebase; its commits are read as they are now."),
        ]),
    ...(merges === 0 ? [] : [vscode.l10n.t("Merges hold no patch of their own; left out: {0}.", merges)]),
    ...(roots === 0
      ? []
      : [vscode.l10n.t("The first commit of the repository has nothing before it; it was left out.")]),
  ];
}

/**
 * Reads commits as mails; nothing is written to the repository and no process is started but by VS Code's own git.
 *
 * @throws {Refused} when there is nothing to read; CancellationError when the reading was cancelled
 */
export async function readCommits(
  repository: Repository,
  commits: readonly Commit[],
  cancelled: vscode.CancellationToken,
  report: Report,
): Promise<RangeText> {
  const whole = commits.filter(({ parents }) => parents.length === 1);
  const patches: CommitPatch[] = [];
  for (const commit of whole) {
    if (cancelled.isCancellationRequested) throw new vscode.CancellationError();
    const [parent = ""] = commit.parents;
    patches.push({ commit, diff: await diffOf(repository, parent, commit.hash) });
    report(patches.length, whole.length);
  }
  const notes = notesOn(
    repository,
    commits.filter((commit) => !whole.includes(commit)),
  );
  if (patches.length === 0)
    throw new Refused(notes.at(-1) ?? vscode.l10n.t("There is no commit to read as a patch."));
  return { text: mailboxOf(patches), notes };
}
