import { UsageError } from "./command";
import { nearest } from "../nearest";

/** Which options a command takes: a switch, or one that is followed by a value. */
export type OptionKinds = Readonly<Record<string, "flag" | "value">>;

/** What was typed: options by name (without dashes) and the other words in order. */
export interface Options {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly words: readonly string[];
}

/**
 * Reads `--name`, `--name value` and `--name=value`; everything after `--` is a word.
 * Throws a `UsageError` for an option that the command does not have.
 */
export function readOptions(args: readonly string[], kinds: OptionKinds): Options {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (arg === "--") {
      words.push(...args.slice(i + 1));
      break;
    }
    if (!arg.startsWith("--")) {
      words.push(arg);
      continue;
    }
    const equals = arg.indexOf("=");
    const name = arg.slice(2, equals < 0 ? undefined : equals);
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) throw new UsageError(unknownOption(name, kinds));
    if (kind === "flag") {
      if (equals >= 0) throw new UsageError(`--${name} takes no value.`);
      flags.add(name);
      continue;
    }
    const value = equals < 0 ? args[++i] : arg.slice(equals + 1);
    if (value === undefined) throw new UsageError(`--${name} needs a value after it.`);
    values.set(name, value);
  }
  return { flags, values, words };
}

function unknownOption(name: string, kinds: OptionKinds): string {
  const near = nearest(name, Object.keys(kinds));
  return `There is no option --${name}${near === null ? "" : `; did you mean --${near}?`}`;
}
