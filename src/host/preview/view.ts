import * as vscode from "vscode";
import type { MessageView, PatchView, ToPage } from "../../documentProtocol";
import type { Message } from "../../mail/message";
import type { Found, FoundPatch } from "../desk/found";
import { counted } from "../trees/counted";

/** What the page shows of a document. */
export function viewOf(title: string, found: Found): ToPage {
  const { documents, threads } = found.site;
  const patches = new Map<string, FoundPatch[]>();
  for (const patch of found.patches.values())
    patches.set(patch.message, [...(patches.get(patch.message) ?? []), patch]);
  const viewed = (message: Message, depth: number) =>
    messageView(message, depth, patches.get(message.id) ?? []);
  const inThreads = threads.flatMap(({ entries }) =>
    entries.flatMap(({ message, depth }) => (message === null ? [] : [viewed(message, depth)])),
  );
  // A bare patch is in no thread.
  const alone = documents.flatMap(({ messages }) => messages.map((message) => viewed(message, 0)));
  const messages = inThreads.length > 0 ? inThreads : alone;
  return {
    kind: "document",
    title,
    summary: summaryOf(found, messages),
    problems: [...found.site.problems.values()].flat().map(({ line, message }) => `${line}: ${message}`),
    messages,
    labels: {
      showText: vscode.l10n.t("Show Text"),
      openSite: vscode.l10n.t("Open as Dig Site"),
      line: vscode.l10n.t("line"),
      ghost: vscode.l10n.t("ghost"),
      nothing: vscode.l10n.t("Neither a mail nor a patch was found in this document."),
    },
  };
}

/** How many mails and patches; a bare patch is no mail. */
function summaryOf(found: Found, messages: readonly MessageView[]): string {
  if (found.site.documents.every(({ kind }) => kind === "patch"))
    return counted(found.patches.size, "patches");
  const mails = messages.filter(({ ghost }) => !ghost).length;
  const words = mails === 1 ? vscode.l10n.t("1 message") : vscode.l10n.t("{0} messages", mails);
  return `${words}, ${counted(found.patches.size, "patches")}`;
}

function messageView(message: Message, depth: number, patches: readonly FoundPatch[]): MessageView {
  const { subject, author, email, date, ghost, lines, body } = message;
  const isDiff = (line: number) =>
    patches.some(({ patch }) => line >= patch.diffLine && line <= patch.lastLine);
  const words = body.filter(({ line }) => !isDiff(line)).map(({ text }) => text);
  // The line that parts a commit message from its diff parts nothing once the diff stands by itself.
  const end =
    patches.length > 0 ? words.findLastIndex((text) => !/^(?:---|)\s*$/.test(text)) + 1 : words.length;
  return {
    subject: subject || patches[0]?.files[0]?.path || vscode.l10n.t("(subject unknown)"),
    from: [author, email && `<${email}>`, date].filter(Boolean).join(" "),
    line: lines[0],
    depth: Math.min(depth, deepest),
    ghost,
    words: words.slice(0, end),
    patches: patches.map(patchView),
  };
}

/** Answers below this depth are not moved any further to the right. */
const deepest = 8;

function patchView({ subject, files }: FoundPatch): PatchView {
  return {
    title: subject,
    files: files.map(({ path, additions, deletions, hunks }) => ({
      path,
      counts: `+${additions} −${deletions}`,
      hunks: hunks.map(({ id, heading, line, rows }) => ({
        id,
        heading,
        line,
        rows: rows.map(({ mark, text }) => mark + text),
      })),
    })),
  };
}
