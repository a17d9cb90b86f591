import { Machine, toPromela, toTla, transitionSystem, type TransitionSystem } from "../explore";
import { DONE, UsageError, type Command } from "./command";
import { groundIn, machineOptionsIn, modelOptions, revisionIn, scenarioIn } from "./model";
import { readOptions } from "./options";

function systemOf(machine: Machine): TransitionSystem {
  try {
    return transitionSystem(machine);
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause));
  }
}

/** Writes a scenario on a revision for another model checker. */
export const exportModel: Command = {
  name: "export",
  summary: "Writes a scenario on a revision as a model for SPIN (Promela) or TLC (TLA+).",
  usage: [
    "export --format promela|tla --revision R (--scenario ID | --scenario-file FILE) [--without HUNK,...]",
    "       [--irq any-cpu|same-cpu] [--module NAME] [--continue-after-oops]   (the TLA+ module is called Model if no name is given)",
  ],
  async run(args, io) {
    const options = readOptions(args, { ...modelOptions, format: "value", module: "value" });
    const { values, words } = options;
    if (words.length > 0)
      throw new UsageError(`export takes no file ("${words[0] ?? ""}"): it writes to standard output.`);
    const format = values.get("format");
    if (format !== "promela" && format !== "tla")
      throw new UsageError('--format is "promela" (for SPIN) or "tla" (for TLC).');
    const name = values.get("module") ?? "Model";
    if (!/^[A-Za-z]\w*$/.test(name)) throw new UsageError(`"${name}" is no name for a TLA+ module.`);
    const revision = revisionIn(values.get("revision"));
    const scenario = await scenarioIn(options);
    const machine = new Machine(groundIn(options, revision, scenario).program, machineOptionsIn(options));
    const system = systemOf(machine);
    await io.out(format === "tla" ? toTla(system, name) : toPromela(system));
    return DONE;
  },
};
