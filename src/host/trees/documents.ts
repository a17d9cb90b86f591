import * as vscode from "vscode";
import type { Document } from "../../mail/document";
import type { Problem } from "../../patch/patch";
import type { Desk, OpenSite } from "../desk/desk";
import { counted } from "./counted";
import { click, item, leaf, type Node } from "./tree";

/** One thing to know about a line of a document. */
interface Finding {
  readonly line: number;
  readonly text: string;
  readonly icon: string;
}

/** The first level: the documents of the only site, or one node a site. */
export async function documentRoots(desk: Desk): Promise<readonly Node[]> {
  const sites = await desk.allSites();
  const [only] = sites;
  if (only !== undefined && sites.length === 1) return documentNodes(only);
  return sites.map((site) => ({
    item: item(site.title, { open: true, iconPath: new vscode.ThemeIcon("archive"), contextValue: "site" }),
    subject: { site: site.key },
    children: () => documentNodes(site),
  }));
}

function documentNodes(site: OpenSite): readonly Node[] {
  const refused = site.refused.map((sentence) =>
    leaf(item(sentence, { open: "never", iconPath: new vscode.ThemeIcon("error") })),
  );
  return [...site.found.site.documents.map((document) => documentNode(site, document)), ...refused];
}

/** What a kind of document is called. */
function kindWords(kind: Document["kind"]): string {
  const words: Readonly<Record<string, string>> = {
    mbox: vscode.l10n.t("mailbox"),
    mail: vscode.l10n.t("mail"),
    "archive-page": vscode.l10n.t("page of a list archive"),
    "package-page": vscode.l10n.t("page of a package"),
    "commit-page": vscode.l10n.t("page of a commit"),
    patch: vscode.l10n.t("patch"),
    unknown: vscode.l10n.t("no patch or mail"),
  };
  return words[kind] ?? kind;
}

const icons: Readonly<Record<string, string>> = {
  mbox: "inbox",
  mail: "mail",
  "archive-page": "globe",
  "package-page": "package",
  "commit-page": "git-commit",
  patch: "diff",
};

function documentNode(site: OpenSite, document: Document): Node {
  const findings = findingsIn(site, document);
  const problems = problemsIn(site, document).length;
  const repairs = findings.length - problems;
  const notes = [
    kindWords(document.kind),
    ...(repairs > 0 ? [counted(repairs, "repairs")] : []),
    ...(problems > 0 ? [counted(problems, "problems")] : []),
  ];
  return {
    item: item(document.file, {
      open: findings.length === 0 ? "never" : false,
      iconPath: new vscode.ThemeIcon(icons[document.kind] ?? "circle-slash"),
      description: notes.join(", "),
      tooltip:
        document.kind === "unknown"
          ? vscode.l10n.t("{0} holds neither a patch nor a mail; it is left as it is.", document.file)
          : document.file,
      contextValue: "document",
      command: openAt(site, document.file, 1),
    }),
    subject: { site: site.key, document: document.file, line: 1 },
    children: () =>
      findings.map(({ line, text, icon }) =>
        leaf(
          item(text, {
            open: "never",
            iconPath: new vscode.ThemeIcon(icon),
            description: vscode.l10n.t("line {0}", line),
            tooltip: text,
            command: openAt(site, document.file, line),
          }),
        ),
      ),
  };
}

function openAt(site: OpenSite, document: string, line: number): vscode.Command {
  return click(vscode.l10n.t("Open Document"), "patchArchaeology.openDocument", {
    site: site.key,
    document,
    line,
  });
}

function problemsIn({ found }: OpenSite, document: Document): readonly Problem[] {
  return found.site.problems.get(document) ?? [];
}

/** Problems and repairs of a document in the order of its lines. */
function findingsIn(site: OpenSite, document: Document): readonly Finding[] {
  const problems = problemsIn(site, document).map(({ line, message }) => {
    return { line, text: message, icon: "warning" };
  });
  const repairs = [...site.found.patches.values()]
    .filter((patch) => patch.document === document)
    .flatMap(({ files }) =>
      files.flatMap((file) => [...file.repairs, ...file.hunks.flatMap((hunk) => hunk.repairs)]),
    )
    .map(({ line, kind, note }) => ({ line, text: `${kind}: ${note}`, icon: "tools" }));
  return [...problems, ...repairs].sort((a, b) => a.line - b.line);
}
