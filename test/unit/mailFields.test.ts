import { expect, test } from "vitest";
import { readAttribution } from "../../src/mail/attribution";
import { findDate } from "../../src/mail/date";
import { isScissors, readLogMessage } from "../../src/mail/inBody";
import { readPerson } from "../../src/mail/person";
import { readSubject } from "../../src/mail/subject";

test.each([
  ["Fri, 01 Jun 2007 15:36:26 -0400", "2007-06-01T15:36:26-04:00"],
  ["Tue Feb 20 2007 - 09:08:41 EST", "2007-02-20T09:08:41-05:00"],
  ["Wed Mar  7 17:49:03 EST 2007", "2007-03-07T17:49:03-05:00"],
  ["Wed Mar 7 17:49:03 2007 -0500", "2007-03-07T17:49:03-05:00"],
  ["Mon, 2007-02-19 at 19:21 -0500", "2007-02-19T19:21-05:00"],
  ["Mon, Feb 19, 2007 at 04:50:48PM -0500", "2007-02-19T16:50:48-05:00"],
  ["Mar 7, 2007, at 12:14 AM", "2007-03-07T00:14"],
  ["Monday, February 19, 2007 11:35 PM", "2007-02-19T23:35"],
  ["Thu, 1 Jan 04 00:00:00 GMT", "2004-01-01T00:00:00+00:00"],
  ["7. März 2007", "2007-03-07"],
  ["07.03.2007 14:14", "2007-03-07T14:14"],
  ["2007-02-20 14:08:41", "2007-02-20T14:08:41"],
  ["31 Feb 2007 10:00:00 +0000", null],
  ["at 2:14 PM", null],
])("the date %s is %s", (text, iso) => {
  expect(findDate(text)?.iso ?? null).toBe(iso);
});

test.each([
  ["[PATCH v3 2/7] dio: fix", "dio: fix", 3, 2, 7, false],
  ["Re: [rhel5 patch 0/5] dio: clean up", "dio: clean up", 1, 0, 5, true],
  ["RE: AW: [RFC][PATCH 1/2] x", "x", 1, 1, 2, true],
  ["[PATCHv2 10/10] x", "x", 2, 10, 10, false],
  ["Fwd: Re[2]: [foo] [PATCH] x", "x", 1, null, null, true],
])("the subject %s", (raw, text, version, n, of, isReply) => {
  const subject = readSubject(raw);
  expect(subject).toMatchObject({ text, isReply, raw });
  expect(subject.tag).toMatchObject({ version, n, of });
});

test("a subject without brackets has no tag, and a reversal is no reply", () => {
  expect(readSubject("Revert:  a\n change")).toMatchObject({
    text: "Revert: a change",
    tag: null,
    isReply: false,
  });
});

test.each([
  ["Zach Brown <zach@x.org>", "Zach Brown", "zach@x.org"],
  ['"Brown, Zach" <zach@x.org>', "Brown, Zach", "zach@x.org"],
  ["zach@x.org (Zach Brown)", "Zach Brown", "zach@x.org"],
  ["zach@x.org", "zach@x.org", "zach@x.org"],
  ["Zach Brown [mailto:zach.brown@xxxxxxxxxx]", "Zach Brown", "zach.brown@xxxxxxxxxx"],
  ["Zach Brown <zach.brown () oracle ! com>", "Zach Brown", "zach.brown@oracle.com"],
  ["Zach Brown <zach at x.org>", "Zach Brown", "zach at x.org"],
  ["zach at x.org (Zach Brown)", "Zach Brown", "zach@x.org"],
  ["zach at x.org", "zach@x.org", "zach@x.org"],
  ["'Zach Brown' <zach@x.org>", "Zach Brown", "zach@x.org"],
  ["Zach O'Brown' <zach@x.org>", "Zach O'Brown'", "zach@x.org"],
  ['(his "pen" name) "Zach Brown" <zach@x.org>', '(his "pen" name) Zach Brown', "zach@x.org"],
  ["Ananiev, Leonid I", "Ananiev, Leonid I", null],
  ["", null, null],
])("the person %s", (text, name, email) => {
  expect(readPerson(text)).toEqual({ name, email });
});

test.each([
  ["On Mar 7, 2007, at 2:14 PM, Andrew Morton wrote:", "Andrew Morton", null, "2007-03-07T14:14"],
  [
    "On Mon, 2007-02-19 at 19:21 -0500, Benjamin LaHaise wrote:",
    "Benjamin LaHaise",
    null,
    "2007-02-19T19:21-05:00",
  ],
  [
    "On Mon, 05 Mar 2007 17:23:33 +0300 Leonid Ananiev <l@x> wrote:",
    "Leonid Ananiev",
    "l@x",
    "2007-03-05T17:23:33+03:00",
  ],
  ["Am Mittwoch, 7. März 2007 schrieb Jörg Müller:", "Jörg Müller", null, "2007-03-07"],
  ["Le 7 mars 2007 à 14:14, Jean Dupont a écrit :", "Jean Dupont", null, "2007-03-07T14:14"],
  ["* Ingo Molnar <mingo@x.hu> wrote:", "Ingo Molnar", "mingo@x.hu", null],
  ["Quoting Zach Brown <z@x.org>:", "Zach Brown", "z@x.org", null],
  ["2007/3/7, Zach Brown <z@x.org>:", "Zach Brown", "z@x.org", "2007-03-07"],
  ["Andrew Morton writes:", "Andrew Morton", null, null],
  [
    "At 2007-03-05T14:14:26+0200, Ann Lee (BigCorp) wrote:",
    "Ann Lee (BigCorp)",
    null,
    "2007-03-05T14:14:26+02:00",
  ],
  ["* Ann Lee (a@x.org) wrote:", "Ann Lee", "a@x.org", null],
  ["Thus spake Ann Lee (a@x.org):", "Ann Lee", "a@x.org", null],
  ["Excerpts from Ann Lee's message of March 5, 2007 2:14 pm:", "Ann Lee", null, "2007-03-05T14:14"],
  ["Quoting Ann Lee (2007-03-05 14:14:00)", "Ann Lee", null, "2007-03-05T14:14:00"],
  ["On 2007-03-05 14:14:00 [+0100], Ann Lee wrote:", "Ann Lee", null, "2007-03-05T14:14:00+01:00"],
  [
    "On Mon, Mar 5, 2007 at 2:14 PM 'Ann Lee' via group <group@x.org> wrote:",
    "Ann Lee",
    null,
    "2007-03-05T14:14",
  ],
  ["On 3/5/2007 2:14 PM, Ann Lee wrote:", "Ann Lee", null, "2007-03-05T14:14"],
  ["Le 05/03/2007 à 14:14, Jean Dupont a écrit :", "Jean Dupont", null, "2007-03-05T14:14"],
  [
    "Am Montag, den 05.03.2007, 14:14 +0100 schrieb Jörg Müller:",
    "Jörg Müller",
    null,
    "2007-03-05T14:14+01:00",
  ],
  [
    "Jörg Müller <j@x.org> schrieb am Mo., 5. März 2007, 14:14:",
    "Jörg Müller",
    "j@x.org",
    "2007-03-05T14:14",
  ],
  [
    "Am Mo., 5. März 2007 um 14:14 Uhr schrieb Jörg Müller <j@x.org>:",
    "Jörg Müller",
    "j@x.org",
    "2007-03-05T14:14",
  ],
  [
    "El lun, 5 mar 2007 a las 14:14, Juan Pérez (<j@x.org>) escribió:",
    "Juan Pérez",
    "j@x.org",
    "2007-03-05T14:14",
  ],
  [
    "Il giorno lun 5 mar 2007 alle ore 14:14 Mario Rossi <m@x.org> ha scritto:",
    "Mario Rossi",
    "m@x.org",
    "2007-03-05T14:14",
  ],
  [
    "Em seg., 5 de mar. de 2007 às 14:14, João Silva <j@x.org> escreveu:",
    "João Silva",
    "j@x.org",
    "2007-03-05T14:14",
  ],
  ["Op ma 5 mrt. 2007 om 14:14 schreef Jan Jansen <j@x.org>:", "Jan Jansen", "j@x.org", "2007-03-05T14:14"],
  ["W dniu 05.03.2007 o 14:14, Jan Kowalski pisze:", "Jan Kowalski", null, "2007-03-05T14:14"],
  [
    "pon., 5 mar 2007 o 14:14 Jan Kowalski <j@x.org> napisał(a):",
    "Jan Kowalski",
    "j@x.org",
    "2007-03-05T14:14",
  ],
  [
    "5 марта 2007 г. 14:14 пользователь Ivan Petrov <i@x.org> написал:",
    "Ivan Petrov",
    "i@x.org",
    "2007-03-05T14:14",
  ],
  ["пн, 5 мар. 2007 г. в 14:14, Ivan Petrov <i@x.org>:", "Ivan Petrov", "i@x.org", "2007-03-05T14:14"],
  ["Dne 05. 03. 07 v 14:14 Jan Novák napsal(a):", "Jan Novák", null, "2007-03-05T14:14"],
  [
    "Den mån 5 mars 2007 kl 14:14 skrev Sven Svensson <s@x.org>:",
    "Sven Svensson",
    "s@x.org",
    "2007-03-05T14:14",
  ],
  ["Matti Meikäläinen kirjoitti 5.3.2007 klo 14:14:", "Matti Meikäläinen", null, "2007-03-05T14:14"],
  ["2007. 03. 05. 14:14 keltezéssel, Nagy Anna írta:", "Nagy Anna", null, "2007-03-05T14:14"],
  ["Ann Lee <a@x.org> 於 2007年3月5日 週一 下午2:14寫道：", "Ann Lee", "a@x.org", "2007-03-05T14:14"],
  ["在 2007年3月5日，下午2:14，Ann Lee <a@x.org> 写道：", "Ann Lee", "a@x.org", "2007-03-05T14:14"],
  ["在 2007-03-05一的 14:14 -0800，Ann Lee写道：", "Ann Lee", null, "2007-03-05T14:14-08:00"],
  ["2007年3月5日(月) 14:14 Taro Yamada <t@x.org>:", "Taro Yamada", "t@x.org", "2007-03-05T14:14"],
  ["2007년 3월 5일 (월) 오후 2:14, Kim Min <k@x.org>님이 작성:", "Kim Min", "k@x.org", "2007-03-05T14:14"],
])("the attribution %s", (text, name, email, date) => {
  expect(readAttribution(text)).toEqual({ person: { name, email }, date });
});

test.each([
  "The comment above it said the following:",
  "as somebody on the list once wrote:",
  "out_unlock:",
  "This is what changed:",
])("no attribution: %s", (text) => {
  expect(readAttribution(text)).toBeNull();
});

/** The cases are those of git's own tests (t5100) and of its documentation of git mailinfo. */
test.each([
  ["-- >8 --", true],
  ["- - - 8< - - - cut here - - - 8< - - -", true],
  ["--------- >% ---------", true],
  ["8<", false],
  ["a -- >8 -- b with a lot of text around that is not perforated", false],
])("scissors %s", (text, expected) => {
  expect(isScissors(text)).toBe(expected);
});

test("scissors cut nothing, as in git mailinfo without --scissors; the headers below them are told", () => {
  const lines = [
    "chat",
    "",
    "-- >8 --",
    "From: A B <a@b>",
    "Subject: [PATCH] long",
    " title",
    "",
    "log",
    "---",
    "x",
  ];
  const log = readLogMessage(lines.map((text, i) => ({ text, line: i + 1 })));
  expect([...log.fields]).toEqual([]);
  expect(log.lines.map(({ text }) => text)).toEqual(lines.slice(0, 8));
  expect(log.scissors?.line).toBe(3);
  expect([...(log.scissors?.fields ?? [])]).toEqual([
    ["from", "A B <a@b>"],
    ["subject", "[PATCH] long title"],
  ]);
});

test("a first line with [PATCH] gives the patch another title than the mail has, as in git mailinfo", () => {
  const lines = ["[PATCH] mm: count again", "", "log", "---", "x"];
  const log = readLogMessage(lines.map((text, i) => ({ text, line: i + 1 })));
  expect(log.fields.get("subject")).toBe("[PATCH] mm: count again");
  expect(log.lines.map(({ text }) => text)).toEqual(["log"]);
});
