/**
 * The messages between the page of a mailbox or patch (webview) and the extension (host), checked like those of the
 * replay panel.
 */
import { flag, list, record, text, union, whole, type Of } from "./checks";

/** Version of this file's messages; the page says it in `ready`, and the host refuses any other. */
export const documentProtocolVersion = 1;

const hunk = record({ id: text, heading: text, line: whole, rows: list(text) });

const file = record({ path: text, counts: text, hunks: list(hunk) });

const patch = record({ title: text, files: list(file) });

/** A mail or a ghost, as deep in its thread as `depth` says. */
const message = record({
  subject: text,
  from: text,
  line: whole,
  depth: whole,
  ghost: flag,
  /** The words of the mail, less those of its patches. */
  words: list(text),
  patches: list(patch),
});
export type MessageView = Of<typeof message>;
export type PatchView = Of<typeof patch>;

/** The words of the page itself, in the person's language. */
const labels = record({ showText: text, openSite: text, line: text, ghost: text, nothing: text });

/** From the extension to the page. */
const toPage = union({
  document: record({
    title: text,
    summary: text,
    problems: list(text),
    messages: list(message),
    labels,
  }),
});
export type ToPage = Of<typeof toPage>;

/** From the page to the extension. */
const fromPage = union({
  ready: record({ version: whole }),
  /** Show the document as text, at a line. */
  text: record({ line: whole }),
  /** Open the document as a dig site. */
  site: record({}),
  /** Open the diff of a hunk. */
  hunk: record({ id: text }),
});
export type FromPage = Of<typeof fromPage>;

/** Reads a message that came from the extension. @throws ProtocolError */
export function readToPage(value: unknown): ToPage {
  return toPage(value, "message");
}

/** Reads a message that came from the page. @throws ProtocolError */
export function readFromPage(value: unknown): FromPage {
  return fromPage(value, "message");
}
