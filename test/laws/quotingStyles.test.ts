import fc from "fast-check";
import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { openDigSite } from "../../src/series/digSite";
import { rarerStyles, remarks, samples, shortRemarks, styles } from "./quoting";
import type { QuotingStyle, Row, Sample } from "./quoting";
import { runs } from "./thorough";

interface Reply {
  readonly sample: Sample;
  readonly answered: readonly { readonly row: Row; readonly remark: string }[];
}

const replyOf = (said: readonly string[]): fc.Arbitrary<Reply> =>
  fc.constantFrom(...samples).chain((sample) => {
    // A brace or a blank row stands in many places; people comment on lines that say something.
    const telling = sample.rows.filter(({ index }) => (sample.lines[index] ?? "").trim().length > 12);
    return fc
      .uniqueArray(fc.record({ row: fc.constantFrom(...telling), remark: fc.constantFrom(...said) }), {
        minLength: 1,
        maxLength: 4,
        selector: ({ row }) => row.index,
      })
      .map((answered) => ({ sample, answered }));
  });

function writeReply({ sample, answered }: Reply, style: QuotingStyle): string {
  const remarkAt = new Map(answered.map(({ row, remark }) => [row.index, remark]));
  const body = sample.lines.flatMap((text, i) => {
    const remark = remarkAt.get(i);
    return remark === undefined ? [style.quote(text)] : [style.quote(text), "", remark, ""];
  });
  const head = "From: Andrew Morton <akpm@osdl.org>\nDate: Wed, 21 Feb 2007 09:08:41 -0500";
  return `${head}\nSubject: Re: ${sample.subject}\n\n${style.head}\n${body.join("\n")}\n`;
}

/** Which share of remarks in replies of this style find their line. */
function shareRight(said: readonly string[], style: QuotingStyle, numRuns: number): number {
  let [right, all] = [0, 0];
  for (const one of fc.sample(replyOf(said), { numRuns, seed: 7 })) {
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
  return right / all;
}

test.each(Object.entries(styles))(
  "at least 95 of 100 remarks find their line when the quote has: %s",
  (_, style) => {
    expect(shareRight(remarks, style, runs(16, 40))).toBeGreaterThanOrEqual(0.95);
  },
);

test.each(Object.entries(rarerStyles))(
  "at least 95 of 100 short remarks find their line when the quote has: %s",
  (_, style) => {
    expect(shareRight(shortRemarks, style, runs(8, 16))).toBeGreaterThanOrEqual(0.95);
  },
);
