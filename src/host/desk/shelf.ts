import * as vscode from "vscode";
import { nameOf, type Source } from "./source";

/** Scheme of documents that came from no file: the clipboard, commits of a repository, a list archive. */
export const shelfScheme = "patch-archaeology-shelf";

const never = new vscode.EventEmitter<vscode.FileChangeEvent[]>();

/** Documents without a file of their own, kept in the extension's storage and shown as read-only files. */
export class Shelf implements vscode.FileSystemProvider {
  readonly #storage: vscode.Uri;
  readonly onDidChangeFile = never.event;

  /** @param storage a folder that may be made */
  constructor(storage: vscode.Uri) {
    this.#storage = storage;
  }

  /** Keeps bytes as a document; a number before the name's ending tells those of one name apart. */
  async add(name: string, bytes: Uint8Array): Promise<Source> {
    const plain = name.replace(/[^\p{L}\p{N}._+@-]+/gu, "-");
    const [, stem = plain, ending = ""] = /^(.+?)(\.[^.]*)?$/.exec(plain) ?? [];
    await vscode.workspace.fs.createDirectory(this.#folder);
    const taken = new Set((await vscode.workspace.fs.readDirectory(this.#folder)).map(([one]) => one));
    let free = plain;
    for (let n = 2; taken.has(free); n += 1) free = `${stem}-${n}${ending}`;
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(this.#folder, free), bytes);
    return { name: free, uri: vscode.Uri.from({ scheme: shelfScheme, path: `/${free}` }), bytes };
  }

  /** Forgets documents that are on the shelf; others are left alone. */
  async remove(uris: readonly vscode.Uri[]): Promise<void> {
    for (const uri of uris.filter(({ scheme }) => scheme === shelfScheme))
      await vscode.workspace.fs.delete(this.#stored(uri)).then(undefined, () => undefined);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { type, ctime, mtime, size } = await vscode.workspace.fs.stat(this.#stored(uri));
    return { type, ctime, mtime, size, permissions: vscode.FilePermission.Readonly };
  }

  readFile(uri: vscode.Uri): Thenable<Uint8Array> {
    return vscode.workspace.fs.readFile(this.#stored(uri));
  }

  readDirectory = refuse;
  createDirectory = refuse;
  writeFile = refuse;
  delete = refuse;
  rename = refuse;

  get #folder(): vscode.Uri {
    return vscode.Uri.joinPath(this.#storage, "shelf");
  }

  #stored(uri: vscode.Uri): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, nameOf(uri));
  }
}

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
