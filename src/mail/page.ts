import type { Head } from "./mail";
import type { Removal } from "./message";
import type { TextLine } from "./textLine";

/** A page of the web that holds one message: what its head says and the lines of the message. */
export interface Page {
  readonly kind: "archive-page" | "package-page" | "commit-page";
  readonly head: Head;
  /** The message without the page's own words. */
  readonly lines: readonly TextLine[];
  /** What was taken out of them. */
  readonly repairs: readonly Removal[];
  /** Last line of the message in the document, footers not counted. */
  readonly lastLine: number;
}
