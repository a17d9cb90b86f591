import { describe, expect, it } from "vitest";
import { checkGlossary, checkLesson } from "../../../src/lessons/check";
import { doublesIn } from "../../../src/lessons/doubles";
import { minutesOf } from "../../../src/lessons/duration";
import { readLesson } from "../../../src/lessons/lesson";
import { glossary, library } from "./library";
import { shippedLessons } from "./shipped";

/** What is said of a lesson with one step that has this text; the text begins in line 8. */
function problemsOf(text: string): readonly string[] {
  const front = "---\ntitle: T\nsummary: S\n---\n\n## A\n\n";
  const { lesson, problems } = readLesson("one.md", front + text);
  expect(problems).toEqual([]);
  return checkLesson(lesson, library).map(
    ({ line, message, warning }) => `${line}: ${warning === true ? "warning: " : ""}${message}`,
  );
}

describe("the course", () => {
  it.each(shippedLessons)("$lesson.id: every link, place, quote, claim and challenge holds", ({ lesson }) => {
    expect(checkLesson(lesson, library)).toEqual([]);
  });

  it("takes about three hours", () => {
    const minutes = shippedLessons.reduce((sum, { lesson }) => sum + lesson.minutes, 0);
    expect(minutes).toBeGreaterThanOrEqual(165);
    expect(minutes).toBeLessThanOrEqual(195);
    // Nobody says so: it is counted, from words, from what is opened, and from what each challenge takes.
    for (const { lesson } of shippedLessons) expect(lesson.minutes).toBe(minutesOf(lesson.duration));
  });

  it("has a challenge in each lesson, and a word for the instructor beside each step", () => {
    for (const { lesson } of shippedLessons) {
      expect(lesson.steps.filter(({ challenge }) => challenge).length, lesson.id).toBeGreaterThan(0);
      for (const { title, notes } of lesson.steps) expect(notes.length, title).toBeGreaterThan(0);
    }
  });

  it("has each kind of challenge", () => {
    const ids = shippedLessons.flatMap(({ lesson }) =>
      lesson.steps.flatMap(({ challenge }) => (challenge ? [[challenge.id, challenge.task.kind]] : [])),
    );
    expect(ids).toEqual(
      expect.arrayContaining([
        ["twice", "reach"],
        ["for-ever", "reach"],
        ["passes-before", "part"],
        ["which-hunk", "switchOff"],
        ["place-the-check", "choose"],
      ]),
    );
  });

  it("has a glossary without doubles, each link of which leads somewhere", () => {
    expect(glossary.problems).toEqual([]);
    expect(checkGlossary(glossary.entries, library)).toEqual([]);
  });
});

describe("lessons that stand together", () => {
  const one = (name: string, challenge: string) => {
    const fields = `challenge: ${challenge}\ntitle: X\nscenario: s\nrevision: r\nreach: hang`;
    const text = `---\ntitle: T\nsummary: S\n---\n\n## A\n\n\`\`\`challenge\n${fields}\nhints:\n  - a\n  - b\n  - c\n\`\`\`\n`;
    return { place: name, lesson: readLesson(name, text).lesson };
  };

  it("have names and challenges of their own", () => {
    const found = doublesIn([
      one("course/01-direct.md", "x"),
      one("own/01-direct.md", "y"),
      one("own/mine.md", "x"),
    ]);
    expect(found.get("course/01-direct.md")).toEqual([]);
    expect(found.get("own/01-direct.md")).toEqual([
      { line: 1, message: expect.stringMatching(/^There is another lesson "01-direct"/) },
    ]);
    expect(found.get("own/mine.md")).toEqual([
      { line: 8, message: 'The challenge "x" is there already (01-direct, line 8); name it otherwise.' },
    ]);
  });

  it("do so in the course", () => {
    const placed = shippedLessons.map(({ lesson }) => ({ place: lesson.file, lesson }));
    expect([...doublesIn(placed).values()].flat()).toEqual([]);
  });
});

describe("claims", () => {
  // The matrix of the README: p3 brings the use of a freed dio, p2 has none.
  const scenario = "aio-write-hole-second-block";

  it.each([
    [
      "says what is not there",
      `p2/${scenario}/has/use-after-free`,
      `p2 has no use-after-free in ${scenario}`,
    ],
    ["denies what is there", `p3/${scenario}/lacks/anything`, `p3 has a violation in ${scenario}`],
    ["credits a patch that came later", `p4/${scenario}/brings/use-after-free/dio`, "p3 already had"],
    ["mends what was whole", `p2/${scenario}/mends/hang`, "p1 already had no hang"],
    ["speaks of a patch that there is not", `base/${scenario}/brings/hang`, "base has no hang"],
  ])("one that %s is refused", (_, target, words) => {
    const [problem = "", ...others] = problemsOf(`A [claim](claim:${target}).\n`);
    expect(problem).toMatch(/^8: The claim does not hold: /);
    expect(problem).toContain(words);
    expect(others).toEqual([]);
  });

  it.each([
    ["claim:p9/aio-read/has/hang", 'There is no revision "p9"'],
    ["claim:p3/nothing/has/hang", 'There is no scenario "nothing"'],
    ["claim:p3/aio-reed/has/hang", 'There is no scenario "aio-reed"; the nearest is "aio-read".'],
    ["claim:p3/aio-read/causes/hang", "with a verb of has, lacks, brings, mends"],
    ["claim:p3/aio-read/has/explosion", '"explosion" is no ending'],
    ["glossary:flux", 'The glossary has no entry "flux"'],
    ["glossary:kiobc", 'The glossary has no entry "kiobc"; the nearest is "kiocb".'],
    ["lesson:99-none", 'There is no lesson "99-none"'],
    ["lesson:02-betwen", 'There is no lesson "02-betwen"; the nearest is "02-between".'],
    [
      "document:002",
      'needs a title, words that stand there once: [words](document:002 "words of the document").',
    ],
    ['document:007 "x"', 'There is no document "007"; there are 000, 001, 002, 003, 004.'],
    ["hunk:p4/fs/direct_io.c#4", 'no hunk "p4/fs/direct_io.c#4"; the nearest is "p4/fs/direct-io.c#4".'],
    ["file:///etc/passwd", "leads nowhere"],
    ["javascript:alert", "leads nowhere"],
  ])("%s gets a sentence with its line", (target, words) => {
    const [problem = "", ...others] = problemsOf(`First line,\nthen [a link](${target}).\n`);
    expect(problem).toMatch(/^9: /);
    expect(problem).toContain(words);
    expect(others).toEqual([]);
  });
});

describe("quotes", () => {
  it("have to stand in the document", () => {
    expect(problemsOf("> All is well.\n> — Zach Brown, [log](document:001)\n")).toEqual([
      '8: 001_9edfb32b0ba350d2.txt: The words "All is well." do not stand there.',
    ]);
  });

  it("have to be by the one who is named", () => {
    // Seed 004 lines 20-21 answer to LaHaise's words, which Mason's mail quotes.
    const words = "> implies that generating an error in these cases is horrifically broken.\n";
    expect(problemsOf(`${words}> — Benjamin LaHaise, [thread](document:004)\n`)).toEqual([]);
    expect(problemsOf(`${words}> — Chris Mason, [thread](document:004)\n`)[0]).toContain(
      "are not by Chris Mason, but by Benjamin LaHaise.",
    );
  });

  it("have to say whose words they are", () => {
    expect(problemsOf("> This analysis is correct.\n")[0]).toMatch(/^8: A quote ends with a line that says/);
  });

  it("are opened by a title only from the same mail or patch", () => {
    // Seed 001 has the sentence in the cover letter (line 57) and in the log of patch 1 (line 96), which alone says who wrote it.
    const quote = (title: string) =>
      problemsOf(
        `> Each step should compile but I only tested the final result of\n> — Zach Brown, [log](document:001 "${title}")\n`,
      );
    expect(quote("I've tested these on low end PC drives")).toEqual([]);
    expect(quote("Previously we had two confusing counts")[0]).toContain(
      'stand in another mail or patch than "Previously we had two confusing counts"',
    );
    expect(quote("having all the patches applied")[0]).toMatch(
      /in lines 58 and 97; quote more of the text, or name the mail by a title with words of it that stand there once/,
    );
  });

  it("are told as far as they stand there", () => {
    const [problem] = problemsOf(
      "> This analysis is correct, mostly.\n> — Zach Brown, [mail](document:002)\n",
    );
    expect(problem).toContain('do not stand there; only "This analysis is" does, in line 36.');
  });

  it("may leave something out", () => {
    expect(
      problemsOf(
        "> This fix makes the incorrect assertion … is transitory\n> — Zach Brown, [mail](document:002)\n",
      ),
    ).toEqual([]);
  });
});

describe("what a step opens", () => {
  it.each([
    ["document: 001\nquote: Zach Brown is here", 'The words "Zach Brown is here" do not stand there.'],
    [
      "document: 001\nquote: There have been a lot of bugs recently",
      "stand there more than once, in lines 46 and 84",
    ],
    ["document: 007\nquote: x", 'There is no document "007"; there are 000, 001,'],
    [
      "hunk: p1/fs/direct-io.c#99",
      'There is no hunk "p1/fs/direct-io.c#99"; p1/fs/direct-io.c has the hunks #1 to #6.',
    ],
    ["hunk: p4/fs/direct-io.c#4\nside: before\nline: int remaining;", "has no line"],
    ["scenario: aio-read\nrevision: base\noutcome: hang", "No execution of aio-read on base ends with hang."],
    ["scenario: aio-read\nrevision: base\noutcome: clean\nat: fly_away();", 'No step is "fly_away();".'],
    [
      "scenario: aio-read-one-block\nrevision: base\noutcome: clean\nby: bio0\nat: aio_complete(dio->iocb, transfered, 0);",
      'No step of bio0 is "aio_complete(dio->iocb, transfered, 0);"; the nearest is "aio_complete(dio->iocb, transferred, 0);".',
    ],
    [
      "scenario: aio-read-one-block\nrevision: base\noutcome: clean\nby: bio\nat: aio_complete(dio->iocb, transferred, 0);",
      'There is no context "bio"; there are submitter, bio0.',
    ],
    [
      "scenario: aio-read-fault-second-page\nrevision: base\noutcome: double-completion kiocb bio\nby: submitter\nat: failure",
      "The failure is no step of submitter; it is one of bio0.",
    ],
    [
      "scenario: aio-write-hole-second-block\nrevision: p4\noutcome: hang\nby: submitter\nat: failure",
      "The failure is no step of submitter; it is at the end and no step.",
    ],
    [
      "scenario: aio-write-one-block\nrevision: p5\nwithout: p5/mm/filemap.c#3",
      'no hunk "p5/mm/filemap.c#3" that can be switched off; the nearest is "p5/mm/filemap.c#',
    ],
    ["scenario: aio-read\nrevision: base\nschedule: s3 b0.7", "The schedule"],
    ["scenario: aio-read\nrevision: base\nschedule: x9", "is not a context's short name"],
  ])("%s gets a sentence", (fields, words) => {
    const [problem = "", ...others] = problemsOf(`Text.\n\n\`\`\`open\n${fields}\n\`\`\`\n`);
    expect(problem).toMatch(/^10: /);
    expect(problem).toContain(words);
    expect(others).toEqual([]);
  });
});

describe("pictures", () => {
  it.each([
    ["ring.png", 'There is no picture "ring.png".'],
    ["../ring.png", "has to lie in the folder of the lesson or below it"],
    ["https://example.org/ring.png", "has to lie in the folder"],
    ["/etc/ring.png", "has to lie in the folder"],
    ["ring.tiff", '"ring.tiff" is no picture; there are png, jpg,'],
  ])("%s gets a sentence with its line", (target, words) => {
    const [problem = "", ...others] = problemsOf(`Text.\n\n![A ring](${target})\n`);
    expect(problem).toMatch(/^10: /);
    expect(problem).toContain(words);
    expect(others).toEqual([]);
  });
});

describe("challenges", () => {
  const challenge = (fields: string) =>
    problemsOf(`\`\`\`challenge\nchallenge: x\ntitle: X\n${fields}\nhints:\n  - a\n  - b\n  - c\n\`\`\`\n`);

  it("that nobody can win are refused", () => {
    // What is searched, and what there is instead: a read of one block has one end (lesson 1 proves it by claims).
    expect(challenge("scenario: aio-read-one-block\nrevision: base\nreach: hang")).toEqual([
      "8: Nobody can win this challenge: all executions of aio-read-one-block on base were explored, and none ends with hang; there are clean, event 4096, returned -EIOCBQUEUED.",
    ]);
    // p4 and p5 both have the sleep for ever of this read (lesson 6), so no order parts them if p4 never passes.
    const part = "scenario: aio-read-fault-second-page\nrevision: p5\npasses-on: p4\nreach: hang";
    expect(challenge(part)).toEqual([
      "8: Nobody can win this challenge: no execution of aio-read-fault-second-page passes on p4.",
    ]);
    const hunk = "scenario: aio-read-one-block\nrevision: p1\nswitch-off: one-hunk\nreach: hang";
    expect(challenge(hunk)[0]).toMatch(
      /^8: Nobody can win this challenge: with p1\/fs\/direct-io\.c#1 switched off, no execution of aio-read-one-block ends with hang\.$/,
    );
  });

  it("whose winners are not found are told what was tried", () => {
    // prop-base has the direct-io.c of lock (blob d9d08334), so the same order reads the freed dio there too.
    const part = "scenario: aio-write-one-block\nrevision: lock\npasses-on: prop-base\nreach: anything";
    expect(challenge(part)).toEqual([
      "8: No execution was found that wins: the shortest execution of aio-write-one-block on lock with a violation was tried, and in the same order prop-base does not pass either.",
    ]);
  });

  it("that every execution wins get a warning, unless that is meant", () => {
    const fields = "scenario: aio-read-one-block\nrevision: base\nreach: event 4096";
    expect(challenge(fields)).toEqual([
      '8: warning: Every execution wins this challenge; if that is meant, say "wins: any-order".',
    ]);
    expect(challenge(`${fields}\nwins: any-order`)).toEqual([]);
    const some = "scenario: aio-read-fault-second-page\nrevision: base\nreach: double-completion kiocb";
    expect(challenge(`${some}\nwins: any-order`)).toEqual([
      '8: Not every execution wins this challenge, as "wins: any-order" says.',
    ]);
  });

  it("to switch off a hunk must need it", () => {
    const fields = "scenario: aio-read-fault-second-page\nrevision: p5\nswitch-off: one-hunk\nreach: hang";
    expect(challenge(fields)).toEqual(["8: The challenge can be won with no hunk switched off."]);
  });

  it("to choose have one right answer", () => {
    const fields = "scenario: aio-read\nchoices:\n  - one => base\n  - two => p5\nnever: anything";
    expect(challenge(fields)).toEqual(['8: A challenge has one right choice; this one has 2: "one", "two".']);
  });
});
