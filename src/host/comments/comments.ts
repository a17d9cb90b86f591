import * as vscode from "vscode";
import type { Comment } from "../../series/anchoredComment";
import type { Desk, OpenSite } from "../desk/desk";
import { addressOf } from "../diffs/address";
import { commentBody } from "./body";
import { talksOf, type Talk } from "./talks";

/** Shows what the list said as comment threads on the lines it speaks of. */
export class ReviewComments implements vscode.Disposable {
  readonly #controller: vscode.CommentController;
  readonly #listening: vscode.Disposable;
  #threads: readonly vscode.CommentThread[] = [];

  constructor(desk: Desk) {
    this.#controller = vscode.comments.createCommentController(
      "patchArchaeology",
      vscode.l10n.t("Review on the list"),
    );
    this.#listening = desk.onDidChange(() => this.#show(desk.sites));
  }

  dispose(): void {
    this.#listening.dispose();
    this.#controller.dispose();
  }

  #show(sites: readonly OpenSite[]): void {
    for (const thread of this.#threads) thread.dispose();
    this.#threads = sites.flatMap((site) => talksOf(site).map((talk) => this.#thread(site, talk)));
  }

  #thread(site: OpenSite, { anchor, line, comments }: Talk): vscode.CommentThread {
    const { patch, path, side, certainty } = anchor;
    const thread = this.#controller.createCommentThread(
      addressOf({ site: site.key, patch, path, side }),
      new vscode.Range(line - 1, 0, line - 1, 0),
      comments.map((comment) => asComment(site, comment)),
    );
    thread.canReply = false;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
    thread.label =
      certainty < 1 ? vscode.l10n.t("On the list, probably about this line") : vscode.l10n.t("On the list");
    return thread;
  }
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
