import { readFile } from "node:fs/promises";
import {
  Machine,
  parseSchedule,
  partingOf,
  readTrace,
  rerun,
  runSchedule,
  wholeText,
  type Execution,
  type Trace,
} from "../explore";
import { isProblem, programFor, readScenario, type Scenario } from "../models";
import { placed, type PlacesOf } from "../models/places/places";
import { readCorpus } from "./corpus";
import { DONE, UsageError, type Command } from "./command";
import { groundIn, machineOptionsIn, modelOptions, revisionIn, scenarioIn } from "./model";
import { readOptions, type Options } from "./options";
import { outcomeJson, outcomeText } from "./outcomeJson";
import { placesIn } from "./places";

/** What is replayed: a schedule on a machine, and what there is to say about it. */
interface Replay {
  readonly revision: string;
  readonly scenario: Scenario;
  /** How the machine behaves; a trace file says it for itself. */
  readonly machine: ReturnType<typeof machineOptionsIn>;
  readonly execution: Execution;
  readonly note: string;
}

async function traceIn(word: string): Promise<Trace | undefined> {
  let text: string;
  try {
    text = await readFile(word, "utf8");
  } catch {
    return undefined;
  }
  try {
    return readTrace(text);
  } catch (cause) {
    throw new UsageError(`${word}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

async function replayOf(word: string, options: Options): Promise<Replay> {
  const trace = await traceIn(word);
  if (trace) {
    const scenario = readScenario(trace.scenario);
    if (isProblem(scenario)) throw new UsageError(`${word}: ${scenario.problem}.`);
    const revision = revisionIn(options.values.get("revision") ?? trace.revision);
    const { irq, continueAfterOops, without } = trace;
    const behaviour = { irq, continueAfterOops };
    const machine = new Machine(programFor(revision, scenario, { without }), behaviour);
    return { revision, scenario, machine: behaviour, ...rerun(machine, trace) };
  }
  const revision = revisionIn(options.values.get("revision"));
  const scenario = await scenarioIn(options);
  const behaviour = machineOptionsIn(options);
  const machine = new Machine(groundIn(options, revision, scenario).program, behaviour);
  try {
    const execution = runSchedule(machine, parseSchedule(word, machine.contexts));
    return { revision, scenario, machine: behaviour, execution, note: "" };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`"${word}" is neither a trace file nor a schedule: ${why}.`);
  }
}

/** The same schedule on another revision, where the machine behaves the same. */
function executionOn(revision: string, first: Replay, options: Options): Execution {
  const { program } = groundIn(options, revision, first.scenario);
  return runSchedule(program, first.execution.schedule, first.machine);
}

function executionText(execution: Execution): string {
  const { outcome, end, misfit } = execution;
  const last = misfit === undefined ? `${end}: ${outcomeText(outcome)}` : `${end}: ${misfit}`;
  return [wholeText(execution), last].filter((part) => part !== "").join("\n");
}

function executionJson({ steps, outcome, end, misfit }: Execution, places: PlacesOf): object {
  return {
    steps: placed(steps, places).map(({ place, ...step }) => ({
      n: step.n,
      contextId: step.contextId,
      function: step.function,
      cText: step.cText,
      file: place?.path ?? null,
      line: place?.line ?? null,
      hunk: place?.hunk ?? null,
      kind: step.kind,
      text: step.text,
      changes: step.changes,
      blocked: step.blocked,
      happensBefore: step.happensBefore,
    })),
    outcome: outcomeJson(outcome),
    end,
    misfit: misfit ?? null,
  };
}

/** Runs one execution again, step by step. */
export const replay: Command = {
  name: "replay",
  summary: "Replays a schedule or a trace file step by step, also on another revision.",
  usage: [
    "replay TRACE-OR-SCHEDULE --revision R (--scenario ID | --scenario-file FILE) [--json]",
    "       [--without HUNK,...] [--on REVISION2] [--irq any-cpu|same-cpu] [--continue-after-oops]",
  ],
  async run(args, io) {
    const options = readOptions(args, { ...modelOptions, on: "value", json: "flag" });
    const [word] = options.words;
    if (word === undefined || options.words.length > 1)
      throw new UsageError("One schedule (in quotes) or one trace file has to be named.");
    const first = await replayOf(word, options);
    const on = options.values.get("on");
    const second = on === undefined ? undefined : executionOn(revisionIn(on, "on"), first, options);
    const parting = second && partingOf(first.execution, second);
    if (options.flags.has("json")) {
      const { revision, scenario, note, execution } = first;
      const { patches } = await readCorpus(io);
      const other =
        second && on !== undefined
          ? { on, ...executionJson(second, await placesIn(patches, on)), parting }
          : undefined;
      const shown = executionJson(execution, await placesIn(patches, revision));
      const json = { revision, scenario: scenario.id, note, ...shown, other };
      await io.out(`${JSON.stringify(json)}\n`);
      return DONE;
    }
    const parts = [first.note, executionText(first.execution)];
    if (second)
      parts.push("", `on ${String(on)}:`, executionText(second), parting?.why ?? "They never part.");
    await io.out(`${parts.filter((part, n) => part !== "" || n > 1).join("\n")}\n`);
    return DONE;
  },
};
