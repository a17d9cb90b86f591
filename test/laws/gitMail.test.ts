import fc from "fast-check";
import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import type { Message } from "../../src/mail/message";
import { readMessagePatches } from "../../src/series/sitePatch";
import { gitMailinfo, gitMailsplit } from "./git";
import type { GitReading } from "./git";
import { mailboxMail } from "./mailGenerator";
import { runs } from "./thorough";

function join(mails: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(mails));
}

/** Our reading in git's words, in the fields that git fills for this mail. */
function asGit(message: Message, expected: GitReading): Partial<GitReading> {
  const { patches } = readMessagePatches(message);
  const [patch] = patches;
  const trailers = patch?.trailers ?? message.trailers;
  const files = patches.flatMap((each) => each.patch.files);
  return {
    author: patch?.author ?? message.author ?? "",
    email: patch?.email ?? message.email ?? "",
    subject: patch?.subject ?? message.subject,
    trailers: trailers.map(({ key, value }) => `${key}: ${value}`),
    ...(expected.numstat === null
      ? { numstat: null }
      : {
          numstat: files.map(({ additions, deletions, new: path }) => `${additions}\t${deletions}\t${path}`),
        }),
  };
}

test("a mailbox is split where git mailsplit splits it, and each mail read as git reads it", () => {
  fc.assert(
    fc.property(fc.array(mailboxMail, { minLength: 1, maxLength: 6 }), (mails) => {
      const mailbox = join(mails);
      const split = gitMailsplit(mailbox);
      const messages = readDocument("x.mbox", mailbox).messages.filter((message) => !message.ghost);
      expect(messages).toHaveLength(split.length);
      for (const [i, message] of messages.entries()) {
        const expected = gitMailinfo(split[i] ?? new Uint8Array());
        const { author, email, subject, trailers, numstat } = expected;
        // Without a patch there is nobody but the sender: git's in-body headers name a patch's author.
        const hasPatch = numstat !== null && numstat.length > 0;
        const fields = hasPatch ? { author, email, subject, trailers, numstat } : { trailers };
        expect(asGit(message, expected)).toMatchObject(fields);
      }
    }),
    { numRuns: runs(10, 25), seed: 20070220 },
  );
});
