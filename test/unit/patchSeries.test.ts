import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { openDigSite } from "../../src/series/digSite";

const diff = ["---", "--- a/x", "+++ b/x", "@@ -1 +1 @@", "-one", "+two", ""];

/** The mails of a made-up list: each is `id < parent: subject`, sent a minute after the one before it. */
function mailbox(...mails: readonly string[]): Uint8Array {
  const texts = mails.map((text, i) => {
    const [, id = "", parent, subject = ""] = /^(\w+)(?: < (\w+))?: (.*)$/.exec(text) ?? [];
    const isPatch =
      !subject.startsWith("Re:") && !/\b0(?:\/| of )\d/.test(subject) && !subject.startsWith("Ack");
    return [
      "From x@example.org Thu Feb  8 12:00:00 2007",
      "From: A <a@example.org>",
      `Date: Thu, 8 Feb 2007 12:${String(i).padStart(2, "0")}:00 +0000`,
      `Subject: ${subject.replace(/^Ack /, "")}`,
      `Message-ID: <${id}@x>`,
      ...(parent === undefined ? [] : [`In-Reply-To: <${parent}@x>`]),
      "",
      ...(isPatch ? ["Log.", ...diff] : ["> words", "", "Acked-by: B <b@example.org>", ""]),
      "",
    ].join("\n");
  });
  return new TextEncoder().encode(texts.join("\n"));
}

/** Each series as `v1 of 2: cover, 1 first, 2 second; missing 3; extra 4`. */
function seriesOf(...mails: readonly string[]): readonly string[] {
  const site = openDigSite([readDocument("box.mbox", mailbox(...mails))]);
  const names = new Map(
    site.messages.map(({ message }) => [message.id, message.messageId?.slice(1, -3) ?? ""]),
  );
  return site.series.map(({ version, of, cover, parts, missing, extra }) => {
    const list = parts.map(({ n, message }) => `${String(n)} ${names.get(message) ?? ""}`);
    const all = cover === null ? list : [names.get(cover) ?? "", ...list];
    const lacking = missing.length === 0 ? "" : `; missing ${missing.join(" ")}`;
    const more = extra.length === 0 ? "" : `; extra ${extra.map(({ n }) => n).join(" ")}`;
    return `v${String(version)} of ${String(of)}: ${all.join(", ")}${lacking}${more}`;
  });
}

test("a cover letter with its parts, in whatever order they came; a third part of two is extra", () => {
  expect(
    seriesOf("c: [PATCH 0/2] s", "b < c: [PATCH 2/2] b", "a < c: [PATCH 1/2] a", "d < c: [PATCH 3/2] d"),
  ).toEqual(["v1 of 2: c, 1 a, 2 b, 3 d; extra 3"]);
});

test("parts that never came are missing", () => {
  expect(seriesOf("a: [PATCH 1/3] a", "b < a: [PATCH 3/3] b")).toEqual(["v1 of 3: 1 a, 3 b; missing 2"]);
});

test("a new version may be sent as a reply to the older one", () => {
  const first = ["c: [PATCH 0/2] s", "a < c: [PATCH 1/2] a", "b < c: [PATCH 2/2] b"];
  const second = ["C < b: [PATCH v2 0/2] s", "B < C: [PATCH v2 2/2] b", "A < C: [PATCH v2 1/2] a"];
  expect(seriesOf(...first, ...second)).toEqual(["v1 of 2: c, 1 a, 2 b", "v2 of 2: C, 1 A, 2 B"]);
});

test("where only the cover letter says the version, its parts have it", () => {
  expect(seriesOf("c: [PATCH net-next v3 0/2] s", "a < c: [PATCH 1/2] a", "b < c: [PATCH 2/2] b")).toEqual([
    "v3 of 2: c, 1 a, 2 b",
  ]);
});

test("a series sent again without a new version is a second round, also below the first one", () => {
  const first = ["a: [PATCH 1/2] a", "b < a: [PATCH 2/2] b"];
  const below = ["A < a: [PATCH 1/2] a", "B < A: [PATCH 2/2] b"];
  const apart = ["A: [PATCH 1/2] a", "B: [PATCH 2/2] b"];
  const rounds = ["v1 of 2: 1 a, 2 b", "v1 of 2: 1 A, 2 B"];
  expect(seriesOf(...first, ...below)).toEqual(rounds);
  expect(seriesOf("a: [PATCH 1/2] a", "b: [PATCH 2/2] b", ...apart)).toEqual(rounds);
});

test("one part that was sent once more below a whole series is extra", () => {
  expect(seriesOf("a: [PATCH 1/2] a", "b < a: [PATCH 2/2] b", "B < b: [PATCH 2/2] b again")).toEqual([
    "v1 of 2: 1 a, 2 b, 2 B; extra 2",
  ]);
});

test("patches of a new version sent alone, each below the one it mends, come with the others of the old (b4)", () => {
  const first = ["c: [PATCH 0/3] s", "a < c: [PATCH 1/3] a", "b < c: [PATCH 2/3] b", "d < c: [PATCH 3/3] d"];
  const old = "v1 of 3: c, 1 a, 2 b, 3 d";
  expect(seriesOf(...first, "B < b: [PATCH v2 2/3] b")).toEqual([old, "v2 of 3: c, 1 a, 2 B, 3 d"]);
  // Below an answer to it, and once more.
  const again = ["r < b: Re: [PATCH 2/3] b", "B < r: [PATCH v2 2/3] b", "D < d: [PATCH v3 3/3] d"];
  expect(seriesOf(...first, ...again)).toEqual([
    old,
    "v2 of 3: c, 1 a, 2 B, 3 d",
    "v3 of 3: c, 1 a, 2 B, 3 D",
  ]);
  expect(seriesOf(...first, "B < b: [PATCH v2 2/3] b", "E < B: [PATCH v3 2/3] b")).toEqual([
    old,
    "v2 of 3: c, 1 a, 2 B, 3 d",
    "v3 of 3: c, 1 a, 2 E, 3 d",
  ]);
});

test("a new version that was lost in part is no reroll: its parts answer no part of their number", () => {
  const first = ["a: [PATCH 1/2] a", "b < a: [PATCH 2/2] b"];
  expect(seriesOf(...first, "B < a: [PATCH v2 2/2] b")).toEqual([
    "v1 of 2: 1 a, 2 b",
    "v2 of 2: 2 B; missing 1",
  ]);
});

test("Mercurial counts `1 of 2`; a patch without number is a series of one", () => {
  expect(
    seriesOf("c: [PATCH 0 of 2] s", "a < c: [PATCH 1 of 2] a", "b < c: [PATCH 2 of 2] b", "z: [PATCH] z"),
  ).toEqual(["v1 of 2: c, 1 a, 2 b", "v1 of 1: 1 z"]);
});

test("trailers in answers count, in answers to answers, and without a `Re:`; those below a cover letter for all", () => {
  const series = ["c: [PATCH 0/1] s", "a < c: [PATCH 1/1] a"];
  const answers = [
    "r < a: Re: [PATCH 1/1] a",
    "q < r: Re: [PATCH 1/1] a",
    "p < a: Ack [PATCH 1/1] a",
    "s < c: Re: [PATCH 0/1] s",
  ];
  const [found] = openDigSite([readDocument("box.mbox", mailbox(...series, ...answers))]).series;
  const givers = (given: readonly { readonly message: string }[] = []) => given.map(({ message }) => message);
  expect(found?.parts.map(({ given }) => givers(given))).toEqual([["box:m3", "box:m4", "box:m5"]]);
  expect(givers(found?.given)).toEqual(["box:m6"]);
});
