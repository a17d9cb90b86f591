import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Execution } from "../../webview/model/execution";
import { ExpressionError, parseWatch, watchOver } from "../../webview/model/expression";
import { Memory } from "../../webview/model/memory";
import { align } from "../../webview/model/rows";
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
