import * as vscode from "vscode";
import type { Comment } from "../../series/anchoredComment";
import type { Desk, OpenSite } from "../desk/desk";
import { addressOf, nameIn } from "../diffs/address";
import { noteBox } from "../review/noteThreads";
import { commentBody } from "./body";
import { messageIn, talksOf, type Talk } from "./talks";

/** So many talks the Comments panel lists; of more, those of the visible texts only, or it would no longer be fluent. */
const mostListed = 5000;

/** So many threads are made before the editor gets its turn again. */
const batch = 100;

/** A talk, its site and what tells it from all others. */
interface Placed {
  readonly key: string;
  readonly site: OpenSite;
  readonly talk: Talk;
  readonly uri: vscode.Uri;
}

/** Shows what the list said as comment threads on the lines it speaks of. */
export class ReviewComments implements vscode.Disposable {
  readonly #desk: Desk;
  readonly #controller: vscode.CommentController;
  readonly #listening: vscode.Disposable;
  readonly #say: (words: string) => void;
  #filling: ReturnType<typeof setTimeout> | undefined;
  #placed: readonly Placed[] = [];
  /** Keys of what a person went to last. */
  #wanted: ReadonlySet<string> = new Set();
  #threads = new Map<string, vscode.CommentThread>();

  /** @param say tells people what is not listed; empty words take that back */
  constructor(desk: Desk, say: (words: string) => void) {
    this.#desk = desk;
    this.#say = say;
    this.#controller = vscode.comments.createCommentController(
      "patchArchaeology",
      vscode.l10n.t("Review on the list"),
    );
    // An answer becomes a note of one's own.
    this.#controller.options = noteBox();
    this.#listening = vscode.Disposable.from(
      desk.onDidChange(() => this.#place()),
      vscode.window.onDidChangeVisibleTextEditors(() => {
        if (this.#placed.length > batch) this.#show();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("patchArchaeology.comments")) this.#place();
      }),
    );
  }

  /**
   * Opens the threads of some talks and closes those that were opened so before: one does not ask for a remark to see a mark
   * in a margin. A thread that is yet to be made will be made open.
   */
  open(site: OpenSite, talks: readonly Talk[]): void {
    for (const key of this.#wanted) collapse(this.#threads.get(key), true);
    this.#wanted = new Set(talks.map((talk) => placedTalk(site, talk).key));
    for (const key of this.#wanted) {
      const thread = this.#threads.get(key);
      // A person may have closed it, of which we hear nothing; only a change would be passed on.
      collapse(thread, true);
      collapse(thread, false);
    }
  }

  dispose(): void {
    clearTimeout(this.#filling);
    this.#listening.dispose();
    this.#controller.dispose();
  }

  #place(): void {
    const isOn = vscode.workspace.getConfiguration("patchArchaeology").get("comments", true);
    this.#placed = isOn ? this.#desk.sites.flatMap(placedIn) : [];
    const isTooMuch = this.#placed.length > mostListed;
    this.#say(
      isTooMuch
        ? vscode.l10n.t(
            "The list spoke of {0} lines; the Comments panel shows those of the texts that are open.",
            this.#placed.length,
          )
        : "",
    );
    this.#show();
  }

  /** Keeps the threads that are to stay, as a person left them, makes those in sight, and the others in a while. */
  #show(): void {
    const seen = this.#placed.filter(isVisible());
    const wanted = this.#placed.length > mostListed ? seen : this.#placed;
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, thread] of this.#threads)
      if (!keys.has(key)) {
        thread.dispose();
        this.#threads.delete(key);
      }
    this.#make(seen);
    clearTimeout(this.#filling);
    this.#fill(wanted.filter(({ key }) => !this.#threads.has(key)));
  }

  #fill(missing: readonly Placed[]): void {
    this.#make(missing.slice(0, batch));
    if (missing.length > batch) this.#filling = setTimeout(() => this.#fill(missing.slice(batch)), 0);
  }

  #make(placed: readonly Placed[]): void {
    for (const one of placed) if (!this.#threads.has(one.key)) this.#threads.set(one.key, this.#thread(one));
  }

  #thread({ key, site, talk, uri }: Placed): vscode.CommentThread {
    const { anchor, line, comments } = talk;
    const thread = this.#controller.createCommentThread(
      uri,
      new vscode.Range(line - 1, 0, line - 1, 0),
      comments.map((comment) => asComment(site, comment)),
    );
    collapse(thread, !this.#wanted.has(key));
    thread.label =
      anchor.certainty < 1
        ? vscode.l10n.t("On the list, probably about this line")
        : vscode.l10n.t("On the list");
    return thread;
  }
}

function placedTalk(site: OpenSite, talk: Talk): Placed {
  const { patch, path, side } = talk.anchor;
  const uri = addressOf({ site: site.key, patch, path, side });
  // A site that was read anew has new words, even on the same line.
  const words = talk.comments.map(({ message, lines }) => `${message}:${lines[0]?.line ?? 0}`).join();
  return { key: `${uri.toString()}#${talk.line} ${words}`, site, talk, uri };
}

function placedIn(site: OpenSite): readonly Placed[] {
  return talksOf(site).map((talk) => placedTalk(site, talk));
}

function collapse(thread: vscode.CommentThread | undefined, isClosed: boolean): void {
  const { Collapsed, Expanded } = vscode.CommentThreadCollapsibleState;
  if (thread !== undefined) thread.collapsibleState = isClosed ? Collapsed : Expanded;
}

/** Tells whether the text of a talk is in an editor that is on screen. */
function isVisible(): (placed: Placed) => boolean {
  const visible = new Set(
    vscode.window.visibleTextEditors
      .filter(({ document }) => nameIn(document.uri) !== undefined)
      .map(({ document }) => document.uri.toString()),
  );
  return ({ uri }) => visible.has(uri.toString());
}

function asComment(site: OpenSite, comment: Comment): vscode.Comment {
  const message = messageIn(site, comment.message);
  return {
    author: { name: comment.author ?? vscode.l10n.t("unknown") },
    body: commentBody(site, comment),
    mode: vscode.CommentMode.Preview,
    ...(message === undefined ? {} : { label: message.subject }),
    ...(message?.date ? { timestamp: new Date(message.date) } : {}),
  };
}
