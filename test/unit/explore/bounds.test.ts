import { describe, expect, it, vi } from "vitest";
import { dataRaces, exploration, Machine, type ExploreOptions, type Progress } from "../../../src/explore";
import { readers } from "../../../src/explore/classics";
import { referenceCount } from "../../../src/explore/referenceCount";
import { StateStore } from "../../../src/explore/stateStore";

/** Steps between two moments at which a search can be stopped: less than ten milliseconds of any search. */
const SLICE = 20_000;

const searches: Readonly<Record<string, ExploreOptions>> = {
  dpor: { search: "dpor" },
  stateful: { search: "stateful", symmetry: false },
  "every state": { search: "stateful", symmetry: false, reduction: false },
  symmetry: { search: "stateful" },
  bounded: { search: "bounded", limits: { preemptions: 3 } },
  random: { search: "random", limits: { executions: 300 } },
};

describe.each(Object.entries(searches))("%s", (name, options) => {
  const program = () =>
    options.search === "dpor" ? readers(13) : referenceCount(name === "symmetry" ? 12 : 6);

  it("can be stopped after every few steps", () => {
    const search = exploration(program(), options);
    let last = 0;
    let slices = 0;
    for (let step = search.next(); !step.done; step = search.next()) {
      expect(step.value.steps - last).toBeLessThan(SLICE);
      last = step.value.steps;
      slices += 1;
    }
    expect(slices).toBeGreaterThan(1);
  });

  it("takes no step after it was stopped, and says so", () => {
    const signal = { aborted: false };
    const search = exploration(program(), options, signal);
    const before = search.next().value as Progress;
    signal.aborted = true;
    const { done, value } = search.next();
    expect(done).toBe(true);
    expect(value).toMatchObject({ exhaustive: false, bounds: { cancelled: 1 }, steps: before.steps });
  });
});

describe("the ceiling of memory", () => {
  const ceiling = 4 * 2 ** 20;

  it.each(["stateful", "every state", "bounded"])("%s: ends the search with a bound", (name) => {
    const options = { ...searches[name], limits: { preemptions: 9, memory: ceiling } };
    const search = exploration(referenceCount(9), options);
    let step = search.next();
    while (!step.done) step = search.next();
    expect(step.value).toMatchObject({ exhaustive: false, bounds: { memory: ceiling } });
    expect(step.value.states).toBeGreaterThan(1000);
  });

  it("is not passed by a store whose arrays double", () => {
    const store = new StateStore(64);
    const state = new Int32Array(64);
    while (!store.outgrows(ceiling)) {
      state[0] = store.count;
      store.add(state);
    }
    expect(store.bytes).toBeLessThanOrEqual(ceiling);
  });
});

it("data races: the time that was asked for is told, also where a first search took some of it", () => {
  let looks = 0;
  const clock = vi.spyOn(Date, "now").mockImplementation(() => (looks += 1));
  const limits = { executions: 1, milliseconds: 12 };
  try {
    const { bounds, states } = dataRaces(new Machine(referenceCount(6)), limits);
    expect(bounds).toEqual({ milliseconds: 12 });
    // Those of the second search.
    expect(states).toBeGreaterThan(0);
  } finally {
    clock.mockRestore();
  }
});
