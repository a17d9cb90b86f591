import type { Command } from "./command";
import { parse } from "./parse";

/** Every command of the command line, in the order in which help lists them. */
export const commands: readonly Command[] = [parse];
