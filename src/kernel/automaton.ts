import { keyOf, isCall, type Frame, type HeldLock, type Locals } from "./frames";
import { Kernel } from "./kernel";
import type { Operation, Step } from "./operation";
import type { Surroundings } from "./steps";

/** A function call as a node keeps it. */
export interface FrameView {
  readonly function: string;
  readonly args: readonly unknown[];
  /** A copy; undefined if the function did not declare its locals. */
  readonly locals: Locals | undefined;
  /** C text of the function's latest step: in the functions below the top, the call. */
  readonly text: string;
}

/** A local state of a context: where its code stands and what it will do next. */
export interface Node {
  readonly id: number;
  /** The next operation; undefined when the context is parked or has finished. */
  readonly operation: Operation | undefined;
  readonly finished: boolean;
  readonly stack: readonly FrameView[];
  readonly held: readonly HeldLock[];
  readonly interruptsOn: boolean;
  /** The node and the result by which this one was found first; undefined for the first two. */
  readonly origin: { readonly node: Node; readonly result: number } | undefined;
  /** Known successors, by result. */
  readonly successors: Map<number, number>;
  /** The latest look-up, which is mostly the next one too. */
  lastResult: number;
  lastTarget: number;
}

/** A context's code stopped at a node. */
interface Run {
  readonly kernel: Kernel;
  readonly code: Step<unknown>;
}

/** Node of a context that waits to be raised. */
export const PARKED = 0;
/** Node of a context that has not taken a step. */
export const START = 1;
/** Node of a context whose code came to its end. */
export const FINISHED = 2;

const NO_RESULT = Number.MIN_SAFE_INTEGER;

/**
 * The code of a context as an automaton, built as it is walked. A node stands for everything the context knows: its
 * functions with arguments, declared locals and places in the code, its locks, its interrupt flag and the operation
 * that it has read its operands for. So two histories that lead to equal nodes have the same future, and are one node.
 * A function that did not declare its locals may remember anything: then nodes stay as many as histories.
 */
export class Automaton {
  readonly nodes: Node[] = [];
  readonly #surroundings: Surroundings;
  readonly #merge: boolean;
  readonly #onNode: (node: Node) => void;
  readonly #byKey = new Map<string, number>();
  readonly #runs = new Map<number, Run>();

  /** `merge: false` keeps a node for every history, to compare with. `onNode` hears of each new node. */
  constructor(surroundings: Surroundings, merge: boolean, onNode: (node: Node) => void) {
    this.#surroundings = surroundings;
    this.#merge = merge;
    this.#onNode = onNode;
    this.#add(undefined, undefined, undefined);
    const run = this.#begin();
    const start = this.resumeContext(run, 0, false);
    this.#add(run, start, undefined);
    this.#add(undefined, undefined, undefined);
  }

  /** The node that follows when the node's operation gives this result. */
  successor(node: Node, result: number): number {
    if (node.lastResult === result) return node.lastTarget;
    const target = node.successors.get(result) ?? this.#explore(node, result);
    node.lastResult = result;
    node.lastTarget = target;
    return target;
  }

  /** Runs the code to its next operation; undefined when it has come to its end. The name is known to `placeInCode`. */
  resumeContext({ kernel, code }: Run, result: number, watched: boolean): Operation | undefined {
    kernel.watched = watched;
    const step = code.next(result);
    return step.done ? undefined : step.value;
  }

  #begin(): Run {
    const kernel = new Kernel(this.#surroundings);
    const code = this.#surroundings.context.body(kernel);
    const [base] = kernel.frames.stack;
    // A body that only calls a function of a table remembers nothing itself.
    if (isCall(code) && base) base.locals = {};
    return { kernel, code };
  }

  #explore(node: Node, result: number): number {
    const run = this.#runs.get(node.id) ?? this.#runAgain(node);
    this.#runs.delete(node.id);
    const operation = this.resumeContext(run, result, this.#merge);
    const target = operation ? this.#find(run, operation, { node, result }) : FINISHED;
    node.successors.set(result, target);
    return target;
  }

  #runAgain(node: Node): Run {
    const results: number[] = [];
    for (let at = node; at.origin; at = at.origin.node) results.push(at.origin.result);
    const run = this.#begin();
    this.resumeContext(run, 0, false);
    for (const result of results.reverse()) this.resumeContext(run, result, false);
    return run;
  }

  #find(run: Run, operation: Operation, origin: Node["origin"]): number {
    const { frames, place } = run.kernel;
    if (!this.#merge || frames.stack.some(({ locals }) => locals === undefined))
      return this.#add(run, operation, origin);
    const key = [
      ...frames.stack.map(frameKey),
      ...frames.held.map(({ slot, interruptsWereOn }) => `${slot}${interruptsWereOn}`),
      frames.interruptsOn,
      operation.kind,
      operation.slot,
      operation.object?.label,
      operation.operand,
      operation.second,
      operation.slots.join(),
      operation.text,
      place,
    ].join("|");
    const known = this.#byKey.get(key);
    if (known !== undefined) {
      if (!this.#runs.has(known)) this.#runs.set(known, run);
      return known;
    }
    const id = this.#add(run, operation, origin);
    this.#byKey.set(key, id);
    return id;
  }

  #add(run: Run | undefined, operation: Operation | undefined, origin: Node["origin"]): number {
    const id = this.nodes.length;
    const frames = run?.kernel.frames;
    const node: Node = {
      id,
      operation,
      finished: operation === undefined && id !== PARKED,
      stack: frames?.stack.map(view) ?? [],
      held: frames ? [...frames.held] : [],
      interruptsOn: frames?.interruptsOn ?? true,
      origin,
      successors: new Map(),
      lastResult: NO_RESULT,
      lastTarget: PARKED,
    };
    this.nodes.push(node);
    if (run && operation) this.#runs.set(id, run);
    this.#onNode(node);
    return id;
  }
}

function view({ function: name, args, locals, text }: Frame): FrameView {
  return { function: name, args, locals: locals && { ...locals }, text };
}

function frameKey({ function: name, args, locals }: Frame): string {
  const values = [...args, ...Object.values(locals ?? {})];
  return `${name}(${values.map(keyOf).join()})`;
}
