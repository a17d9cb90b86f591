import { bench } from "./bench";
import type { Command } from "./command";
import { comments } from "./comments";
import { confirm } from "./confirm";
import { explore } from "./explore";
import { exportModel } from "./export";
import { grade } from "./grade";
import { lesson } from "./lesson";
import { map } from "./map";
import { matrix } from "./matrix";
import { parse } from "./parse";
import { replay } from "./replay";
import { thread } from "./thread";

/** Every command of the command line, in the order in which help lists them. */
export const commands: readonly Command[] = [
  parse,
  thread,
  comments,
  map,
  explore,
  matrix,
  replay,
  exportModel,
  lesson,
  grade,
  confirm,
  bench,
];
