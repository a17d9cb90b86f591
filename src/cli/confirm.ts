import { availableParallelism } from "node:os";
import { programFor, revisions, scenarios } from "../models";
import { isWhatIf } from "../models/matrix";
import { chosen } from "./chosen";
import { DONE, UsageError, VIOLATION, type Command } from "./command";
import { confirmation, type Confirmation } from "./confirmation";
import { machineOptionsIn } from "./model";
import { readOptions } from "./options";

/** What SPIN says to a cell of the matrix. */
interface ConfirmedCell extends Confirmation {
  readonly revision: string;
  readonly scenario: string;
}

/** Results in the order of the tasks, each as soon as those before it are there; as many tasks at once as processors. */
async function* inOrder<T>(tasks: readonly (() => Promise<T>)[]): AsyncGenerator<T> {
  const width = availableParallelism();
  const running: Promise<T>[] = [];
  for (let done = 0; done < tasks.length; done += 1) {
    for (const task of tasks.slice(running.length, done + width)) running.push(task());
    const first = running[done];
    if (first) yield await first;
  }
}

function line({ revision, scenario, states, transitions, fails, confirmed, why }: ConfirmedCell): string {
  if (confirmed === null) return `${revision} ${scenario}: not compared: ${why}\n`;
  const figures = `${String(states)} states, ${String(transitions)} steps, ${fails ? "fails" : "passes"}`;
  return `${revision} ${scenario}: ${figures}: ${confirmed ? "confirmed" : why}\n`;
}

/** `confirm`: SPIN has to find the states, the steps and the verdict of every cell. */
export const confirm: Command = {
  name: "confirm",
  summary: "Has SPIN search every scenario on every revision and compares states, steps and verdicts.",
  usage: [
    "confirm [--json] [--scenarios all|ID,...] [--revisions all|ID,...] [--irq any-cpu|same-cpu]   (needs spin and gcc)",
  ],
  async run(args, io) {
    const kinds = { json: "flag", scenarios: "value", revisions: "value", irq: "value" } as const;
    const options = readOptions(args, kinds);
    const { flags, values, words } = options;
    if (words.length > 0) throw new UsageError(`confirm takes no file ("${words[0] ?? ""}").`);
    const named = values.get("revisions") ?? "all";
    const columns = chosen("revision", named, revisions).filter(({ id }) => named !== "all" || !isWhatIf(id));
    const rows = chosen("scenario", values.get("scenarios"), scenarios);
    const machine = machineOptionsIn(options);
    const tasks = rows.flatMap((scenario) =>
      columns.map(({ id: revision }) => async (): Promise<ConfirmedCell> => {
        const found = await confirmation(programFor(revision, scenario), machine);
        return { revision, scenario: scenario.id, ...found };
      }),
    );
    const cells: ConfirmedCell[] = [];
    for await (const cell of inOrder(tasks)) {
      cells.push(cell);
      if (!flags.has("json")) await io.out(line(cell));
    }
    if (flags.has("json")) await io.out(`${JSON.stringify({ cells })}\n`);
    const differ = cells.filter(({ confirmed }) => confirmed === false).length;
    const left = cells.filter(({ confirmed }) => confirmed === null).length;
    io.err(`${cells.length - differ - left} confirmed, ${differ} differ, ${left} not compared\n`);
    return differ > 0 ? VIOLATION : DONE;
  },
};
