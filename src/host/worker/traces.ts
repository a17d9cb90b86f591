import { readTrace, rerun, traceOf } from "../../explore";
import type { Machine } from "../../kernel";
import type { Setup } from "../../protocol";
import type { Library } from "./library";
import type { ReadTrace } from "./requests";

/** The text of a trace file for a schedule; the command line reads the same format (src/explore/traceFile). */
export function writeTrace(machine: Machine, setup: Setup, schedule: string, library: Library): string {
  const { revision, without } = setup;
  const scenario = library.scenarioFile(setup);
  const trace = traceOf(
    machine,
    { series: library.seriesOf(revision), revision, scenario, without },
    schedule,
  );
  return `${JSON.stringify(trace, null, 2)}\n`;
}

/**
 * Reads a trace file, and runs it once to say whether the model is still the one that made it.
 *
 * @throws Error with one sentence that says what is wrong with the file
 */
export function openTrace(text: string, library: Library, machine: (setup: Setup) => Machine): ReadTrace {
  const trace = readTrace(text);
  const { revision, without, irq, continueAfterOops, schedule } = trace;
  const named = library.readScenario(trace.scenario);
  const setup: Setup = { ...named, revision, beside: null, without, irq, continueAfterOops };
  const { note } = rerun(machine(setup), trace);
  return { setup, schedule, note };
}
