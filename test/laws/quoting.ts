import { readFileSync } from "node:fs";

/** A line of a diff with its place, counted here from the hunk headers alone. */
export interface Row {
  readonly index: number;
  readonly path: string;
  readonly side: "old" | "new";
  readonly line: number;
}

/** A patch as a mail brings it. */
export interface Sample {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly rows: readonly Row[];
}

function rowsOf(lines: readonly string[]): Row[] {
  const rows: Row[] = [];
  let path = "";
  let [oldLine, newLine] = [0, 0];
  for (const [index, text] of lines.entries()) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(text);
    if (text.startsWith("diff --git")) path = "";
    if (text.startsWith("+++ b/")) path = text.slice(6);
    else if (header !== null) [oldLine, newLine] = [Number(header[1]), Number(header[2])];
    else if (path !== "") {
      const side = text.startsWith("-") ? "old" : "new";
      rows.push({ index, path, side, line: side === "old" ? oldLine : newLine });
      if (!text.startsWith("+")) oldLine++;
      if (!text.startsWith("-")) newLine++;
    }
  }
  return rows;
}

/** The five patches of document 001 as mails: message, rule, diff. */
export const samples: readonly Sample[] = readFileSync("media/corpus/001_9edfb32b0ba350d2.txt", "utf8")
  .split(/^commit .*\n/m)
  .slice(1)
  .map((part) => {
    const [message = "", ...diff] = part.split(/^(?=diff --git)/m);
    const log = message
      .split("\n")
      .filter((text) => text.startsWith("    "))
      .map((text) => text.slice(4));
    const lines = [...log.slice(2), "---", "", ...diff.join("").trimEnd().split("\n")];
    return { subject: log[0] ?? "", lines, rows: rowsOf(lines) };
  });

const attribution = "On Tue, Feb 20, 2007 at 11:01:50AM -0500, Zach Brown wrote:";
const original = "-----Original Message-----\nFrom: Zach Brown\nSent: Tuesday, February 20, 2007 11:02 AM";

function wrap(text: string): string {
  const at = text.length > 76 ? text.lastIndexOf(" ", 76) : -1;
  return at < 10 ? text : `${text.slice(0, at)}\n${text.slice(at + 1)}`;
}

/** How a mailer quotes: what stands above, and what becomes of each line. */
export interface QuotingStyle {
  readonly head: string;
  quote(text: string): string;
}

/** The ways of quoting by what is done to the text. */
export const styles: Readonly<Record<string, QuotingStyle>> = {
  "marks and blanks": { head: attribution, quote: (text) => `> ${text}`.trimEnd() },
  "marks without blanks": { head: attribution, quote: (text) => `>${text}` },
  initials: { head: attribution, quote: (text) => `ZB> ${text}` },
  "two levels": {
    head: `On Wed, Feb 21, 2007 at 10:00:00AM -0500, Trond Myklebust wrote:\n> ${attribution}`,
    quote: (text) => `> > ${text}`,
  },
  "wrapped at 76": { head: attribution, quote: (text) => wrap(`> ${text}`) },
  "marks lost": { head: `${attribution}\n`, quote: (text) => text },
  "marks and blanks lost": { head: `${attribution}\n`, quote: (text) => text.replace(/[ \t]+/g, " ").trim() },
  "original message": {
    head: `${original}\nTo: linux-aio@x.org\nSubject: [PATCH] x\n`,
    quote: (text) => text,
  },
};

/** Breaks a line as Gmail does: the rest gets a mark as well. */
function wrapMarked(text: string): string {
  const at = text.length > 78 ? text.lastIndexOf(" ", 78) : -1;
  return at < 10 ? text : `${text.slice(0, at)}\n> ${text.slice(at + 1)}`;
}

/** Further ways of quoting, which mailers and people have. */
export const rarerStyles: Readonly<Record<string, QuotingStyle>> = {
  "marks lost": { head: `${attribution}\n`, quote: (text) => text },
  "original message": {
    head: `${original}\nTo: linux-aio@x.org\nSubject: [PATCH] x\n`,
    quote: (text) => text,
  },
  "original message, wrapped at 76": {
    head: `${original}\nTo: linux-aio@x.org\nSubject: [PATCH] x\n`,
    quote: (text) => wrap(text),
  },
  bars: { head: attribution, quote: (text) => `| ${text}`.trimEnd() },
  "wrapped and marked at 78": { head: attribution, quote: (text) => wrapMarked(`> ${text}`) },
};

/** Remarks that by themselves hardly look like words to somebody. */
export const shortRemarks = [
  "Drop this.",
  "s/waiter/waiters/",
  "nit: please use dev_err_probe() here.",
  "Missing kfree() on the error path.",
  "What happens when the submission fails after this?\n\nIn my tests the reference is never dropped then.",
];

/** What people say about a line. */
export const remarks = [
  "This looks wrong to me, why is the reference dropped here?",
  "I don't think we need this check any more, do we?",
  "Please add a comment that explains the locking.",
  "Can you explain why this is safe against a completing bio?",
  "Shouldn't this return the error? I would prefer\nthat the caller sees it.",
];
