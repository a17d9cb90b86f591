/** A mail of the generated mailbox and how many files its patch changes. */
export interface BenchMail {
  readonly text: string;
  readonly files: number;
}

const verbs = ["Take", "Drop", "Check", "Move", "Count", "Release"];
const nouns = [
  "the page lock",
  "the reference",
  "the bio",
  "the dirty bit",
  "the inode size",
  "the wait queue",
];
const folders = ["fs", "mm", "block", "kernel", "drivers/md", "net/core"];
const names = ["direct-io", "filemap", "truncate", "writeback", "buffer", "readahead"];

/** Numbers below 2^31 that look random, the same ones for the same seed (Park and Miller, CACM 31(10), 1988). */
function generator(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

function statement(random: (below: number) => number): string {
  const n = random(1000);
  const shapes = [
    "",
    `\tpage = find_get_page(mapping, index + ${n});`,
    `\tif (ret < ${n}) {`,
    `\t\tgoto out_${n};`,
  ];
  return shapes[random(5)] ?? `\tatomic_add(${n}, &dio->refcount); /* step ${n} of the walk */`;
}

function hunk(random: (below: number) => number, start: number): readonly string[] {
  const context = () => [0, 1, 2].map(() => ` ${statement(random)}`);
  const removed = Array.from({ length: random(12) }, () => `-${statement(random)}`);
  const added = Array.from({ length: 1 + random(16) }, () => `+${statement(random)}`);
  const counts = `-${start},${6 + removed.length} +${start},${6 + added.length}`;
  return [`@@ ${counts} @@ static int walk_${start}(void)`, ...context(), ...removed, ...added, ...context()];
}

function file(random: (below: number) => number, path: string): readonly string[] {
  const hunks = Array.from({ length: 1 + random(6) }, (_, i) => hunk(random, 100 + i * 200));
  return [`diff --git a/${path} b/${path}`, `--- a/${path}`, `+++ b/${path}`, ...hunks.flat()];
}

/** Mail `i` of `of`, with 1 to 4 changed files as git writes them; always the same text for the same numbers. */
export function benchMail(i: number, of: number): BenchMail {
  const random = generator(i);
  random(2);
  const subject = `${verbs[random(6)] ?? ""} ${nouns[random(6)] ?? ""} before it is looked at`;
  const prose = Array.from({ length: 4 + random(12) }, () => {
    const words = `${verbs[random(6)] ?? ""} ${nouns[random(6)] ?? ""}`.toLowerCase();
    return `When two tasks race here, it helps to ${words} first.`;
  });
  const paths = Array.from(
    { length: 1 + random(4) },
    (_, n) => `${folders[random(6)] ?? ""}/${names[random(6)] ?? ""}-${n}.c`,
  );
  const lines = [
    "From somebody@example.org Thu Feb  8 12:00:00 2007",
    `From: Person ${random(50)} <person@example.org>`,
    `Date: Thu, 8 Feb 2007 ${10 + random(10)}:${10 + random(50)}:00 +0000`,
    `Subject: [PATCH ${i + 1}/${of}] ${subject}`,
    `Message-ID: <bench-${i}@example.org>`,
    ...(i === 0 ? [] : [`In-Reply-To: <bench-0@example.org>`]),
    "",
    ...prose,
    "",
    `Signed-off-by: Person <person@example.org>`,
    "---",
    ...paths.flatMap((path) => file(random, path)),
    "-- ",
    "1.5.0",
    "",
    "",
  ];
  return { text: lines.join("\n"), files: paths.length };
}
