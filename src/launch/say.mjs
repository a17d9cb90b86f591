// @ts-check

/**
 * Something that cannot be had here. The message is one sentence for the person
 * at the terminal; no stack is shown for it.
 */
export class Missing extends Error {}

/**
 * One line to the person at the terminal.
 * @param {string} line
 */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs a command's main function; a {@link Missing} becomes its one sentence and exit status 1.
 * @param {() => Promise<number>} main gives the exit status
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
