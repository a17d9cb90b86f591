/** Entry of the command line: finds the command by its name and runs it. */
import { once } from "node:events";
import { isMainThread } from "node:worker_threads";
import type { Io } from "./command";
import { commands } from "./commands";
import { dispatch } from "./dispatch";
import { serveMatrix } from "./matrixThreads";

const io: Io = {
  async out(text) {
    if (!process.stdout.write(text)) await once(process.stdout, "drain");
  },
  err(text) {
    process.stderr.write(text);
  },
  input: () => process.stdin,
};

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader (`head`, a pager) has had enough: that is not a failure of ours.
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

if (isMainThread) process.exitCode = await dispatch(process.argv.slice(2), commands, io);
else serveMatrix();
