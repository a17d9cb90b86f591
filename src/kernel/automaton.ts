import { Call } from "./call";
import type { Frames, HeldLock } from "./frames";
import { Kernel } from "./kernel";
import { keyOfNode, Stacks, type FrameView, type Stack } from "./nodeKey";
import type { Operation, Step } from "./operation";
import { Run } from "./run";
import type { Surroundings } from "./steps";

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
  /** The same, as the automaton keeps it. */
  readonly kept: Stack | undefined;
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
  readonly #stacks = new Stacks();
  /** Nodes by all that can be told of them cheaply; those with one key differ by their places in the code. */
  readonly #byKey = new Map<string, number[]>();
  readonly #places = new Map<number, number>();
  /** Code that stands at a node which nobody went on from yet, by node. */
  readonly #runs = new Map<number, Run>();

  /** `merge: false` keeps a node for every history, to compare with. `onNode` hears of each new node. */
  constructor(surroundings: Surroundings, merge: boolean, onNode: (node: Node) => void) {
    this.#surroundings = surroundings;
    this.#merge = merge;
    this.#onNode = onNode;
    this.#add(undefined, undefined, undefined);
    const run = this.#begin();
    this.#add(run, this.#resume(run, 0, "calls"), undefined);
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

  #begin(): Run {
    const kernel = new Kernel(this.#surroundings);
    const code = this.#surroundings.context.body(kernel);
    // A body that only calls a function of a table remembers nothing itself.
    if (code instanceof Call) kernel.frames.top.locals = {};
    return new Run(kernel, this.#surroundings.entry ? enter(kernel, code) : code);
  }

  #explore(node: Node, result: number): number {
    const run = this.#runs.get(node.id) ?? this.#runAgain(node);
    this.#runs.delete(node.id);
    const operation = this.#resume(run, result, "calls");
    const target = operation ? this.#find(run, operation, { node, result }) : FINISHED;
    node.successors.set(result, target);
    return target;
  }

  /** Another run that stands at the node: by the history that led there first. */
  #runAgain(node: Node): Run {
    const results: number[] = [];
    for (let at = node; at.origin; at = at.origin.node) results.push(at.origin.result);
    const run = this.#begin();
    this.#resume(run, 0, "nothing");
    for (const result of results.reverse()) this.#resume(run, result, "nothing");
    this.#stacks.restore(run.kernel.frames, node.kept);
    return run;
  }

  #resume(run: Run, result: number, watched: Frames["watched"]): Operation | undefined {
    run.kernel.frames.watched = watched;
    return run.resumeContext(result);
  }

  /** The node at which a run stands that was just stopped by this operation. */
  #find(run: Run, operation: Operation, origin: Origin): number {
    const { frames } = run.kernel;
    if (!this.#merge || !frames.declared) return this.#add(run, operation, origin);
    const key = keyOfNode(this.#stacks.keep(frames), frames, operation);
    const alike = this.#byKey.get(key);
    if (!alike) {
      const id = this.#add(run, operation, origin);
      this.#byKey.set(key, [id]);
      return id;
    }
    const place = this.#placeBehind(origin);
    const known = alike.find((id) => this.#place(id) === place);
    if (known === undefined) {
      const id = this.#add(run, operation, origin);
      this.#places.set(id, place);
      alike.push(id);
      return id;
    }
    if (!this.#runs.has(known)) this.#runs.set(known, run);
    return known;
  }

  /** The place in the code of a node's operation. It is costly to find, and seldom needed. */
  #place(id: number): number {
    const origin = this.nodes[id]?.origin;
    const place = this.#places.get(id) ?? (origin ? this.#placeBehind(origin) : 0);
    this.#places.set(id, place);
    return place;
  }

  #placeBehind({ node, result }: Origin): number {
    const run = this.#runAgain(node);
    this.#resume(run, result, "steps");
    return run.kernel.frames.top.place;
  }

  #add(run: Run | undefined, operation: Operation | undefined, origin: Origin | undefined): number {
    const id = this.nodes.length;
    const frames = run?.kernel.frames;
    const kept = frames && this.#stacks.keep(frames);
    const node: Node = {
      id,
      operation,
      finished: operation === undefined && id !== PARKED,
      stack: kept?.frames ?? [],
      kept,
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

function* enter(kernel: Kernel, code: Step<unknown>): Step<unknown> {
  yield* kernel.enter_interrupt();
  return yield* code;
}
