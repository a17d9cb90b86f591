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

/** Numbers the messages of one document; its memory does not grow with the document. */
export function numberMessages(file: string): Numbering {
  const stem = stemOf(file);
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
