import { keyOf, isCall, type Frame, type Frames, type HeldLock, type Locals } from "./frames";
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

/** How a node was found first: from which node, by which result. */
interface Origin {
  readonly node: Node;
  readonly result: number;
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
  /** Undefined for the three nodes that are there from the beginning. */
  readonly origin: Origin | undefined;
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
  /** Nodes by all that can be told of them cheaply; those with one key differ by their places in the code. */
  readonly #byKey = new Map<string, number[]>();
  readonly #stackKeys = new Map<string, number>();
  readonly #places = new Map<number, string>();
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
    return { kernel, code: this.#surroundings.entry ? enter(kernel, code) : code };
  }

  #explore(node: Node, result: number): number {
    const run = this.#runs.get(node.id) ?? this.#runAgain(node);
    this.#runs.delete(node.id);
    const operation = this.resumeContext(run, result, false);
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

  #find(run: Run, operation: Operation, origin: Origin): number {
    const { frames } = run.kernel;
    if (!this.#merge || frames.stack.some(({ locals }) => locals === undefined))
      return this.#add(run, operation, origin);
    const key = `${this.#keep(frames).key}|${keyOfRest(frames, operation)}`;
    const alike = this.#byKey.get(key);
    if (!alike) {
      const id = this.#add(run, operation, origin);
      this.#byKey.set(key, [id]);
      return id;
    }
    const place = this.#placeBehind(origin);
    const known = alike.find((id) => this.#place(id) === place);
    if (known !== undefined) return known;
    const id = this.#add(run, operation, origin);
    alike.push(id);
    return id;
  }

  /** The place in the code of a node. It is costly to find, and seldom needed. */
  #place(id: number): string {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const origin = this.nodes[id]?.origin;
    const place = origin ? this.#placeBehind(origin) : "";
    this.#places.set(id, place);
    return place;
  }

  #placeBehind({ node, result }: Origin): string {
    const run = this.#runAgain(node);
    this.resumeContext(run, result, true);
    return run.kernel.place;
  }

  /** The stack as nodes keep it. Only the running function is looked at anew; the others stand as they were. */
  #keep({ stack }: Frames): Kept {
    let below: Kept = { stack: [], key: 0 };
    for (const frame of stack) {
      const known = frame.kept as Kept | undefined;
      if (known) below = known;
      else {
        const word = `${below.key}/${keyOfFrame(frame)}`;
        const key = this.#stackKeys.get(word) ?? this.#stackKeys.size + 1;
        this.#stackKeys.set(word, key);
        below = { stack: [...below.stack, view(frame)], key };
        if (frame !== stack.at(-1)) frame.kept = below;
      }
    }
    return below;
  }

  #add(run: Run | undefined, operation: Operation | undefined, origin: Origin | undefined): number {
    const id = this.nodes.length;
    const frames = run?.kernel.frames;
    const node: Node = {
      id,
      operation,
      finished: operation === undefined && id !== PARKED,
      stack: frames ? this.#keep(frames).stack : [],
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

/** What is kept of a frame as long as its function does not run. */
interface Kept {
  /** All frames up to this one. */
  readonly stack: readonly FrameView[];
  /** A number that stands for their functions, arguments and locals. */
  readonly key: number;
}

function* enter(kernel: Kernel, code: Step<unknown>): Step<unknown> {
  yield* kernel.enter_interrupt();
  return yield* code;
}

function view({ function: name, args, locals, text }: Frame): FrameView {
  return { function: name, args, locals: locals && { ...locals }, text };
}

function keyOfRest({ held, interruptsOn }: Frames, operation: Operation): string {
  const { kind, slot, object, operand, second, slots, text } = operation;
  const locks = held.map((lock) => `${lock.slot}${lock.interruptsWereOn}`).join();
  return `${kind}|${slot}|${object?.label}|${operand}|${second}|${slots.join()}|${text}|${locks}|${interruptsOn}`;
}

function keyOfFrame({ function: name, args, locals }: Frame): string {
  let key = name;
  for (const value of args) key += `,${keyOf(value)}`;
  key += "|";
  if (locals) for (const value of Object.values(locals)) key += `,${keyOf(value)}`;
  return key;
}
