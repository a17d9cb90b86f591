import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { explore, runSchedule } from "../../../src/explore";
import { modelSources } from "../../../src/launch/model-sources.mjs";
import { programFor, scenarios, switchableHunks } from "../../../src/models";
import { probesOf } from "../../../src/models/map/probes";
import { collectSteps } from "../../../src/models/map/steps";
import { readSources } from "../../../src/models/sources/modelSources";
import { originsOf } from "../../../src/models/sources/origins";
import { walkedLines } from "../../../src/models/sources/walked";

const shipped = await modelSources();
const sources = readSources(shipped);

/** The text of a line as a reader sees it. */
const lineAt = ({ file, line }: { readonly file: string; readonly line: number }) =>
  sources.text(file)?.split("\n")[line - 1] ?? "";

test("the sources are shipped as they stand in the repository, less the comments on lines of their own", () => {
  const paths = [...shipped.matchAll(/^\/\/\/ (.*)$/gm)].map(([, path = ""]) => path);
  expect(paths).toContain("src/models/direct-io/p4.ts");
  for (const path of paths) {
    const [head, ...shown] = sources.text(path)?.split("\n") ?? [];
    expect(head).toBe("// Without its comments, which the repository has.");
    const left = [...shown];
    const missing = readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => (left[0] === line ? left.shift() === undefined : true));
    expect(left, path).toEqual([]);
    for (const line of missing) expect(line, path).toMatch(/^\s*(\/\*|\*)/);
  }
});

describe("a step is found in the model", () => {
  const golden = readdirSync("test/golden").filter((name) => name.endsWith(".txt"));

  test.each(golden)("every step of %s stands on a line with its C text, in its function", (name) => {
    const text = readFileSync(`test/golden/${name}`, "utf8");
    const revision = /^revision +(\S+)/m.exec(text)?.[1] ?? "";
    const origins = originsOf(revision, []);
    const steps = [...text.matchAll(/^\S+ +(\w+): (.*?) {2}\[/gm)];
    expect(steps.length).toBeGreaterThan(2);
    for (const [, name = "", cText = ""] of steps) {
      const lines = sources.linesOf({ function: name, cText }, origins);
      expect(lines, `${name}: ${cText}`).not.toEqual([]);
      for (const line of lines) expect(lineAt(line).replaceAll('\\"', '"')).toContain(cText);
    }
  });

  // The steps that patches add or take out differ; what all share is in each.
  test.each(["base", "p3", "pgbusy"])("so is every step that %s can take", (revision) => {
    const origins = originsOf(revision, []);
    const { steps } = collectSteps(probesOf(revision));
    const lost = steps.filter((step) => sources.linesOf(step, origins).length === 0);
    expect(lost).toEqual([]);
  });

  test("a function stands in the file of the latest patch that changed it", () => {
    const fileIn = (revision: string, name: string) => originsOf(revision, [])[name];
    // The patches themselves: p4 and p5 change dio_bio_end_aio(), p5 is the first that touches XFS.
    expect(fileIn("base", "dio_bio_end_aio")).toBe("src/models/direct-io/base/completion.ts");
    expect(fileIn("p4", "dio_bio_end_aio")).toBe("src/models/direct-io/p4.ts");
    expect(fileIn("p5", "dio_bio_end_aio")).toBe("src/models/direct-io/p5.ts");
    expect(fileIn("p4", "xfs_vm_direct_IO")).toBe("src/models/xfs/base.ts");
    expect(fileIn("p5", "xfs_vm_direct_IO")).toBe("src/models/xfs/p5.ts");
  });

  test("a hunk that is left out takes its function back to where it stood before", () => {
    const origins = originsOf("p5", ["p5/fs/xfs/linux-2.6/xfs_aops.c#1"]);
    expect(origins["xfs_vm_direct_IO"]).toBe("src/models/xfs/base.ts");
    for (const hunk of switchableHunks) {
      const revision = hunk.split("/")[0] ?? "";
      const files = originsOf(revision, [hunk]);
      for (const [name, file] of Object.entries(files))
        expect(sources.headOf(name, files), `${name} in ${file} without ${hunk}`).not.toBeNull();
    }
  });

  test("what belongs to no model is on no line", () => {
    expect(sources.linesOf({ function: "nobody", cText: "return 0;" }, originsOf("p5", []))).toEqual([]);
    expect(sources.headOf("nobody", {})).toBeNull();
  });
});

describe("the same C text twice in a function", () => {
  const line = (n: number) => ({ file: "f", line: n, anchor: n });
  const step = (cText: string, stack = ["one"]) => ({
    function: stack.at(-1) ?? "",
    cText,
    context: 0,
    stack,
  });
  const toy = {
    linesOf: ({ cText }: { readonly cText: string }) =>
      ({ "lock;": [line(2), line(9)], "test;": [line(4)], "unlock;": [line(6), line(12)] })[cText] ?? [],
    callsOf: (_: string, called: string) => (called === "two" ? [line(3), line(8)] : []),
  };
  const walk = (steps: readonly ReturnType<typeof step>[]) =>
    walkedLines(steps, toy, {}).map((found) => found?.line ?? null);

  test("is the next one below what ran last, round by round", () => {
    expect(walk(["lock;", "test;", "unlock;", "lock;", "test;", "unlock;"].map((one) => step(one)))).toEqual([
      2, 4, 6, 9, 4, 6,
    ]);
  });

  test("starts at the top in a new call, and below a call after it", () => {
    const inner = (text: string) => step(text, ["one", "two"]);
    const walked = [step("test;"), inner("lock;"), inner("unlock;"), step("lock;"), inner("lock;")];
    // The call after line 4 is the one on line 8; what follows it is below it.
    expect(walk(walked)).toEqual([4, 2, 6, 9, 2]);
    expect(walk([step("lock;"), inner("lock;"), step("lock;")])).toEqual([2, 2, 9]);
  });

  test("a step on no line is null, and the next one goes on from where the call was", () => {
    expect(walk([step("test;"), step("nothing;"), step("unlock;")])).toEqual([4, null, 6]);
  });

  test("p4 frees the dio on two lines: a synchronous read is shown on the second", () => {
    const scenario = scenarios.find(({ id }) => id === "sync-read-short");
    if (!scenario) throw new Error("there is no such scenario");
    const program = programFor("p4", scenario);
    const { steps } = runSchedule(program, explore(program).outcomes[0]?.schedule ?? "");
    const origins = originsOf("p4", []);
    const lines = walkedLines(
      steps.map((step) => ({ ...step, stack: step.stack.map((frame) => frame.function) })),
      sources,
      origins,
    );
    const freed = lines[steps.findIndex(({ cText }) => cText === "kfree(dio);")];
    expect(freed?.file).toBe("src/models/direct-io/p4.ts");
    // In the code for synchronous requests, the count is tested on the line before.
    const [test, free] = [-1, 0].map((n) =>
      lineAt({ file: "src/models/direct-io/p4.ts", line: (freed?.line ?? 0) + n }),
    );
    expect(test).toContain("if (atomic_dec_and_test(&dio->refcount))");
    expect(free).toContain('kfree(dio, "kfree(dio);")');
  });
});
