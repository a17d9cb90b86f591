import { Machine, START, type Node, type Operation, type State } from "../../kernel";
import {
  joinForOther,
  joinReaders,
  acquire,
  leaveForOther,
  leaveReaders,
  raise,
  release,
  sleep,
  write,
} from "../../kernel/effect";
import { conflict } from "../dpor/footprint";
import { searchExecutions } from "../dpor/executions";
import { Outcomes } from "../outcomes";
import type { Choice, Schedule } from "../schedule";
import type { Limits } from "../verdict";
import { canRace, keyOf, told, type DataRace, type Pending, type Races } from "./access";

/** An access that was made, or goes on until what is awaited is there, and when: the time of its context. */
interface Made extends Pending {
  readonly context: number;
  readonly time: number;
  /** Its index in the execution; if it goes on, that of the step behind which it does, -1 for none. */
  readonly depth: number;
  readonly isDone: boolean;
}

/** Hands every execution of a search on, each as if it had an outcome of its own: the search then pauses behind it. */
class Executions extends Outcomes {
  readonly #each: (schedule: Schedule) => void;
  #count = 0;

  constructor(machine: Machine, each: (schedule: Schedule) => void) {
    super(machine);
    this.#each = each;
  }

  override get size(): number {
    return this.#count;
  }

  override add(_state: State, schedule: () => Schedule): void {
    this.#count += 1;
    this.#each(schedule());
  }
}

/**
 * The data races of all inequivalent executions. An oops lets its context go on here, so that each execution is whole; what
 * comes after an oops is no access of the program. Gives now and then what was found so far.
 */
export function* searchUnordered({ program, options }: Machine, limits: Limits): Generator<Races, Races> {
  const machine = new Machine(program, { ...options, continueAfterOops: true });
  const races = new Map<string, DataRace>();
  const each = (schedule: Schedule) => new Run(machine, races).follow(schedule);
  const search = searchExecutions(machine, new Executions(machine, each), limits, "optimal");
  const found = (executions: number | null, bounds: Races["bounds"]): Races => {
    const exhaustive = Object.keys(bounds).length === 0;
    return { races: [...races.values()], executions, states: null, exhaustive, bounds };
  };
  for (;;) {
    const { done, value } = search.next();
    if (done) return found(value.executions, value.bounds);
    yield found(value.executions, { unfinished: 1 });
  }
}

/**
 * One execution with vector clocks, as in FastTrack (C. Flanagan, S. N. Freund, PLDI 2009): marked accesses that write give
 * the clock of their context to their location and those that read take it from there, a lock likewise; plain
 * accesses do neither. Readers of a semaphore take over from its writers, not from each other.
 */
class Run {
  readonly #machine: Machine;
  readonly #races: Map<string, DataRace>;
  readonly #clocks: Int32Array[];
  /** What locations hand on: twice the slot, and one more for what readers of a semaphore hand on, to writers and those who leave for others. */
  readonly #handed = new Map<number, Int32Array>();
  /** By slot, the latest access of each context at each node. */
  readonly #made = new Map<number, Map<string, Made>>();
  readonly #uses: (readonly number[])[] = [];
  readonly #choices: Choice[] = [];
  /** Uses that come after an oops, and the contexts that made them. */
  readonly #lost: number[] = [];
  readonly #lostContexts = new Set<number>();

  constructor(machine: Machine, races: Map<string, DataRace>) {
    this.#machine = machine;
    this.#races = races;
    this.#clocks = machine.contexts.map((_, n) => {
      const clock = new Int32Array(machine.contexts.length);
      clock[n] = 1;
      return clock;
    });
  }

  /** Takes all steps, and notes the races among them. */
  follow(schedule: Schedule): void {
    const machine = this.#machine;
    const state = machine.initial.slice();
    for (let context = 0; context < machine.contexts.length; context += 1) this.#await(state, context);
    for (const choice of schedule) {
      const { context } = choice;
      const node = machine.node(state, context);
      const { operation } = node;
      if (!operation) return;
      const fault = machine.fault(state, operation);
      const spared = operation.effect.spares?.(state, operation) === true;
      const uses: number[] = [];
      machine.step(state, context, choice.choice, uses);
      this.#choices.push(choice);
      this.#uses.push(uses.filter((use) => use >> 1 !== machine.violationSlot));
      if (fault || this.#lostContexts.has(context) || conflict(uses, this.#lost)) {
        this.#lostContexts.add(context);
        this.#lost.push(...(this.#uses.at(-1) ?? []));
        continue;
      }
      const after = machine.node(state, context);
      const [had, has] = [this.#cpuKept(context, node), this.#cpuKept(context, after)];
      if (has !== undefined && had === undefined) this.#take(context, 2 * has);
      this.#order(context, operation, uses, spared);
      this.#check(context, node, operation, true);
      if (had !== undefined && has === undefined) this.#give(context, 2 * had);
      this.#await(state, context);
      if (operation.effect === raise)
        for (const use of uses)
          if (use > 2 * machine.contextBase && use < 2 * machine.initial.length && (use & 1) === 1)
            this.#await(state, (use >> 1) - machine.contextBase);
    }
  }

  /** Who awaits a value reads it all the time, not just behind the write that it may be in a race with. */
  #await(state: State, context: number): void {
    const machine = this.#machine;
    const node = machine.node(state, context);
    const { operation } = node;
    if (!operation?.condition || this.#lostContexts.has(context) || machine.fault(state, operation)) return;
    this.#take(context, 2 * (machine.contextBase + context));
    this.#check(context, node, operation, false);
  }

  #check(context: number, node: Node, operation: Operation, isDone: boolean): void {
    if (operation.slot < 0 || !operation.cell || operation.cell.type.ghost) return;
    const clock = this.#clocks[context] as Int32Array;
    const contextId = this.#machine.contexts[context]?.id ?? "";
    const [time, depth] = [clock[context] as number, this.#choices.length - 1];
    const made = { contextId, node, operation, context, time, depth, isDone };
    const others = this.#made.get(operation.slot) ?? new Map<string, Made>();
    for (const other of others.values())
      if (other.context !== context && other.time > (clock[other.context] as number) && canRace(other, made))
        this.#note(other, made);
    others.set(`${context}.${node.id}`, made);
    this.#made.set(operation.slot, others);
  }

  /**
   * The CPU, if the context has it to itself at this node: as an interrupt of that CPU only, or as a task that has turned
   * interrupts off and does not sleep. It is handed on like a lock.
   */
  #cpuKept(context: number, { id, finished, interruptsOn, operation }: Node): number | undefined {
    const { cpus } = this.#machine;
    const isKept = cpus.isKept(context)
      ? id !== START && !finished
      : !interruptsOn && operation?.effect !== sleep;
    return isKept ? cpus.location(context) : undefined;
  }

  /** What a step hands on and takes over, apart from plain accesses. */
  #order(
    context: number,
    { effect, slot, plain, cell }: Operation,
    uses: readonly number[],
    spared: boolean,
  ): void {
    const started = this.#machine.contextBase + context;
    if (uses.includes(2 * started)) this.#take(context, 2 * started);
    if (effect === raise) for (const use of uses) if ((use & 1) === 1) this.#give(context, use - 1);
    if (slot < 0 || plain || !cell || cell.type.ghost) return;
    const [writers, readers] = [2 * slot, 2 * slot + 1];
    const joins = effect === joinReaders || effect === joinForOther;
    const leaves = effect === leaveReaders || effect === leaveForOther;
    const gives = !joins && !leaves && effect.access !== "read" && !spared;
    const takes = !leaves && effect !== write && effect !== release;
    if (takes) this.#take(context, writers);
    // Who leaves in another one's name comes after that one has joined.
    if (effect === acquire || effect === leaveForOther) this.#take(context, readers);
    if (gives) this.#give(context, writers);
    if (joins || leaves) this.#give(context, readers);
  }

  #take(context: number, location: number): void {
    const handed = this.#handed.get(location);
    if (handed) join(this.#clocks[context] as Int32Array, handed);
  }

  #give(context: number, location: number): void {
    const clock = this.#clocks[context] as Int32Array;
    const handed = this.#handed.get(location);
    if (handed) join(handed, clock);
    else this.#handed.set(location, clock.slice());
    clock[context] = (clock[context] as number) + 1;
  }

  #note(first: Made, second: Made): void {
    const race = told(first, second);
    const key = keyOf(race);
    const known = this.#races.get(key);
    if (known?.atOnce) return;
    const before = this.#before(second, first.isDone ? first.depth : -1);
    const atOnce = !(first.isDone && before.has(first.depth));
    if (known && !atOnce) return;
    const past = atOnce ? new Set([...before, ...this.#before(first)]) : before;
    const schedule = this.#choices.filter((_, depth) => past.has(depth));
    this.#races.set(key, { ...race, schedule, atOnce });
  }

  /** The steps that have to come before an access, by way of others than `direct`. */
  #before({ depth: top, isDone }: Made, direct = -1): ReadonlySet<number> {
    const past = new Set([top]);
    for (let depth = top - 1; depth >= 0; depth -= 1) {
      const { context } = this.#choices[depth] as Choice;
      const uses = this.#uses[depth] ?? [];
      for (const later of past)
        if (
          !(isDone && depth === direct && later === top) &&
          (this.#choices[later]?.context === context || conflict(uses, this.#uses[later] ?? []))
        ) {
          past.add(depth);
          break;
        }
    }
    if (isDone) past.delete(top);
    return past;
  }
}

function join(clock: Int32Array, other: Int32Array): void {
  for (let n = 0; n < clock.length; n += 1)
    if ((other[n] as number) > (clock[n] as number)) clock[n] = other[n] as number;
}
