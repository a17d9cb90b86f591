// @ts-check
const vscode = require("vscode");

/**
 * A folder of the machine that serves the light editor, read over HTTP and never written.
 * @implements {vscode.FileSystemProvider}
 */
class ServedFolder {
  /** @param {vscode.Uri} origin of the server */
  constructor(origin) {
    this.origin = origin;
    this.onDidChangeFile = new vscode.EventEmitter().event;
  }

  /** @param {vscode.Uri} uri */
  async fetch(uri) {
    // The first part of the path is the folder's name, there for people to read.
    const path = uri.path.replace(/^\/[^/]*/, "/folder");
    const response = await fetch(this.origin.with({ path }).toString());
    if (!response.ok) throw vscode.FileSystemError.FileNotFound(uri);
    return response;
  }

  watch() {
    return new vscode.Disposable(() => undefined);
  }

  /** @param {vscode.Uri} uri */
  async stat(uri) {
    const { headers } = await this.fetch(uri);
    const isFolder = headers.get("x-entry") === "folder";
    return {
      type: isFolder ? vscode.FileType.Directory : vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size: Number(headers.get("content-length") ?? 0),
      permissions: vscode.FilePermission.Readonly,
    };
  }

  /**
   * @param {vscode.Uri} uri
   * @returns {Promise<[string, vscode.FileType][]>}
   */
  async readDirectory(uri) {
    const entries = /** @type {[string, boolean][]} */ (await (await this.fetch(uri)).json());
    return entries.map(([name, isFolder]) => [
      name,
      isFolder ? vscode.FileType.Directory : vscode.FileType.File,
    ]);
  }

  /** @param {vscode.Uri} uri */
  async readFile(uri) {
    return new Uint8Array(await (await this.fetch(uri)).arrayBuffer());
  }

  createDirectory = refuse;
  writeFile = refuse;
  delete = refuse;
  rename = refuse;
}

/**
 * @param {vscode.Uri} uri
 * @returns {never}
 */
function refuse(uri) {
  throw vscode.FileSystemError.NoPermissions(uri);
}

/** @param {vscode.ExtensionContext} context */
exports.activate = (context) => {
  const provider = new ServedFolder(context.extensionUri);
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider("served-folder", provider, {
      isReadonly: true,
      isCaseSensitive: true,
    }),
  );
};
