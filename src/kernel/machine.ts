import { Automaton, FINISHED, PARKED, START, type Node } from "./automaton";
import { Cpus } from "./cpus";
import { allocate, locationChosen, raise, sleep } from "./effect";
import type { Operation, ViolationKind } from "./operation";
import { oopsKinds, type Context, type Program, type Violation } from "./program";
import { Status } from "./world";

/** How the machine behaves, beside its program. */
export interface MachineOptions {
  /** `any-cpu`: interrupts run on CPUs of their own. `same-cpu`: they interrupt the tasks of their CPU and run to the end. */
  readonly irq?: "any-cpu" | "same-cpu";
  /** Go on after an oops; freed memory keeps its values. */
  readonly continueAfterOops?: boolean;
  /** False keeps a node for every history of a context, to check that merging nodes changes nothing. */
  readonly merge?: boolean;
}

/**
 * A state of the machine is one vector of slots: the cells of memory, then the violations so far, then for each context
 * the node of its automaton. Everything else is derived from it.
 */
export type State = Int32Array;

/** Runs a program: which contexts can take a step in a state, and which state follows. */
export class Machine {
  readonly program: Program;
  readonly contexts: readonly Context[];
  readonly options: Required<MachineOptions>;
  readonly automata: readonly Automaton[];
  readonly initial: State;
  /** The slot of the violations: twice the code of their set, plus one after an oops. */
  readonly violationSlot: number;
  /** The slot of the first context's node. */
  readonly contextBase: number;
  /** Which CPUs interrupts share with tasks. Their locations come behind the slots of the state. */
  readonly cpus: Cpus;
  readonly #violations: Violation[] = [];
  readonly #violationIds = new Map<string, number>();
  readonly #owners = new Map<number, string>();
  readonly #slotsByName = new Map<string, readonly number[]>();

  constructor(program: Program, options: MachineOptions = {}) {
    this.program = program;
    this.contexts = program.contexts;
    this.options = { irq: "any-cpu", continueAfterOops: false, merge: true, ...options };
    this.violationSlot = program.world.memory.length;
    this.contextBase = this.violationSlot + 1;
    const starts = this.contexts.map((context) =>
      (context.runnable ?? context.kind === "task") ? START : PARKED,
    );
    this.initial = Int32Array.from([...program.world.memory, 0, ...starts]);
    this.cpus = new Cpus(this.contexts, this.options.irq === "same-cpu", this.initial.length);
    this.automata = this.#automata();
  }

  /** The context's node in a state. */
  node(state: State, context: number): Node {
    const node = this.automata[context]?.nodes[state[this.contextBase + context] ?? PARKED];
    if (!node) throw new Error(`no context has the number ${context}`);
    return node;
  }

  /** Whether the context can take a step. A step that will be an oops can be taken. */
  enabled(state: State, context: number): boolean {
    const { operation } = this.node(state, context);
    if (operation === undefined) return false;
    if (!this.isReady(state, operation)) return false;
    return this.cpuAllows(state, context);
  }

  /**
   * Whether the step that the context comes to in state `now` could have been taken at `before`, where all that it waits
   * for is one location that `isSettled` says has kept its value from there on; undefined if that does not decide it.
   */
  enabledByLocation(
    before: State,
    now: State,
    context: number,
    isSettled: (slot: number) => boolean,
  ): boolean | undefined {
    const { id, operation } = this.node(now, context);
    // An interrupt may wait to be raised, or for its CPU.
    if (id === START || !operation?.effect.enabled || this.options.irq !== "any-cpu") return undefined;
    const { slot, status, effect } = operation;
    if (slot < 0 || !isSettled(slot)) return undefined;
    // A step that would be an oops can be taken.
    if (status >= 0 && (before[status] !== Status.allocated || now[status] !== Status.allocated))
      return undefined;
    return effect.enabled?.(before, operation);
  }

  /** How many results the environment can choose from in the context's next step; 1 if it has no choice. */
  choices(state: State, context: number): number {
    const { operation } = this.node(state, context);
    return operation?.kind === "choose" ? operation.operand : 1;
  }

  /** Whether the context's next operation changes nothing but its cell, the context's node and the violations. */
  changesLittle(state: State, context: number): boolean {
    const effect = this.node(state, context).operation?.effect;
    return effect !== allocate && effect !== raise;
  }

  /**
   * The use of its cell by an operation: twice the slot, and one more if it writes; -1 if it uses none. Two uses of a
   * slot can be swapped if both are even. So those that share a location count as reads, and what reads one as a write.
   */
  useOf(state: State, operation: Operation): number {
    const { slot, effect, cell } = operation;
    const { access } = effect;
    if (slot < 0 || access === "none") return -1;
    if (access === "share") return 2 * slot + (this.#isMissed(state, slot) ? 1 : 0);
    const reads = access === "read" || effect.spares?.(state, operation) === true;
    return 2 * slot + (reads && cell?.type.kind !== "rwsem" ? 0 : 1);
  }

  /**
   * Whether the step that the context comes to in state `now` would use locations beside its operation's own if its cell
   * held what it holds in `before`, where that is one of those that `written` (uses as in `useOf`) writes; or if its
   * object was still there, where `written` frees that.
   */
  usesOthers(
    before: State,
    now: State,
    context: number,
    choice: number,
    written: readonly number[],
  ): boolean {
    const node = this.node(now, context);
    const { operation } = node;
    if (!operation || operation.slot < 0) return false;
    const { slot, status } = operation;
    const isWritten = written.includes(2 * slot + 1);
    if (!isWritten && !written.includes(2 * status + 1)) return false;
    const automaton = this.automata[context] as Automaton;
    const result = this.#resultIn(isWritten ? before : now, operation, choice);
    let next = automaton.nodes[automaton.successor(node, result)];
    // An interrupt that ends leaves its CPU.
    if (this.cpus.isKept(context)) {
      const target = automaton.successor(node, this.#resultIn(now, operation, choice));
      const ends = target === FINISHED && this.fault(now, operation) === undefined;
      if (next?.finished !== ends) return true;
    }
    while (next?.operation?.silent) {
      if (next.operation.slot >= 0) return true;
      next = automaton.nodes[automaton.successor(next, 0)];
    }
    return false;
  }

  /**
   * Takes one step of the context, with the silent operations behind it; changes `state`. `footprint`, if given,
   * gets the use of each location (`useOf`).
   */
  step(state: State, context: number, choice = 0, footprint?: number[]): void {
    let going = this.operate(state, context, choice, footprint);
    while (going) going = this.operate(state, context, 0, footprint);
  }

  /** Takes one operation of the context. True if the next one is silent, so that it belongs to the same step. */
  operate(state: State, context: number, choice = 0, footprint?: number[]): boolean {
    const node = this.node(state, context);
    const { operation } = node;
    if (!operation) return false;
    if (footprint) this.#mark(state, context, node, operation, footprint);
    if (operation.violation) this.#record(state, context, node, operation.violation, footprint);
    const fault = this.fault(state, operation);
    let isMore = false;
    if (!fault || this.#survive(state, context, node, fault, footprint)) {
      const automaton = this.automata[context] as Automaton;
      const result = operation.effect.apply(state, operation, this.program.world.values, choice);
      const target = automaton.successor(node, result);
      state[this.contextBase + context] = target;
      isMore = automaton.nodes[target]?.operation?.silent ?? false;
    }
    if (footprint && state[this.contextBase + context] === FINISHED)
      this.cpus.mark(context, FINISHED, footprint);
    return isMore;
  }

  /** The oops that the operation is in this state, if it is one. */
  fault(state: State, operation: Operation): ViolationKind | undefined {
    const { cell, slot, status, effect } = operation;
    if (slot < 0 && cell) return "null-dereference";
    if (status >= 0 && state[status] !== Status.allocated) return "use-after-free";
    return effect.fails?.(state, operation);
  }

  /** Whether an oops has ended the execution. */
  oopsed(state: State): boolean {
    return ((state[this.violationSlot] ?? 0) & 1) === 1;
  }

  /** What was recorded on the way to this state. */
  violations(state: State): readonly Violation[] {
    const ids = this.program.world.values.list((state[this.violationSlot] ?? 0) >> 1);
    return ids.map((id) => this.#violations[id]).filter((violation) => violation !== undefined);
  }

  /** Whether the context has taken a step and not finished. */
  active(state: State, context: number): boolean {
    const id = state[this.contextBase + context] ?? PARKED;
    return id > FINISHED;
  }

  /** Whether an interrupt mode of one CPU lets the context run: no interrupt is inside, and a new one may come in. */
  cpuAllows(state: State, context: number): boolean {
    return this.cpus.location(context) === undefined || this.occupants(state, context).length === 0;
  }

  /** The contexts that keep one from its CPU: interrupts inside, and for one to come in tasks that have turned them off. */
  occupants(state: State, context: number): readonly number[] {
    const { kind } = this.contexts[context] as Context;
    if (kind === "interrupt" && this.active(state, context)) return [];
    return this.cpus.others(context).filter((n) => {
      if (this.contexts[n]?.kind === "interrupt") return this.active(state, n);
      if (kind === "task") return false;
      const { interruptsOn, operation } = this.node(state, n);
      return !interruptsOn && !(operation?.effect === sleep && !this.isReady(state, operation));
    });
  }

  /** Whether the operation need not wait, unless for its CPU. */
  isReady(state: State, operation: Operation): boolean {
    const { effect } = operation;
    if (!effect.enabled || effect.enabled(state, operation)) return true;
    return this.fault(state, operation) !== undefined;
  }

  /** What the operation would give in this memory, which stays as it is. */
  #resultIn(memory: State, operation: Operation, choice: number): number {
    const held = memory[operation.slot] as number;
    const result = operation.effect.apply(memory, operation, this.program.world.values, choice);
    memory[operation.slot] = held;
    return result;
  }

  #automata(): Automaton[] {
    const groups = new Map<string, Automaton>();
    return this.contexts.map((context) => {
      const shared = context.group === undefined ? undefined : groups.get(context.group);
      if (shared) return shared;
      const automaton = new Automaton(
        {
          world: this.program.world,
          context,
          contextSlots: (name) => this.#contextSlots(name),
          entry: this.options.irq === "same-cpu" && context.kind === "interrupt",
        },
        this.options.merge,
        (node) => this.#own(node, context),
      );
      if (context.group !== undefined) groups.set(context.group, automaton);
      return automaton;
    });
  }

  #contextSlots(name: string): readonly number[] {
    const known = this.#slotsByName.get(name);
    if (known) return known;
    const slots = this.contexts.flatMap(({ id, group }, n) =>
      id === name || group === name ? [this.contextBase + n] : [],
    );
    if (slots.length === 0) throw new Error(`no context is called ${name}`);
    this.#slotsByName.set(name, slots);
    return slots;
  }

  #own({ operation }: Node, { id, group }: Context): void {
    if (!operation?.cell?.type.own) return;
    const owner = this.#owners.get(operation.slot) ?? id;
    this.#owners.set(operation.slot, owner);
    if (owner !== id || group !== undefined)
      throw new Error(
        `${operation.object?.label}->${operation.cell.field} is declared own() but both ${owner} and ${id} use it`,
      );
  }

  #mark(state: State, context: number, { id }: Node, operation: Operation, footprint: number[]): void {
    const { status } = operation;
    if (id === START) footprint.push(2 * (this.contextBase + context));
    this.cpus.mark(context, id, footprint);
    if (status >= 0) footprint.push(2 * status);
    const use = this.useOf(state, operation);
    if (use >= 0) footprint.push(use);
    const chosen = locationChosen(state, operation);
    if (chosen >= 0) footprint.push(2 * chosen + 1);
    // Who finds nobody left to raise would have raised one had it come first.
    else if (operation.effect === raise) footprint.push(...operation.slots.map((slot) => 2 * slot));
  }

  /** Whether somebody has left a semaphore in another one's name, so that a reader who leaves may find nobody inside. */
  #isMissed(state: State, slot: number): boolean {
    // One writer is -1.
    let inside = Math.abs(state[slot] as number);
    for (let context = 0; context < this.contexts.length; context += 1)
      for (const lock of this.node(state, context).held) if (lock.slot === slot) inside -= 1;
    return inside < 0;
  }

  #record(
    state: State,
    context: number,
    node: Node,
    { kind, object }: { readonly kind: ViolationKind; readonly object: string },
    footprint: number[] | undefined,
  ): void {
    const { id: contextId, class: contextClass } = this.contexts[context] as Context;
    const top = node.stack.at(-1);
    const violation: Violation = {
      kind,
      object,
      context: contextClass,
      contextId,
      function: top?.function ?? contextId,
      cText: node.operation?.text ?? "",
    };
    const key = JSON.stringify(violation);
    const id = this.#violationIds.get(key) ?? this.#violations.push(violation) - 1;
    this.#violationIds.set(key, id);
    const before = state[this.violationSlot] ?? 0;
    const set = this.program.world.values.include(before >> 1, id);
    const stops = oopsKinds.has(kind) && !this.options.continueAfterOops;
    state[this.violationSlot] = set * 2 + (stops ? 1 : before & 1);
    footprint?.push(2 * this.violationSlot + 1);
  }

  /** Records an oops. True if the execution goes on and the operation can still take effect. */
  #survive(
    state: State,
    context: number,
    node: Node,
    kind: ViolationKind,
    footprint: number[] | undefined,
  ): boolean {
    const object = node.operation?.object?.struct ?? node.stack.at(-1)?.function ?? "";
    this.#record(state, context, node, { kind, object }, footprint);
    if (!this.options.continueAfterOops) return false;
    if (kind !== "null-dereference") return true;
    state[this.contextBase + context] = FINISHED;
    return false;
  }
}
