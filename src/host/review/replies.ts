import * as vscode from "vscode";
import type { Message } from "../../mail/message";
import { addressToAnswer, draftReply, reviewTrailers, type Reviewer } from "../../review/reply";
import type { Desk } from "../desk/desk";
import { findPatch, type PatchInSite } from "../desk/lookup";
import { nameIn, type TextName } from "../diffs/address";
import type { Node, Subject } from "../trees/tree";
import type { Notes } from "./notes";

/** Drafts the mail that answers a patch with one's notes, as a text that is not saved anywhere yet. */
export async function draftReplyTo(desk: Desk, notes: Notes, node: Node | undefined): Promise<void> {
  const chosen = await patchToAnswer(desk, notes, node?.subject);
  if (chosen === undefined) return;
  const { site, patch } = chosen;
  const placed = site.found.site.messages.find(({ message }) => message.id === patch.message);
  if (placed === undefined) return;
  const { message } = placed;
  // In this order, as the mail has them; a second copy of a patch has an id of its own here.
  const patches = [...site.found.patches.values()].filter((one) => one.message === message.id);
  const said = notes.of(site.key).filter((note) => patches.some(({ id }) => id === note.patch));
  const trailers = await vscode.window.showQuickPick([...reviewTrailers], {
    canPickMany: true,
    title: vscode.l10n.t("Reply to {0}", message.subject),
    placeHolder: vscode.l10n.t("Trailers that you give, if any"),
  });
  if (trailers === undefined) return;
  const from = await reviewer(trailers.length > 0);
  if (from === undefined) return;
  const lacks = lackingIn(message);
  if (lacks.length > 0) void vscode.window.showWarningMessage(lacks.join(" "));
  if (said.length + trailers.length === 0)
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        "There are no notes on this patch yet, so the draft quotes nothing. The + beside a line of its diff begins one.",
      ),
    );
  const content = draftReply({ message, patches, notes: said, trailers, from });
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ content, language: "plaintext" }),
  );
}

/** What no document says of a message and its answer would need, in sentences. */
function lackingIn(message: Message): readonly string[] {
  return [
    ...(addressToAnswer(message) === null
      ? [
          vscode.l10n.t(
            "No document gives the whole address of {0}, so the draft has no “To”.",
            message.author ?? vscode.l10n.t("the author"),
          ),
        ]
      : []),
    ...(message.messageId === null
      ? [
          vscode.l10n.t(
            "No document gives the Message-ID of this mail, so the draft has no “In-Reply-To”, and lists will not show it as an answer.",
          ),
        ]
      : []),
  ];
}

/** The patch that was clicked, or whose text has the focus; else one of those that have notes, or any, is chosen. */
async function patchToAnswer(
  desk: Desk,
  notes: Notes,
  clicked: Subject | undefined,
): Promise<PatchInSite | undefined> {
  const wanted = clicked?.patch === undefined ? patchInFront() : clicked;
  if (wanted?.patch !== undefined) return findPatch(desk, wanted.patch, wanted.site);
  const all = (await desk.allSites()).flatMap((site) =>
    [...site.found.patches.values()].map((patch) => {
      const count = notes.of(site.key).filter((note) => note.patch === patch.id).length;
      const description = count === 1 ? vscode.l10n.t("1 note") : vscode.l10n.t("{0} notes", count);
      return { label: patch.subject || patch.id, description, count, site, patch };
    }),
  );
  const placeHolder = vscode.l10n.t("Patch to reply to");
  return vscode.window.showQuickPick(
    all.sort((a, b) => b.count - a.count),
    { placeHolder },
  );
}

/** The patch whose text the tab in front shows; the focus may be in a comment box of it, which is an editor of its own. */
function patchInFront(): TextName | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputTextDiff) return nameIn(input.modified);
  return input instanceof vscode.TabInputText ? nameIn(input.uri) : undefined;
}

/** Who writes, from the settings; asked for once where a trailer needs a name. Undefined when that was cancelled. */
async function reviewer(isNeeded: boolean): Promise<Reviewer | null | undefined> {
  const settings = vscode.workspace.getConfiguration("patchArchaeology");
  const known = parseReviewer(settings.get("reviewer", ""));
  if (known !== null || !isNeeded) return known;
  const typed = await vscode.window.showInputBox({
    prompt: vscode.l10n.t("Your name and address, for trailers and the From line"),
    placeHolder: vscode.l10n.t("Name <name@example.org>"),
    validateInput: (text) =>
      parseReviewer(text) === null ? vscode.l10n.t("This is read as: Name <name@example.org>") : undefined,
  });
  if (typed === undefined) return undefined;
  await settings.update("reviewer", typed, vscode.ConfigurationTarget.Global);
  return parseReviewer(typed);
}

/** `Name <address>`; null for anything else. */
function parseReviewer(text: string): Reviewer | null {
  const [, name = "", email = ""] = /^([^<>\r\n]*[^<>\s])\s*<([^\s<>@]+@[^\s<>@]+)>\s*$/.exec(text) ?? [];
  return name === "" ? null : { name: name.trim(), email };
}
