import type { Machine } from "../kernel";
import { runSchedule, type Execution } from "./execution";
import { signature } from "./parting";

/** What trace files call themselves. */
export const TRACE_FORMAT = "patch-archaeology/trace";
/** The version of the format that this program writes. */
const TRACE_VERSION = 1;

/** What was run, beside the schedule. */
export interface TraceSetup {
  /** Name of the series, such as `direct-io`. */
  readonly series: string;
  readonly revision: string;
  /** The scenario, whole, with an `id`. */
  readonly scenario: { readonly id: string };
  /** Hunks that were left out. */
  readonly without?: readonly string[];
}

/** An execution as a file keeps it. */
export interface Trace extends TraceSetup {
  readonly format: typeof TRACE_FORMAT;
  readonly version: typeof TRACE_VERSION;
  readonly without: readonly string[];
  readonly irq: "any-cpu" | "same-cpu";
  readonly continueAfterOops: boolean;
  readonly schedule: string;
  /** Digest of the memory, the contexts and the operations of the execution: equal as long as the model behind it is. */
  readonly fingerprint: string;
  /** The operations, one text each. */
  readonly steps: readonly string[];
}

/** Runs a schedule and gives the trace to be saved, as data for JSON. */
export function traceOf(machine: Machine, setup: TraceSetup, schedule: string): Trace {
  const { irq, continueAfterOops } = machine.options;
  const steps = runSchedule(machine, schedule).steps.map(signature);
  const { series, revision, scenario, without = [] } = setup;
  return {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    series,
    revision,
    scenario,
    without,
    irq,
    continueAfterOops,
    schedule,
    fingerprint: fingerprint(machine, steps),
    steps,
  };
}

/** Reads a trace file; throws one sentence that says what is wrong with it. */
export function readTrace(text: string): Trace {
  const fields = objectIn(text);
  if (fields["format"] !== TRACE_FORMAT)
    throw new Error(`This is no trace file: "format" is not "${TRACE_FORMAT}".`);
  if (fields["version"] !== TRACE_VERSION)
    throw new Error(
      `The trace file has version ${JSON.stringify(fields["version"])}; this program reads version ${TRACE_VERSION}.`,
    );
  const word = (name: string): string => {
    const value = fields[name];
    if (typeof value !== "string") throw new Error(`The trace file has no text "${name}".`);
    return value;
  };
  const words = (name: string): readonly string[] => {
    const value = fields[name] ?? [];
    if (!Array.isArray(value) || !value.every((one) => typeof one === "string"))
      throw new Error(`In the trace file "${name}" is not a list of texts.`);
    return value;
  };
  const scenario = fields["scenario"];
  if (!hasId(scenario)) throw new Error('The trace file has no "scenario" with an "id".');
  const irq = fields["irq"] ?? "any-cpu";
  if (irq !== "any-cpu" && irq !== "same-cpu")
    throw new Error('In the trace file "irq" is neither "any-cpu" nor "same-cpu".');
  return {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    series: word("series"),
    revision: word("revision"),
    scenario,
    without: words("without"),
    irq,
    continueAfterOops: fields["continueAfterOops"] === true,
    schedule: word("schedule"),
    fingerprint: word("fingerprint"),
    steps: words("steps"),
  };
}

/** A trace that was run again. */
export interface Rerun {
  readonly execution: Execution;
  /** What has changed under the trace since it was made, as a sentence; empty if nothing has. */
  readonly note: string;
}

/** Runs a trace again as far as it holds, and says whether it is still the execution that was saved. */
export function rerun(machine: Machine, trace: Trace): Rerun {
  const execution = runSchedule(machine, trace.schedule);
  const steps = execution.steps.map(signature);
  if (fingerprint(machine, steps) === trace.fingerprint) return { execution, note: "" };
  const changed = "The model has changed since this trace was made";
  const length = Math.max(steps.length, trace.steps.length);
  const at = Array.from({ length }, (_, n) => n).find((n) => steps[n] !== trace.steps[n]);
  if (at === undefined) return { execution, note: `${changed}, but every step of it is still the same.` };
  const misfit = execution.misfit === undefined ? "ends" : `does not fit: ${execution.misfit}`;
  const now = steps[at] === undefined ? `here the schedule ${misfit}` : `now it is "${steps[at]}"`;
  const then = trace.steps[at] === undefined ? "the trace had no more steps" : `it was "${trace.steps[at]}"`;
  return { execution, note: `${changed}: they part at step ${at + 1}, where ${then} and ${now}.` };
}

/** Digest of a machine's memory, its contexts and the operations of an execution, each as its `signature`. */
export function fingerprint({ program, contexts }: Machine, steps: readonly string[]): string {
  const { world } = program;
  const cells = world.cells.map(({ object, field, type }) => `${object.label}.${field}:${type.kind}`);
  const people = contexts.map(
    ({ id, short, kind, cpu, daemon }) => `${id} ${short} ${kind} ${cpu} ${daemon}`,
  );
  return digest([...cells, ...world.memory.map(String), ...people, ...steps].join("\n"));
}

/** FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo) of the UTF-16 units, 64 bits as 16 hexadecimal digits. */
function digest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let n = 0; n < text.length; n += 1) {
    hash ^= BigInt(text.charCodeAt(n));
    hash = BigInt.asUintN(64, hash * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}

function hasId(value: unknown): value is { readonly id: string } {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string";
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "not JSON";
    throw new Error(`This is no trace file: ${why}.`, { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("This is no trace file: not a JSON object.");
  return value as Readonly<Record<string, unknown>>;
}
