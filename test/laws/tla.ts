/** A state of a TLA+ module: its variables, `pc` as `pc[1]`, `pc[2]` …, sets as sorted lists. */
type State = Readonly<Record<string, string>>;

interface Action {
  readonly guards: readonly ((state: State) => boolean)[];
  readonly assigned: ReadonlyMap<string, (state: State) => string>;
}

/**
 * Reads the part of TLA+ that the export writes (conjunctions of memberships and equalities) and visits every state. Throws
 * at anything else, at a variable that is not declared, and at an action that leaves a variable without a next value or
 * gives it two, which TLC refuses, too.
 */
export function runTla(module: string): {
  readonly states: number;
  readonly transitions: number;
  readonly violated: boolean;
} {
  const lines = module.split("\n").filter((line) => line !== "" && !line.startsWith("\\*"));
  if (!/^-{4} MODULE \w+ -{4}$/.test(lines[0] ?? "")) throw new Error("no module line");
  if (!/^={4,}$/.test(lines.at(-1) ?? "")) throw new Error("no end of the module");
  const variables = /^VARIABLES (.*)$/m.exec(module)?.[1]?.split(", ") ?? [];
  const definitions = readDefinitions(lines);
  const initial = initialState(definitions.get("Init") ?? [], variables);
  const next = (definitions.get("Next") ?? []).map((line) => /^\\\/ (\w+)$/.exec(line)?.[1] ?? "");
  const actions = next
    .filter((name) => name !== "Finished")
    .map((name) => {
      const body = definitions.get(name);
      if (!body) throw new Error(`Next names ${name}, which is not defined`);
      return readAction(body, variables);
    });
  const seen = new Set([JSON.stringify(initial)]);
  const waiting = [initial];
  let transitions = 0;
  let violated = false;
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    violated ||= (state["violated"] ?? "") !== "";
    const here = state;
    for (const { guards, assigned } of actions) {
      if (!guards.every((guard) => guard(here))) continue;
      transitions += 1;
      const after = {
        ...here,
        ...Object.fromEntries([...assigned].map(([name, value]) => [name, value(here)])),
      };
      const key = JSON.stringify(after);
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push(after);
    }
  }
  return { states: seen.size, transitions, violated };
}

function readDefinitions(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const definitions = new Map<string, string[]>();
  let body: string[] = [];
  for (const line of lines) {
    const name = /^(\w+) ==$/.exec(line)?.[1];
    if (name !== undefined) {
      if (definitions.has(name)) throw new Error(`${name} is defined twice`);
      body = [];
      definitions.set(name, body);
    } else if (line.startsWith("  ")) body.push(line.trim());
  }
  return definitions;
}

function initialState(body: readonly string[], variables: readonly string[]): State {
  const state: Record<string, string> = {};
  for (const line of body) {
    const [, name = "", value = ""] = /^\/\\ (\w+) = (.*)$/.exec(line) ?? [];
    if (!variables.includes(name)) throw new Error(`Init sets ${name}, which is not declared`);
    const nodes = /^<<(.*)>>$/.exec(value)?.[1];
    if (nodes !== undefined) nodes.split(", ").forEach((node, n) => (state[`pc[${n + 1}]`] = node));
    else state[name] = value === "{}" ? "" : number(value);
  }
  return state;
}

function readAction(body: readonly string[], variables: readonly string[]): Action {
  const guards: ((state: State) => boolean)[] = [];
  const assigned = new Map<string, (state: State) => string>();
  const given: string[] = [];
  for (const line of body) {
    const [, name = "", place = "", word = "", rest = ""] =
      /^\/\\ (\w+)(\[\d+\]|') (=|\\in) (.*)$/.exec(line) ??
      /^\/\\ (\w+)() (\\in|\\cap|=) (.*)$/.exec(line) ??
      [];
    const unchanged = /^\/\\ UNCHANGED <<(.*)>>$/.exec(line)?.[1];
    if (unchanged !== undefined) {
      given.push(...unchanged.split(", "));
      continue;
    }
    if (!variables.includes(name)) throw new Error(`"${line}" is not about a declared variable`);
    if (place === "'") given.push(name);
    const members = /^\{([^}]*)\}( = \{\})?$/.exec(rest)?.[1]?.split(", ") ?? [];
    if (name === "pc" && place === "'") {
      const [, index = "", to = ""] = /^\[pc EXCEPT !\[(\d+)\] = (\d+)\]$/.exec(rest) ?? [];
      assigned.set(`pc[${index}]`, () => number(to));
    } else if (place === "'") assigned.set(name, nextValue(name, rest));
    else if (word === "=" && place !== "") guards.push((state) => state[name + place] === rest);
    else if (word === "\\in") guards.push((state) => members.includes(state[name] ?? ""));
    else if (word === "\\cap")
      guards.push((state) => !members.some((one) => elements(state[name]).includes(one)));
    else throw new Error(`"${line}" is not understood`);
  }
  if ([...given].sort().join() !== [...variables].sort().join())
    throw new Error(`an action gives next values to ${given.join(", ")}, not once to each variable`);
  return { guards, assigned };
}

function nextValue(name: string, text: string): (state: State) => string {
  const joined = new RegExp(`^${name} \\\\cup \\{(.*)\\}$`).exec(text)?.[1];
  if (joined !== undefined)
    return (state) => [...new Set([...elements(state[name]), ...joined.split(", ")])].sort().join();
  const added = new RegExp(`^${name} \\+ \\((-?\\d+)\\)$`).exec(text)?.[1];
  if (added !== undefined) return (state) => String(Number(state[name]) + Number(added));
  const value = number(text);
  return () => value;
}

function elements(set: string | undefined): readonly string[] {
  return set ? set.split(",") : [];
}

function number(text: string): string {
  if (!/^-?\d+$/.test(text)) throw new Error(`"${text}" is no number`);
  return text;
}
