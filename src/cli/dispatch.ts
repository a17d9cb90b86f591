import { visible } from "./summaryText";
import { BAD_USAGE, DONE, UsageError } from "./command";
import type { Command, Io } from "./command";
import { nearest } from "../nearest";

const PROGRAM = "patch-archaeology";
const USAGE = `usage: ${PROGRAM} `;

function overview(commands: readonly Command[]): string {
  const width = Math.max(0, ...commands.map((command) => command.name.length));
  const rows = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return [`usage: ${PROGRAM} COMMAND ...`, "", ...rows, "", `${PROGRAM} COMMAND --help says more.`, ""].join(
    "\n",
  );
}

function help(command: Command): string {
  // A line that begins with a blank goes on with the one before it.
  const lines = command.usage.map((line) =>
    line.startsWith(" ") ? `${" ".repeat(USAGE.length)}${line}` : `${USAGE}${line}`,
  );
  return [...lines, "", command.summary, ""].join("\n");
}

/** Finds the command that the first word names and runs it; resolves to the exit status. */
export async function dispatch(
  argv: readonly string[],
  commands: readonly Command[],
  io: Io,
): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined) {
    io.err(overview(commands));
    return BAD_USAGE;
  }
  if (name === "--help" || name === "help") {
    await io.out(overview(commands));
    return DONE;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const near = nearest(
      name,
      commands.map((candidate) => candidate.name),
    );
    const hint = near === null ? `${PROGRAM} --help lists the commands.` : `The nearest is "${near}".`;
    io.err(`${PROGRAM}: there is no command "${name}". ${hint}\n`);
    return BAD_USAGE;
  }
  if (args.includes("--help")) {
    await io.out(help(command));
    return DONE;
  }
  try {
    return await command.run(args, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.err(visible(`${PROGRAM} ${command.name}: ${error.message}\n`));
    return BAD_USAGE;
  }
}
