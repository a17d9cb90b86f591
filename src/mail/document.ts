import type { Message } from "./message";
import type { Problem } from "./problem";

/** What sort of text a document is. */
export type DocumentKind =
  "mbox" | "mail" | "archive-page" | "package-page" | "commit-page" | "patch" | "unknown";

/** One input file, read as far as the mail layer can read it. */
export interface Document {
  /** The name as it was given. */
  readonly file: string;
  readonly kind: DocumentKind;
  readonly messages: readonly Message[];
  readonly problems: readonly Problem[];
}
