import fc from "fast-check";
import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { buildThreads } from "../../src/series/threads";
import type { ThreadEntry } from "../../src/series/threads";

/** A generated mail, sent so many minutes after the first one could be. */
interface Mail {
  readonly id: string;
  readonly minute: number;
  readonly references: readonly string[];
  readonly inReplyTo: string | null;
}

function textOf({ id, minute, references, inReplyTo }: Mail): string {
  const clock = `${String(Math.floor(minute / 60) + 10)}:${String(minute % 60).padStart(2, "0")}`;
  return [
    "From somebody@example.org Thu Feb  8 12:00:00 2007",
    `From: Person ${String(minute)} <person${String(minute)}@example.org>`,
    `Date: Thu, 8 Feb 2007 ${clock}:00 +0000`,
    `Subject: ${inReplyTo === null ? "" : "Re: "}subject ${String(minute)}`,
    `Message-ID: ${id}`,
    ...(references.length === 0 ? [] : [`References: ${references.join("\n ")}`]),
    ...(inReplyTo === null ? [] : [`In-Reply-To: ${inReplyTo}`]),
    "",
    "Words.",
    "",
    "",
  ].join("\n");
}

const idOf = (number: number): string => `<m${String(number)}@example.org>`;

/** How much of its ancestors a mailer writes into the header of an answer. */
const habits = ["all", "last ten", "in-reply-to alone", "first and last"] as const;

/** Threads whose mails answer older ones, and the true ancestors of each; some mails are lost. */
const mailboxes = fc
  .array(
    fc.record({
      answers: fc.option(fc.nat(1000), { freq: 4 }),
      habit: fc.constantFrom(...habits),
      isLost: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((drafts) => {
    const ancestors: (readonly string[])[] = [];
    const mails: Mail[] = [];
    drafts.forEach(({ answers, habit, isLost }, i) => {
      const parent = answers === null || i === 0 ? null : answers % i;
      const all = parent === null ? [] : [...(ancestors[parent] ?? []), idOf(parent)];
      ancestors.push(all);
      if (isLost) return;
      const references = {
        all,
        "last ten": all.slice(-10),
        "in-reply-to alone": [],
        "first and last": all.length < 3 ? all : [...all.slice(0, 1), ...all.slice(-1)],
      }[habit];
      mails.push({ id: idOf(i), minute: i, references, inReplyTo: all.at(-1) ?? null });
    });
    return { mails, ancestors: new Map(ancestors.map((all, i) => [idOf(i), all])) };
  });

/** Mails that reference anything at all, also themselves, each other and what comes later. */
const tangles = fc
  .array(fc.array(fc.nat(14), { maxLength: 4 }), { minLength: 1, maxLength: 12 })
  .map((all) =>
    all.map((named, i): Mail => ({ id: idOf(i), minute: i, references: named.map(idOf), inReplyTo: null })),
  );

function threadsOf(mails: readonly Mail[]): readonly ThreadEntry[] {
  const bytes = new TextEncoder().encode(mails.map(textOf).join(""));
  return buildThreads([readDocument("box.mbox", bytes)]).threads.flatMap(({ entries }) => entries);
}

/** The nearest mail above each mail, empty places between left out. */
function parentsOf(entries: readonly ThreadEntry[]): ReadonlyMap<string, string | null> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const parents = new Map<string, string | null>();
  for (const { messageId, message, parent } of entries) {
    if (message === null || messageId === null) continue;
    let above = parent === null ? undefined : byId.get(parent);
    while (above !== undefined && above.message === null)
      above = above.parent === null ? undefined : byId.get(above.parent);
    parents.set(messageId, above?.messageId ?? null);
  }
  return parents;
}

/** RFC 5322, section 3.6.4: In-Reply-To names the parent, References the ancestors, the nearest one last. */
function nearestThere(mail: Mail, there: ReadonlySet<string>): string | null {
  const named = mail.inReplyTo === null ? mail.references : [...mail.references, mail.inReplyTo];
  return named.findLast((id) => there.has(id) && id !== mail.id) ?? null;
}

test("a mail hangs on the nearest of its references that is there, or on an ancestor that others name", () => {
  fc.assert(
    fc.property(mailboxes, ({ mails, ancestors }) => {
      const there = new Set(mails.map(({ id }) => id));
      const parents = parentsOf(threadsOf(mails));
      expect(parents.size).toBe(mails.length);
      for (const mail of mails) {
        const wanted = nearestThere(mail, there);
        const parent = parents.get(mail.id) ?? null;
        if (wanted !== null || parent === null) expect(parent).toBe(wanted);
        else expect(ancestors.get(mail.id)).toContain(parent);
      }
    }),
    { numRuns: 300 },
  );
});

test("an id that many mails name by mistake draws none away from the mail that it answers", () => {
  const mistaken = mailboxes.map(({ mails }) =>
    mails.map((mail) =>
      mail.minute % 2 === 0 ? mail : { ...mail, references: [...mail.references, "<yes>"] },
    ),
  );
  fc.assert(
    fc.property(mistaken, (mails) => {
      const there = new Set(mails.map(({ id }) => id));
      const parents = parentsOf(threadsOf(mails));
      for (const mail of mails) {
        const wanted = nearestThere(mail, there);
        if (wanted !== null) expect(parents.get(mail.id)).toBe(wanted);
      }
    }),
    { numRuns: 300 },
  );
});

test("the order of the mails in the mailbox changes no thread", () => {
  const shuffled = fc
    .oneof(
      mailboxes.map(({ mails }) => mails),
      tangles,
    )
    .chain((mails) => fc.tuple(fc.constant(mails), fc.shuffledSubarray(mails, { minLength: mails.length })));
  fc.assert(
    fc.property(shuffled, ([mails, others]) => {
      const shape = (list: readonly Mail[]) =>
        threadsOf(list).map(({ messageId, depth }) => [messageId, depth]);
      expect(shape(others)).toEqual(shape(mails));
    }),
    { numRuns: 300 },
  );
});

test("references in rings leave trees in which each mail stands once, below its parent", () => {
  fc.assert(
    fc.property(tangles, (mails) => {
      const entries = threadsOf(mails);
      const depths = new Map<string, number>();
      for (const { id, parent, depth } of entries) {
        expect(depths.has(id)).toBe(false);
        expect(depth).toBe(parent === null ? 0 : (depths.get(parent) ?? Number.NaN) + 1);
        depths.set(id, depth);
      }
      const there = entries.filter(({ message }) => message !== null).map(({ messageId }) => messageId);
      expect(there.sort()).toEqual(mails.map(({ id }) => id).sort());
    }),
    { numRuns: 300 },
  );
});
