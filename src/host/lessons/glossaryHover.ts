import * as vscode from "vscode";
import type { Client } from "../worker/client";
import type { ShownEntry } from "./requests";
import { scheme } from "../diffs/address";
import { glossaryFileName } from "../../lessons/glossary";
import { lessonFolders } from "./shelf";
import { wordAt } from "../../lessons/glossaryWord";

/** Shows what a word of the glossary means, over our texts and the documents of open dig sites. */
export class GlossaryHover implements vscode.HoverProvider {
  readonly #extension: vscode.Uri;
  readonly #worker: Client;
  /** Whether a document is one of ours. */
  readonly #isOurs: (uri: vscode.Uri) => boolean;
  #entries: Promise<readonly ShownEntry[]> | null = null;

  constructor(extension: vscode.Uri, worker: Client, isOurs: (uri: vscode.Uri) => boolean) {
    this.#extension = extension;
    this.#worker = worker;
    this.#isOurs = isOurs;
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | null> {
    const { uri } = document;
    if (uri.scheme !== scheme && !this.#isOurs(uri)) return null;
    if (!vscode.workspace.getConfiguration("patchArchaeology").get("glossaryHovers", true)) return null;
    const found = wordAt(document.lineAt(position).text, position.character, await this.entries());
    if (!found) return null;
    const text = new vscode.MarkdownString(`**${found.entry.names[0] ?? ""}** ${found.entry.markdown}`);
    const { line } = position;
    return new vscode.Hover(text, new vscode.Range(line, found.from, line, found.to));
  }

  /** Lessons have changed, and perhaps their words. */
  forget(): void {
    this.#entries = null;
  }

  /** All entries; read when they are first asked for. */
  entries(): Promise<readonly ShownEntry[]> {
    // A failure is not kept: the next who asks may be luckier.
    this.#entries ??= this.#read().catch((error: unknown) => {
      this.#entries = null;
      throw error;
    });
    return this.#entries;
  }

  /** The entry of a name. */
  async entry(name: string): Promise<ShownEntry | undefined> {
    const wanted = name.toLowerCase();
    return (await this.entries()).find(({ names }) => names.some((one) => one.toLowerCase() === wanted));
  }

  async #read(): Promise<readonly ShownEntry[]> {
    const texts = await this.texts();
    return (await Promise.all(texts.map((text) => this.#worker.ask("glossary", text)))).flat();
  }

  /** The glossaries as they are written; those of the workspace's own lessons come before that of the course. */
  texts(): Promise<readonly string[]> {
    const course = vscode.Uri.joinPath(this.#extension, "media", "lessons");
    return Promise.all([...lessonFolders().map((folder) => textIn(folder).catch(() => "")), textIn(course)]);
  }
}

async function textIn(folder: vscode.Uri): Promise<string> {
  const uri = vscode.Uri.joinPath(folder, glossaryFileName);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
