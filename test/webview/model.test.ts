import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Execution } from "../../webview/model/execution";
import { ExpressionError, parseWatch, watchOver } from "../../src/expression";
import { Memory } from "../../src/memory";
import { align, withGaps } from "../../webview/model/rows";
import { t } from "@vscode/l10n";
import { placeWords } from "../../src/placeWords";
import { gapWords, isProse } from "../../webview/model/words";
import { mended, race } from "./fixture";

const execution = new Execution(race);

describe("order of causes", () => {
  test("happens before is a strict order that holds program order", () => {
    const step = fc.integer({ min: 1, max: race.steps.length });
    fc.assert(
      fc.property(step, step, step, (a, b, c) => {
        expect(execution.happensBefore(a, a)).toBe(false);
        if (execution.happensBefore(a, b) && execution.happensBefore(b, c))
          expect(execution.happensBefore(a, c)).toBe(true);
        if (a < b && execution.step(a)?.context === execution.step(b)?.context)
          expect(execution.happensBefore(a, b)).toBe(true);
        if (execution.happensBefore(a, b)) expect(a).toBeLessThan(b);
      }),
    );
  });

  test("a preemption is a switch away from a context that could go on", () => {
    const preempted = race.steps
      .map((step) => [step.n, execution.preempted(step.n)] as const)
      .filter(([, who]) => who !== null);
    // Before step 7 the submitter could go on; before 10 bio0 has finished; before 15 the submitter sleeps.
    expect(preempted).toEqual([[7, 0]]);
  });
});

test("the story leaves out what a context does by itself, and keeps where contexts meet and what breaks", () => {
  // Step 3, taking a free lock, tells nothing; bio_count is shared from step 6 on, when bio0 can run.
  const story = [...execution.story];
  expect(story).not.toContain(3);
  for (const n of [1, 6, 7, 8, 9, 10, 14, 15, 16]) expect(story).toContain(n);
});

test("causes are the direct ones of other contexts that nothing else implies", () => {
  // Step 7 comes after 5 and 6 of the submitter: 5 is implied by 6. Step 8 comes after 4, which 7 implies.
  expect(execution.causes(7)).toEqual([6]);
  expect(execution.causes(8)).toEqual([]);
  expect(execution.effects(14)).toEqual([16]);
});

test("memory is the same whichever way a position is reached", () => {
  const position = fc.integer({ min: 0, max: race.steps.length });
  fc.assert(
    fc.property(fc.array(position, { minLength: 1 }), (path) => {
      const walked = new Memory(race);
      path.forEach((stop) => walked.objectsAt(stop));
      const last = path.at(-1) ?? 0;
      expect(walked.objectsAt(last)).toEqual(new Memory(race).objectsAt(last));
    }),
  );
});

describe("alignment", () => {
  test("an execution stands beside itself line by line", () => {
    expect(align(execution, execution)).toEqual(race.steps.map((step) => ({ left: step.n, right: step.n })));
  });

  test("every step of both sides is shown once and in order", () => {
    const rows = align(execution, new Execution(mended));
    expect(rows.flatMap((row) => row.left ?? [])).toEqual(race.steps.map((step) => step.n));
    expect(rows.flatMap((row) => row.right ?? [])).toEqual(mended.steps.map((step) => step.n));
    expect(rows.slice(0, 12).every((row) => row.left === row.right)).toBe(true);
  });
});

describe("watch expressions", () => {
  const values: Readonly<Record<string, string>> = { "a.x": "3", "a.y": "-4", "a.p": "dio", "a.n": "NULL" };
  const lookup = (object: string, field: string): string | undefined => values[`${object}.${field}`];

  test.each([
    ["a->x", "3"],
    ["a.x + 2 * 4", "11"],
    ["(a->x + 2) * 4", "20"],
    ["a->x == 3 && a->y < 0", "1"],
    ["!a->p || a->n", "0"],
    ["-a->y - 1", "3"],
    ["a->p", "dio"],
    ["a->x - 1 - 1", "1"],
  ])("%s is %s", (source, value) => expect(parseWatch(source)(lookup)).toBe(value));

  test.each(["", "a", "a->x +", "(a->x", "a->x a->y", "&& a->x", "a->x = 3"])(
    "%j is refused with a sentence",
    (source) => {
      expect(() => parseWatch(source)(lookup)).toThrow(ExpressionError);
    },
  );

  test("parts inside each other may be many, but not without end", () => {
    const nested = (depth: number) => `${"(".repeat(depth)}7${")".repeat(depth)}`;
    expect(parseWatch(nested(99))(lookup)).toBe("7");
    expect(() => parseWatch(nested(100_000))).toThrow("no more than 100 parts inside each other");
    expect(() => parseWatch("!".repeat(100_000))).toThrow(ExpressionError);
  });

  test("a sum in any grouping is what JavaScript makes of it", () => {
    const sum = fc.array(fc.tuple(fc.constantFrom("+", "-", "*"), fc.nat(99)), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.nat(99), sum, (first, rest) => {
        const source = rest.reduce(
          (text, [operator, number]) => `${text} ${operator} ${number}`,
          String(first),
        );
        expect(Number(parseWatch(source)(lookup))).toBe(Number(new Function(`return ${source}`)()));
      }),
    );
  });

  test("values over all steps begin at the step that gave them", () => {
    const memory = new Memory(race);
    const found = watchOver("kiocb->ki_users", race.steps.length, (position, object, field) =>
      memory.valueAt(position, object, field),
    );
    expect(found).toEqual([
      { from: 0, value: "2" },
      { from: 13, value: "1" },
      { from: 14, value: "0" },
    ]);
  });
});

describe("what is left out", () => {
  const rows = [3, 4, 7].map((left) => ({ left, right: null }));

  test("has a line of its own before, between and after the steps that are shown", () => {
    const gaps = withGaps(rows, execution, null).flatMap((line) =>
      line.kind === "gap" ? line.gap.left : [],
    );
    expect(gaps).toEqual([
      { first: 1, last: 2 },
      { first: 5, last: 6 },
      { first: 8, last: 16 },
    ]);
  });

  test("is every step that no row has, on both sides of any choice of rows", () => {
    const all = align(execution, new Execution(mended));
    fc.assert(
      fc.property(fc.subarray([...all]), (some) => {
        const beside = new Execution(mended);
        const lines = withGaps(some, execution, beside);
        for (const side of ["left", "right"] as const) {
          const told = lines.flatMap((line) => {
            if (line.kind === "steps") return line.row[side] ?? [];
            const gap = line.gap[side];
            return gap ? Array.from({ length: gap.last - gap.first + 1 }, (_, i) => gap.first + i) : [];
          });
          const { length } = side === "left" ? execution : beside;
          expect(told).toEqual(Array.from({ length }, (_, i) => i + 1));
        }
      }),
    );
  });

  test("is told as a number and by name", () => {
    // Steps 5 and 6 of the fixture are the submitter's, 7 to 9 of bio0.
    expect(gapWords(execution, 6, 6)).toBe("1 step of submitter");
    expect(gapWords(execution, 6, 8)).toBe("3 steps of submitter and bio0");
  });
});

test.each([
  ["the process holds its context until it exits", true],
  ["kfree(dio);", false],
  ["generic_file_buffered_write", false],
  ["&dio->pages[0],", false],
  ["goto out;", false],
])("%s is prose: %s", (text, prose) => expect(isProse(text)).toBe(prose));

test("a step says where its line is, or that no hunk shows it, or that there is none", () => {
  const [step] = race.steps;
  if (!step) throw new Error("The fixture is empty.");
  const place = {
    patch: "p4",
    path: "fs/direct-io.c",
    line: 7,
    hunk: null,
    across: null,
    unchanged: false,
  } as const;
  expect(placeWords({ ...step, place: { ...place, side: "old" } }, t)).toBe(
    "fs/direct-io.c:7, deleted by p4",
  );
  expect(placeWords({ ...step, place: { ...place, side: "new" } }, t)).toBe("fs/direct-io.c:7, added by p4");
  expect(placeWords({ ...step, place: { ...place, side: "new", unchanged: true } }, t)).toBe(
    "fs/direct-io.c:7, unchanged by p4",
  );
  expect(placeWords({ ...step, place: null, file: "fs/aio.c" }, t)).toBe(
    "fs/aio.c, in no hunk of this series",
  );
  expect(placeWords({ ...step, place: null, file: "" }, t)).toBe("decided by the scenario, in no C file");
});
