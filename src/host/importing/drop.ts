import * as vscode from "vscode";

/** The address in a line, as far as VS Code can read one. */
function uriIn(line: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(line, true);
  } catch {
    return undefined;
  }
}

/** Addresses in a `text/uri-list` (RFC 2483): one a line, comments after `#`. */
function urisIn(list: string): Pick<Dropped, "uris" | "unread"> {
  const lines = list
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const read = lines.map((line) => ({ line, uri: uriIn(line) }));
  return {
    uris: read.flatMap(({ uri }) => uri ?? []),
    unread: read.flatMap(({ line, uri }) => (uri === undefined ? [line] : [])),
  };
}

/** A file dragged from outside, of which a browser gives no address but its bytes. */
export interface DroppedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What was dropped: files of the workspace by address, files from elsewhere as bytes. */
export interface Dropped {
  readonly uris: readonly vscode.Uri[];
  readonly files: readonly DroppedFile[];
  /** What stood where an address was expected. */
  readonly unread: readonly string[];
}

async function readDropped(data: vscode.DataTransfer): Promise<Dropped> {
  const list = await data.get("text/uri-list")?.asString();
  const { uris, unread } = urisIn(list ?? "");
  if (uris.length > 0) return { uris, files: [], unread };
  const files: DroppedFile[] = [];
  for (const [, item] of data) {
    const file = item.asFile();
    if (file !== undefined) files.push({ name: file.name, bytes: await file.data() });
  }
  return { uris, files, unread };
}

/** Lets files and folders be dropped on a tree; nothing can be dragged out of it. */
export class DropTarget<Node> implements vscode.TreeDragAndDropController<Node> {
  readonly dragMimeTypes = [];
  readonly dropMimeTypes = ["text/uri-list", "files"];
  readonly #open: (dropped: Dropped) => Promise<void>;

  constructor(open: (dropped: Dropped) => Promise<void>) {
    this.#open = open;
  }

  async handleDrop(_target: Node | undefined, data: vscode.DataTransfer): Promise<void> {
    await this.#open(await readDropped(data));
  }
}
