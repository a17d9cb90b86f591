import { readDate } from "./date";
import { htmlText } from "./htmlText";
import { splitLines } from "./lines";
import type { Page } from "./page";
import { readPerson } from "./person";

/** Only what begins as a page is one: a patch may well show HTML. */
const pageStart = /^\s*(?:<\?xml\b[^>]*>\s*)?(?:<!--[^>]*>\s*)*<(?:!doctype html|html)\b/i;
/** Where the words of a mail begin and end in pages of hypermail and of pipermail (Mailman 2). */
const bodyStart = /<!--\s*(?:body="start"|beginarticle)\s*-->/i;
const bodyEnd = /<!--\s*(?:body="end"|endarticle)\s*-->/i;
/** So much of a page can be its head. */
const HEAD = 20_000;

/** True for a page saved as its source. */
export function isHtml(text: string): boolean {
  return pageStart.test(text.slice(0, 1000));
}

/** What hypermail notes in comments before the words: `<!-- name="..." -->`, also email, subject, sent, id. */
function comment(head: string, name: string): string | null {
  const found = new RegExp(`<!--\\s*${name}="([^"\\n]{0,1000})"\\s*-->`, "i").exec(head)?.[1];
  return found === undefined || found === "" ? null : htmlText(found);
}

function between(head: string, pattern: RegExp): string | null {
  const found = pattern.exec(head)?.[1];
  return found === undefined ? null : htmlText(found).replace(/\s+/g, " ").trim();
}

/** Mailman 2 shows no Message-ID, but a link to answer the mail has it (Mailman/Archiver/HyperArch.py). */
function answeredId(head: string): string | null {
  const found = /<a href="mailto:[^"]{0,2000}?In-Reply-To=([^"&\s]{1,1000})"/i.exec(head)?.[1];
  return (
    found?.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))) ?? null
  );
}

function bracketed(id: string | null): string | null {
  return id === null || id.startsWith("<") ? id : `<${id}>`;
}

/**
 * Reads the source of a list archive's page: hypermail (lkml.iu.edu; its comments name sender, subject, date and
 * ids) and pipermail (heading, name in bold, masked address, date in italics). Null where the page does not
 * mark the words of the mail; then all text of it is read.
 */
export function readHtmlPage(text: string): Page | null {
  const start = bodyStart.exec(text.slice(0, HEAD));
  if (start === null) return null;
  const head = text.slice(0, start.index);
  const from = start.index + start[0].length;
  const length = text.slice(from).search(bodyEnd);
  const body = text.slice(from, length < 0 ? undefined : from + length);
  const firstLine = text.slice(0, from).split("\n").length;
  const lines = splitLines(htmlText(body), firstLine, false);
  const title = between(head, /<h1>([^]{0,1000}?)<\/h1>/i);
  const name = comment(head, "name") ?? between(head, /<b>([^]{0,300}?)<\/b>/i) ?? "";
  const address =
    comment(head, "email") ?? between(head, /<a href="mailto:[^"]*"[^>]*>([^]{0,300}?)<\/a>/i) ?? "";
  const date = comment(head, "sent") ?? between(head, /<i>([^]{0,100}?)<\/i>/i);
  return {
    kind: "archive-page",
    head: {
      subject: comment(head, "subject") ?? title ?? "",
      person: readPerson(address === "" ? name : `${address} (${name})`),
      date: readDate(date),
      messageId: bracketed(comment(head, "id") ?? answeredId(head)),
      inReplyTo: bracketed(comment(head, "inreplyto")),
      references: [],
      commit: null,
      firstLine: 1,
    },
    lines,
    repairs: [],
    lastLine: lines.findLast((line) => line.text.trim() !== "")?.line ?? firstLine,
  };
}
