import * as vscode from "vscode";
import type { Comment } from "../../series/anchoredComment";
import type { Desk, OpenSite } from "../desk/desk";
import { addressOf, nameIn } from "../diffs/address";
import { commentBody } from "./body";
import { talksOf, type Talk } from "./talks";

/** So many talks are there at once, for the Comments panel to list; of more, those of the visible texts only. */
const mostAtOnce = 500;

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
  #placed: readonly Placed[] = [];
  #threads: ReadonlyMap<string, vscode.CommentThread> = new Map();

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#controller = vscode.comments.createCommentController(
      "patchArchaeology",
      vscode.l10n.t("Review on the list"),
    );
    this.#listening = vscode.Disposable.from(
      desk.onDidChange(() => this.#place()),
      vscode.window.onDidChangeVisibleTextEditors(() => {
        if (this.#placed.length > mostAtOnce) this.#show();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("patchArchaeology.comments")) this.#place();
      }),
    );
  }

  dispose(): void {
    this.#listening.dispose();
    this.#controller.dispose();
  }

  #place(): void {
    const isOn = vscode.workspace.getConfiguration("patchArchaeology").get("comments", true);
    this.#placed = isOn ? this.#desk.sites.flatMap(placedIn) : [];
    this.#show();
  }

  /** Keeps the threads that are to stay, as a person left them, and makes or removes the others. */
  #show(): void {
    const wanted = this.#placed.length > mostAtOnce ? this.#placed.filter(isVisible()) : this.#placed;
    const before = new Map(this.#threads);
    const threads = new Map<string, vscode.CommentThread>();
    for (const one of wanted) {
      threads.set(one.key, before.get(one.key) ?? this.#thread(one));
      before.delete(one.key);
    }
    for (const thread of before.values()) thread.dispose();
    this.#threads = threads;
  }

  #thread({ site, talk, uri }: Placed): vscode.CommentThread {
    const { anchor, line, comments } = talk;
    const thread = this.#controller.createCommentThread(
      uri,
      new vscode.Range(line - 1, 0, line - 1, 0),
      comments.map((comment) => asComment(site, comment)),
    );
    thread.canReply = false;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
    thread.label =
      anchor.certainty < 1
        ? vscode.l10n.t("On the list, probably about this line")
        : vscode.l10n.t("On the list");
    return thread;
  }
}

function placedIn(site: OpenSite): readonly Placed[] {
  return talksOf(site).map((talk) => {
    const { patch, path, side } = talk.anchor;
    const uri = addressOf({ site: site.key, patch, path, side });
    // A site that was read anew has new words, even on the same line.
    const words = talk.comments.map(({ message, lines }) => `${message}:${lines[0]?.line ?? 0}`).join();
    return { key: `${uri.toString()}#${talk.line} ${words}`, site, talk, uri };
  });
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
  const message = site.found.site.messages.find((one) => one.message.id === comment.message)?.message;
  return {
    author: { name: comment.author ?? vscode.l10n.t("unknown") },
    body: commentBody(site, comment),
    mode: vscode.CommentMode.Preview,
    ...(message === undefined ? {} : { label: message.subject }),
    ...(message?.date ? { timestamp: new Date(message.date) } : {}),
  };
}
