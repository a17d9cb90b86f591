import type { Numbering } from "./mail";

/** So many Message-IDs are remembered; a reply that comes later than that counts its original as unseen. */
const MEMORY = 4096;

/** The name of a file without folders and without its last ending. */
export function stemOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  const plain = name.replace(/\.gz$/i, "");
  const dot = plain.lastIndexOf(".");
  return dot > 0 ? plain.slice(0, dot) : plain;
}

/** The stem, then ever longer ends of the path, then the path with a count. */
function* namesFor(file: string): Generator<string> {
  yield stemOf(file);
  const parts = file.split(/[\\/]/);
  for (let from = parts.length - 1; from >= 0; from--) yield parts.slice(from).join("/");
  for (let count = 2; ; count++) yield `${file} (${count})`;
}

/**
 * What the ids of each file's messages begin with, none of them twice: the stem, and for a file whose stem
 * another one has already (`a/x.mbox` and `b/x.mbox`, the mails of a Maildir) as much more as tells them apart.
 */
export function distinctStems(files: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let name = file;
    for (name of namesFor(file)) if (!taken.has(name)) break;
    taken.add(name);
    return name;
  });
}

/** Numbers the messages of one document as `<stem>:m<n>`; its memory does not grow with the document. */
export function numberMessages(stem: string): Numbering {
  // Two generations: forgetting the older one at once costs less than forgetting one by one.
  let older = new Map<string, string>();
  let newer = new Map<string, string>();
  let count = 0;
  return {
    next() {
      count++;
      return `${stem}:m${count}`;
    },
    find: (messageId) => newer.get(messageId) ?? older.get(messageId) ?? null,
    remember(messageId, id) {
      if (newer.size >= MEMORY) {
        older = newer;
        newer = new Map();
      }
      newer.set(messageId, id);
    },
  };
}
