import * as vscode from "vscode";
import type { ReviewComments } from "../comments/comments";
import { commentsBy, talksOf, talksOnHunk, type Talk } from "../comments/talks";
import type { Desk, OpenSite } from "../desk/desk";
import { findHunk } from "../desk/lookup";
import type { Diffs } from "../diffs/diffs";
import { ofRow, type Subject } from "../trees/tree";
import { gone } from "./showing";

/** Goes from hunks and mails to what was said about lines. */
class TalkCommands {
  readonly #desk: Desk;
  readonly #diffs: Diffs;
  readonly #comments: ReviewComments;

  constructor(desk: Desk, diffs: Diffs, comments: ReviewComments) {
    this.#desk = desk;
    this.#diffs = diffs;
    this.#comments = comments;
  }

  /** Goes to what was said first about the lines of a hunk, all the rest open as well. */
  async onHunk(id: string, key: string): Promise<void> {
    const found = await findHunk(this.#desk, id, key);
    if (found === undefined) return gone(id);
    await this.#show(found.site, talksOnHunk(found.site, id));
  }

  /** Goes to the line that a message speaks of; if there are several, a person chooses. */
  async ofMessage({ site: key, message }: Subject): Promise<void> {
    const site = await this.#desk.site(key);
    if (site === undefined || message === undefined) return;
    const remarks = commentsBy(site, message);
    const items = talksOf(site).flatMap((talk) => {
      const said = talk.comments.find((comment) => remarks.includes(comment));
      if (said === undefined) return [];
      const label = said.lines.find(({ text }) => text.trim() !== "")?.text ?? "";
      return [{ label, description: `${talk.anchor.path.split("/").at(-1) ?? ""}:${talk.line}`, talk }];
    });
    const title = vscode.l10n.t("Lines that this mail speaks of");
    const chosen = items.length > 1 ? await vscode.window.showQuickPick(items, { title }) : items[0];
    if (chosen !== undefined) await this.#show(site, [chosen.talk]);
  }

  async #show(site: OpenSite, talks: readonly Talk[]): Promise<void> {
    const [first] = talks;
    if (first === undefined) return;
    this.#comments.open(site, talks);
    const place = { ...first.anchor, line: first.line, across: null, unchanged: false };
    await this.#diffs.openAt(place, { site: site.key });
  }
}

/** The commands that show remarks; those of menus get the node that was clicked. */
export function talkCommands(
  desk: Desk,
  diffs: Diffs,
  comments: ReviewComments,
): Readonly<Record<string, (...args: never[]) => unknown>> {
  const talks = new TalkCommands(desk, diffs, comments);
  return {
    showTalks: (hunk: string, site: string) => talks.onHunk(hunk, site),
    showQuoted: ofRow((subject) => talks.ofMessage(subject)),
  };
}
