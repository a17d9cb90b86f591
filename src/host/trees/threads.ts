import * as vscode from "vscode";
import type { ThreadEntry } from "../../series/threads";
import type { Desk, OpenSite } from "../desk/desk";
import { commentsBy } from "../comments/talks";
import type { News } from "../reading/news";
import { facts, some } from "./counted";
import { tooltipOf } from "../text";
import { click, item, type Node } from "./tree";

/** Entries by the one that they answer. */
type Answers = ReadonlyMap<string | null, readonly ThreadEntry[]>;

/** Threads with more answered messages than this are closed at first. */
const mostOpen = 100;

/** The first level: the messages of all sites that answer no other. */
export async function threadRoots(desk: Desk, news: News): Promise<readonly Node[]> {
  const sites = await desk.allSites();
  return sites.flatMap((site) =>
    site.found.site.threads.flatMap(({ entries }) => {
      const answers = byParent(entries);
      return (answers.get(null) ?? []).map((root) => entryNode(site, root, answers, news));
    }),
  );
}

function byParent(entries: readonly ThreadEntry[]): Answers {
  const answers = new Map<string | null, ThreadEntry[]>();
  for (const entry of entries) {
    const siblings = answers.get(entry.parent);
    if (siblings === undefined) answers.set(entry.parent, [entry]);
    else siblings.push(entry);
  }
  return answers;
}

function entryNode(site: OpenSite, entry: ThreadEntry, answers: Answers, news: News): Node {
  const { message } = entry;
  const below = answers.get(entry.id) ?? [];
  // A long thread opens level by level: of thousands of answers only those are made that are looked at.
  const isOpen = answers.size < mostOpen;
  const isGhost = message?.ghost ?? true;
  const isRoot = entry.parent === null;
  const remarks = commentsBy(site, entry.id).length;
  const author = message?.author ?? vscode.l10n.t("unknown");
  const subject = message?.subject || vscode.l10n.t("(subject unknown)");
  // Below its first message a thread has one subject; who wrote it and when is what tells answers apart.
  const words = [
    isRoot ? author : undefined,
    message?.date?.slice(0, 10),
    isGhost ? vscode.l10n.t("ghost") : undefined,
    news.isNew(site, entry.messageId ?? entry.id) ? vscode.l10n.t("new") : undefined,
    some(remarks, "comments"),
  ];
  return {
    item: item(isRoot ? subject : author, {
      open: below.length === 0 ? "never" : isOpen,
      iconPath: new vscode.ThemeIcon(isGhost ? "eye-closed" : "mail"),
      description: facts(...words),
      tooltip: tooltip(entry),
      contextValue: remarks > 0 ? "remark" : "message",
      ...(message && {
        command: click(vscode.l10n.t("Open Message"), "patchArchaeology.openDocument", {
          site: site.key,
          document: entry.file,
          line: message.lines[0],
        }),
      }),
    }),
    subject: { site: site.key, message: entry.id },
    children: () => below.map((answer) => entryNode(site, answer, answers, news)),
  };
}

/** How a message became known, if not by standing in a document itself. */
function knownBy({ message }: ThreadEntry): string {
  switch (message?.knownBy) {
    case "text":
      return "";
    case "mention":
      return vscode.l10n.t("Known only because another message speaks of it.");
    case undefined:
      return vscode.l10n.t("Known only because another message answers it.");
    default:
      return vscode.l10n.t("Known only because another message quotes it.");
  }
}

function tooltip(entry: ThreadEntry): vscode.MarkdownString {
  const { message, messageId } = entry;
  const known = [message?.author, message?.email, message?.date, messageId];
  return tooltipOf([message?.subject, ...known, knownBy(entry)]);
}
