import { describe, expect, it } from "vitest";
import { explore, Machine, runSchedule, type ExecutionStep } from "../../src/explore";
import { probesOf } from "../../src/models/map/probes";
import { hunks, site } from "../unit/models/corpusMap";

/** Text of a row of a patch by its line in the document. */
const rows = (patch: string): ReadonlyMap<number, string> => {
  const files = site.patches.find(({ id }) => id === patch)?.patch.files ?? [];
  return new Map(
    files.flatMap((file) =>
      file.hunks.flatMap((hunk) => hunk.rows.map(({ line, text }) => [line, text] as const)),
    ),
  );
};

/** Where a C text of a function stands after a patch, for texts that stand in one added line alone. */
function linesOf(patch: string): ReadonlyMap<string, number> {
  const places = new Map<string, Set<number>>();
  for (const { id, after } of hunks)
    if (id.startsWith(`${patch}/`))
      for (const { function: name, cText, line } of after) {
        const key = `${name}: ${cText}`;
        places.set(key, (places.get(key) ?? new Set()).add(line));
      }
  return new Map(
    [...places].flatMap(([key, lines]) => (lines.size === 1 ? [[key, [...lines][0] ?? 0] as const] : [])),
  );
}

/** Two neighbours of one call, of which the later one stands above the earlier one in the C. */
interface Backwards {
  readonly from: number;
  readonly to: number;
}

/** The pairs of steps of one call that the C has in the other order. */
function backwards(
  steps: readonly ExecutionStep[],
  lines: ReadonlyMap<string, number>,
): readonly Backwards[] {
  const found: Backwards[] = [];
  /** By context: the line of the last step of each call that is running, outermost first. */
  const running = new Map<number, { readonly name: string; line: number | undefined }[]>();
  for (const { context, stack, function: name, cText } of steps) {
    const calls = running.get(context) ?? [];
    running.set(context, calls);
    calls.length = Math.min(calls.length, stack.length);
    const top = stack.length - 1;
    if (calls[top]?.name !== name) calls[top] = { name, line: undefined };
    const call = calls[top];
    const line = lines.get(`${name}: ${cText}`);
    if (call === undefined || line === undefined) continue;
    if (call.line !== undefined && line < call.line) found.push({ from: call.line, to: line });
    call.line = line;
  }
  return found;
}

const loop = /\b(?:while|for|do|goto)\b/;

/** Whether a loop of the C leads from a line back to one above it. */
function isLoop(text: ReadonlyMap<number, string>, { from, to }: Backwards): boolean {
  for (let line = to; line <= from; line += 1) if (loop.test(text.get(line) ?? "")) return true;
  return false;
}

/**
 * The order of a model's steps against the C itself: within one call, steps come in the order of the lines that
 * they stand for, unless a loop leads back. A model that exchanged two of them would be told here.
 */
describe.each(["p1", "p3", "p4", "p5", "propogate"])("the steps of %s", (patch) => {
  const lines = linesOf(patch);
  const text = rows(patch);
  const executions = probesOf(patch).flatMap((program) => {
    const machine = new Machine(program);
    return explore(machine.program).outcomes.map(({ schedule }) => runSchedule(machine, schedule).steps);
  });

  it("come in the order of the lines of the patched C", () => {
    expect(lines.size).toBeGreaterThan(3);
    const wrong = executions
      .flatMap((steps) => backwards(steps, lines))
      .filter((pair) => !isLoop(text, pair));
    expect(wrong).toEqual([]);
  });

  it("would be told if they came in another order", () => {
    const turned = executions.map((steps) => backwards([...steps].reverse(), lines));
    expect(turned.some((pairs) => pairs.some((pair) => !isLoop(text, pair)))).toBe(true);
  });
});
