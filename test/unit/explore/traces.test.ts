import { describe, expect, it } from "vitest";
import {
  atomic,
  compareVerdicts,
  dataRaces,
  explore,
  failureGroups,
  formatSchedule,
  integer,
  Machine,
  partingOf,
  pointOfNoReturn,
  readTrace,
  replayOnBoth,
  rerun,
  runSchedule,
  spinlock,
  struct,
  traceOf,
  World,
  type Kernel,
  type Program,
} from "../../../src/explore";

const Shared = struct("shared", { users: integer(2), count: atomic(2), lock: spinlock() });
const Item = struct("item", { value: integer() });

/** Two contexts drop a reference each; the last frees the item. `kind` says how they count. */
function lastUser(kind: "plain" | "atomic" | "locked", text = "users"): Program {
  const world = new World();
  const shared = world.object(Shared);
  const [item = Item.NULL] = world.pool(Item, "owner", 1);
  function* drop(k: Kernel) {
    if (kind === "atomic") {
      if (yield* k.atomic_dec_and_test(shared.count, `${text}--`)) yield* k.kfree(item, "kfree");
      return;
    }
    if (kind === "locked") yield* k.spin_lock(shared.lock, "lock");
    const left = (yield* k.read(shared.users, text)) - 1;
    yield* k.write(shared.users, left, `${text} = left`);
    const last = (yield* k.read(shared.users, text)) === 0;
    if (kind === "locked") yield* k.spin_unlock(shared.lock, "unlock");
    if (last) yield* k.kfree(item, "kfree");
  }
  const context = (id: string, body: (k: Kernel) => ReturnType<typeof drop>) =>
    ({ id, short: id[0] ?? "", class: id, kind: "task", cpu: 0, body }) as const;
  return {
    name: `last user, ${kind}`,
    world,
    contexts: [
      context("owner", function* (k) {
        yield* k.kmalloc(Item, "kmalloc");
        yield* k.raise("guest", "raise");
        yield* drop(k);
      }),
      { ...context("guest", drop), runnable: false },
    ],
  };
}

const searched = (program: Program) => ({ machine: new Machine(program), verdict: explore(program) });

describe("dataRaces", () => {
  it("finds the unlocked counter, and nothing where a lock or atomics order the accesses", () => {
    const { races, exhaustive } = dataRaces(new Machine(lastUser("plain")));
    expect(exhaustive).toBe(true);
    expect([...new Set(races.map(({ cell }) => cell))]).toEqual(["shared->users"]);
    // read/write of either side and write/write; two reads are no race. The second read is an access of its own.
    expect(races.every(({ accesses }) => accesses.some(({ writes }) => writes))).toBe(true);
    expect(dataRaces(new Machine(lastUser("locked"))).races).toEqual([]);
    expect(dataRaces(new Machine(lastUser("atomic"))).races).toEqual([]);
  });

  it("shows each with a schedule after which both accesses come next", () => {
    const machine = new Machine(lastUser("plain"));
    for (const { schedule, accesses } of dataRaces(machine).races) {
      const { steps, misfit } = runSchedule(machine, schedule);
      expect(misfit).toBeUndefined();
      const next = steps.at(-1)?.enabled.map(({ contextId, next: { cText } }) => `${contextId} ${cText}`);
      for (const { contextId, cText } of accesses) expect(next).toContain(`${contextId} ${cText}`);
    }
  });
});

/** One context sets data and then a flag, the other reads the data once it has seen the flag. */
function message(flag: "plain" | "atomic" | "await"): Program {
  const world = new World();
  const shared = world.object(Shared, "shared", { count: 0, users: 0 });
  const data = world.object(Item, "data");
  const bodies = {
    sender: function* (k: Kernel) {
      yield* k.write(data.value, 1, "data = 1");
      if (flag === "atomic") yield* k.atomic_set(shared.count, 1, "flag = 1");
      else yield* k.write(shared.users, 1, "flag = 1");
    },
    receiver: function* (k: Kernel) {
      if (flag === "await") yield* k.await(shared.users, (value) => value === 1, "flag");
      else if (flag === "atomic" && (yield* k.atomic_read(shared.count, "flag")) === 0) return;
      else if (flag === "plain" && (yield* k.read(shared.users, "flag")) === 0) return;
      yield* k.read(data.value, "data");
    },
  };
  const contexts = Object.entries(bodies).map(
    ([id, body], cpu) => ({ id, short: id[0] ?? "", class: id, kind: "task", cpu, body }) as const,
  );
  return { name: "message", world, contexts };
}

describe("dataRaces of a message", () => {
  const races = (flag: "plain" | "atomic" | "await") =>
    dataRaces(new Machine(message(flag)))
      .races.map(({ cell, atOnce }) => ({ cell, atOnce }))
      .sort((a, b) => a.cell.localeCompare(b.cell));

  it("are none if the flag is atomic", () => {
    expect(races("atomic")).toEqual([]);
  });

  it("are those on a plain flag and, though never at once, on the data behind it", () => {
    const both = [
      { cell: "data->value", atOnce: false },
      { cell: "shared->users", atOnce: true },
    ];
    expect(races("plain")).toEqual(both);
    expect(races("await")).toEqual(both);
  });
});

describe("compareVerdicts", () => {
  it("says that the atomic counter mends the double free of the plain one", () => {
    const { onlyBefore, onlyAfter, both, exhaustive } = compareVerdicts(
      searched(lastUser("plain")),
      searched(lastUser("atomic")),
    );
    expect({ exhaustive, onlyAfter, both }).toEqual({ exhaustive: true, onlyAfter: [], both: [] });
    expect(onlyBefore.flatMap(({ outcome }) => outcome.violations.map(({ kind }) => kind))).toContain(
      "double-free",
    );
  });

  it("finds every failure of a program in itself, failing alike", () => {
    const [before, after] = [searched(lastUser("plain")), searched(lastUser("plain"))];
    const { onlyBefore, onlyAfter, both } = compareVerdicts(before, after);
    expect([onlyBefore, onlyAfter]).toEqual([[], []]);
    expect(both.length).toBeGreaterThan(0);
    expect(new Set(both.map(({ elsewhere }) => elsewhere))).toEqual(new Set(["fails alike"]));
  });
});

describe("failureGroups", () => {
  it("puts the outcomes of one violation together", () => {
    const { outcomes } = explore(lastUser("plain"));
    const groups = failureGroups(outcomes);
    const kinds = groups.map(({ violation: { kind, context } }) => `${kind} ${context}`);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const { violation, outcomes: shown } of groups)
      for (const { violations } of shown)
        expect(violations).toContainEqual(expect.objectContaining(violation));
  });
});

describe("replayOnBoth", () => {
  it("goes on together as long as both do the same, and says where they part", () => {
    const replayed = replayOnBoth(new Machine(lastUser("plain")), new Machine(lastUser("locked")), "o5");
    expect(replayed.together).toBe(2);
    expect(replayed.why).toBe(
      'step 3 is "owner owner(): users [read: users is 2]" in the first and "owner owner(): lock [spin_lock: lock free → held]" in the second',
    );
  });

  it("says that a schedule does not fit", () => {
    const [first, second] = [runSchedule(lastUser("atomic"), "o3"), runSchedule(lastUser("atomic"), "o4")];
    expect(partingOf(first, first)).toEqual({ together: 3, why: undefined });
    expect(partingOf(first, second)).toEqual({
      together: 3,
      why: "after step 3 the schedule does not fit the second: owner has finished",
    });
  });
});

describe("pointOfNoReturn", () => {
  it("is the second read of the counter if it comes before the first write", () => {
    // Both read 2 and write 1, so nobody frees the item.
    const observed: Program = {
      ...lastUser("plain"),
      observe: (view) => ({
        violations: view.allocated().map((handle) => ({
          kind: "leak",
          object: handle.$object.struct,
          context: "",
          contextId: "",
          function: "",
          cText: "",
        })),
      }),
    };
    const leaky = new Machine(observed);
    const schedule = runSchedule(leaky, "o3 g1 o2 g2").schedule;
    expect(pointOfNoReturn(leaky, schedule)).toEqual({ kind: "choice", choice: 3 });
    expect(formatSchedule(schedule.slice(0, 4), leaky.contexts)).toBe("o3 g1");
  });
});

describe("trace files", () => {
  const setup = { series: "toy", revision: "r1", scenario: { id: "s1", pages: 3 } };
  const schedule = "o3 g2";

  it("come back from their text as they were, and run again the same", () => {
    const trace = traceOf(new Machine(lastUser("plain")), setup, schedule);
    const again = readTrace(JSON.stringify(trace));
    expect(again).toEqual(trace);
    const { execution, note } = rerun(new Machine(lastUser("plain")), again);
    expect(note).toBe("");
    expect(execution.steps).toHaveLength(5);
  });

  it("say when the model has changed under them, and where", () => {
    const trace = traceOf(new Machine(lastUser("plain")), setup, schedule);
    expect(rerun(new Machine(lastUser("plain", "refs")), trace).note).toMatch(
      /^The model has changed .* they part at step 3, where it was "owner owner\(\): users .*" and now it is "owner owner\(\): refs /,
    );
    expect(rerun(new Machine(lastUser("atomic")), trace).note).toMatch(/part at step 3/);
  });

  it.each([
    ["{", "This is no trace file: "],
    ["[]", "This is no trace file: not a JSON object."],
    ["{}", 'This is no trace file: "format" is not "patch-archaeology/trace".'],
    ['{"format":"patch-archaeology/trace","version":2}', "The trace file has version 2;"],
    ['{"format":"patch-archaeology/trace","version":1}', 'The trace file has no "scenario" with an "id".'],
    [
      '{"format":"patch-archaeology/trace","version":1,"scenario":{"id":"x"},"irq":"some"}',
      'In the trace file "irq" is neither',
    ],
  ])("are refused in one sentence: %s", (text, sentence) => {
    expect(() => readTrace(text)).toThrow(sentence);
  });
});
