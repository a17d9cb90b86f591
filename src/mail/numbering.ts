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
  const seen = new Map<string, string>();
  let count = 0;
  return {
    next() {
      count++;
      return `${stem}:m${count}`;
    },
    find: (messageId) => seen.get(messageId) ?? null,
    remember(messageId, id) {
      if (seen.size >= MEMORY) {
        const [oldest] = seen.keys();
        if (oldest !== undefined) seen.delete(oldest);
      }
      seen.set(messageId, id);
    },
  };
}
