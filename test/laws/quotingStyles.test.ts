import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { openDigSite } from "../../src/series/digSite";

/** A line of a diff with its place, counted here from the hunk headers alone. */
interface Row {
  readonly index: number;
  readonly path: string;
  readonly side: "old" | "new";
  readonly line: number;
}

interface Sample {
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
const samples: readonly Sample[] = readFileSync("media/corpus/001_9edfb32b0ba350d2.txt", "utf8")
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
const styles: Readonly<Record<string, { readonly head: string; quote(text: string): string }>> = {
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

const remarks = [
  "This looks wrong to me, why is the reference dropped here?",
  "I don't think we need this check any more, do we?",
  "Please add a comment that explains the locking.",
  "Can you explain why this is safe against a completing bio?",
  "Shouldn't this return the error? I would prefer\nthat the caller sees it.",
];

interface Reply {
  readonly sample: Sample;
  readonly answered: readonly { readonly row: Row; readonly remark: string }[];
}

const reply: fc.Arbitrary<Reply> = fc.constantFrom(...samples).chain((sample) => {
  // A brace or a blank row stands in many places; people comment on lines that say something.
  const telling = sample.rows.filter(({ index }) => (sample.lines[index] ?? "").trim().length > 12);
  return fc
    .uniqueArray(fc.record({ row: fc.constantFrom(...telling), remark: fc.constantFrom(...remarks) }), {
      minLength: 1,
      maxLength: 4,
      selector: ({ row }) => row.index,
    })
    .map((answered) => ({ sample, answered }));
});

function writeReply({ sample, answered }: Reply, style: (typeof styles)[string]): string {
  const remarkAt = new Map(answered.map(({ row, remark }) => [row.index, remark]));
  const body = sample.lines.flatMap((text, i) => {
    const remark = remarkAt.get(i);
    return remark === undefined ? [style.quote(text)] : [style.quote(text), "", remark, ""];
  });
  const head = "From: Andrew Morton <akpm@osdl.org>\nDate: Wed, 21 Feb 2007 09:08:41 -0500";
  return `${head}\nSubject: Re: ${sample.subject}\n\n${style.head}\n${body.join("\n")}\n`;
}

test.each(Object.entries(styles))(
  "at least 95 of 100 remarks find their line when the quote has: %s",
  (_, style) => {
    let [right, all] = [0, 0];
    for (const one of fc.sample(reply, { numRuns: 40, seed: 7 })) {
      const bytes = new Uint8Array(Buffer.from(writeReply(one, style), "utf8"));
      const { comments } = openDigSite([readDocument("reply.eml", bytes)]);
      for (const { row, remark } of one.answered) {
        all++;
        const isFound = comments.some(
          ({ lines, anchor }) =>
            lines.map(({ text }) => text).join("\n") === remark &&
            anchor?.path === row.path &&
            anchor.side === row.side &&
            anchor.line === row.line,
        );
        if (isFound) right++;
      }
    }
    expect(right / all).toBeGreaterThanOrEqual(0.95);
  },
);
