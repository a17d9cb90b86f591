import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { distinctStems } from "../../src/mail/numbering";
import { buildThreads } from "../../src/series/threads";

/** A mail from its subject, date and further header lines; `Re: ` mails need no body to be replies. */
function mail(subject: string, date: string, ...fields: readonly string[]): string {
  const head = ["From x@example.org Thu Feb  8 12:00:00 2007", "From: A <a@example.org>", `Date: ${date}`];
  return [...head, `Subject: ${subject}`, ...fields, "", "Words.", "", ""].join("\n");
}

/** The threads as an indented list of subjects; a place that nobody's words fill is shown by its id. */
function outline(...mails: readonly string[]): string {
  const document = readDocument("box.mbox", new TextEncoder().encode(mails.join("")));
  return buildThreads([document])
    .threads.flatMap(({ entries }) =>
      entries.map(({ depth, message, id }) => `${"  ".repeat(depth)}${message?.subjectRaw ?? id}`),
    )
    .join("\n");
}

const monday = "Mon, 5 Feb 2007 10:00:00 +0000";
const tuesday = "Tue, 6 Feb 2007 10:00:00 +0000";
const march = "Mon, 5 Mar 2007 10:00:00 +0000";
const april = "Mon, 2 Apr 2007 10:00:00 +0000";

test("two answers to a mail that is not there stand below its empty place", () => {
  const answers = ["one", "two"].map((name) =>
    mail(`Re: ${name}`, monday, `Message-ID: <${name}@x>`, "In-Reply-To: <lost@x>"),
  );
  expect(outline(...answers)).toBe("<lost@x>\n  Re: one\n  Re: two");
});

// As `notmuch show --entire-thread` has them.
test.each([
  ['In-Reply-To: Message from A <a@example.org> of "Mon" <1@x>', "an address before the id"],
  ["In-Reply-To: Your message of Mon <2@x>\nReferences: <1@x>", "words, and References"],
])("%j answers the first mail: %s", (fields) => {
  const mails = ["one", "two"].map((name, i) => mail(name, monday, `Message-ID: <${i + 1}@x>`));
  expect(outline(...mails, mail("Re: three", tuesday, "Message-ID: <3@x>", fields))).toBe(
    "one\n  Re: three\ntwo",
  );
});

test("a reply without any reference hangs on the last mail of its subject before it", () => {
  const first = mail("status", monday, "Message-ID: <1@x>");
  const second = mail("status", march, "Message-ID: <2@x>");
  const early = mail("Re: status", tuesday, "Message-ID: <3@x>");
  const late = mail("RE: status", april, "Message-ID: <4@x>");
  expect(outline(late, second, early, first)).toBe("status\n  Re: status\nstatus\n  RE: status");
});

test("a reply that names what it answers is not hung on another mail of the same subject", () => {
  const other = mail("status", monday, "Message-ID: <1@x>");
  const reply = mail("Re: status", tuesday, "Message-ID: <2@x>", "In-Reply-To: <lost@x>");
  expect(outline(other, reply)).toBe("status\n<lost@x>\n  Re: status");
});

test("where a mail shows no Message-ID, as archives print them, the subject is all there is", () => {
  const first = mail("status", monday);
  const reply = mail("Re: status", tuesday, "Message-ID: <2@x>", "In-Reply-To: <lost@x>");
  expect(outline(first, reply)).toBe("status\n  <lost@x>\n    Re: status");
});

test("mails of one subject that are no replies stay apart, also below a place that is empty", () => {
  const first = mail("root message", monday, "Message-ID: <1@x>");
  const second = mail("root message", tuesday, "Message-ID: <2@x>");
  const answer = mail("Re: answer", march, "Message-ID: <3@x>", "References: <mistyped@x> <2@x>");
  expect(outline(first, second, answer)).toBe("root message\n<mistyped@x>\n  root message\n    Re: answer");
});

test("a mail that comes twice is answered once", () => {
  const first = mail("status", monday, "Message-ID: <1@x>");
  const reply = mail("Re: status", tuesday, "Message-ID: <2@x>", "In-Reply-To: <1@x>");
  expect(outline(first, reply, first)).toBe("status\n  Re: status\nstatus");
});

test("files of one name get ids that tell them apart, the first one the shortest", () => {
  const files = ["a/x.mbox", "b/x.mbox", "y.mbox", "c/x.txt", "b/x.mbox"];
  expect(distinctStems(files)).toEqual(["x", "x.mbox", "y", "x.txt", "b/x.mbox"]);
  expect(distinctStems(["x", "x", "x"])).toEqual(["x", "x (2)", "x (3)"]);
});
