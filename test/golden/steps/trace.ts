import { Stepper, type ExecutionStep, type Program } from "../../../src/explore";
import { programFor, scenarios } from "../../../src/models";
import { outcomeText } from "../../../src/cli/outcomeJson";
import { revisions } from "../../../src/models/revisions";

/** Who goes first when several can: what tells the executions of one scenario apart. */
const disks = {
  slow: "a bio is done only when nobody else can go on",
  quick: "a bio is done as soon as it was sent",
} as const;
export type Disk = keyof typeof disks;

/** One execution of a file of traces. */
export interface Traced {
  readonly scenario: string;
  readonly disk: Disk;
}

/** Lines of C that a patch changes, as `function: C text`, or `function > callee` for a call. */
export interface Marks {
  /** What the revision's own patch adds. */
  readonly added: ReadonlySet<string>;
  /** What the patch after it takes out. */
  readonly removed: ReadonlySet<string>;
}

/** More steps than any execution of the scenarios has. */
const MOST_STEPS = 3000;
/** As many unchanged lines are told around a changed one as a diff has. */
const CONTEXT = 3;
const WIDTH = 88;

/** The functions that are told of a revision: those that its patch changes, and those that the patch after it changes. */
function toldFunctions(revision: string): ReadonlySet<string> {
  const layers = revisions.filter(
    ({ id, parent, patch }) => patch !== null && (id === revision || parent === revision),
  );
  return new Set(layers.flatMap(({ layer }) => [...Object.keys(layer.changed), ...layer.removed]));
}

/** Runs the program with one rule for who goes first; undefined if it does not end. */
function run(program: Program, disk: Disk): Stepper | undefined {
  const stepper = new Stepper(program);
  for (let n = 0; n < MOST_STEPS; n += 1) {
    const can = stepper.enabled();
    const bio = can.find(({ contextId }) => contextId.startsWith("bio"));
    const other = can.find(({ contextId }) => !contextId.startsWith("bio"));
    const next = disk === "quick" ? (bio ?? other) : (other ?? bio);
    if (next === undefined) return stepper;
    stepper.take(next.context);
  }
  return undefined;
}

/** One line of a trace: a statement, or a call of a function that is not told. */
interface Told {
  readonly key: string;
  readonly depth: number;
  readonly cText: string;
  readonly did: readonly string[];
  /** The call that it belongs to; null for a line that is told in any case. */
  readonly call: Frame | null;
}

/** A function that runs. */
interface Frame {
  readonly name: string;
}

/** Gathers the lines of all told functions, as nested calls, in the order in which they ran. */
class Lines {
  readonly lines: Told[] = [];
  private readonly told: ReadonlySet<string>;
  private readonly running = new Map<number, readonly Frame[]>();
  private context = -1;

  constructor(told: ReadonlySet<string>) {
    this.told = told;
  }

  add(step: ExecutionStep): void {
    const before = this.running.get(step.context) ?? [];
    const differs = before.findIndex(({ name }, n) => step.stack[n]?.function !== name);
    const kept = differs < 0 ? before.length : differs;
    const frames = step.stack.map(({ function: name }, n) => (n < kept ? before[n] : undefined) ?? { name });
    this.running.set(step.context, frames);
    frames.slice(kept).forEach((_, n) => {
      this.call(step, frames.slice(0, kept + n + 1));
    });
    const top = frames.at(-1);
    if (top !== undefined && this.told.has(top.name)) this.statement(step, frames, top);
  }

  private call(step: ExecutionStep, frames: readonly Frame[]): void {
    const [caller, callee] = [frames.at(-2), frames.at(-1)];
    if (callee === undefined) return;
    const isTold = this.told.has(callee.name);
    if (!isTold && !this.told.has(caller?.name ?? "")) return;
    this.turnTo(step, frames.slice(0, -1));
    const depth = this.depthOf(frames.slice(0, -1));
    const key = `${caller?.name ?? ""} > ${callee.name}`;
    const cText = `${callee.name}()${isTold ? "" : " ..."}`;
    this.lines.push({ key, depth, cText, did: [], call: isTold || caller === undefined ? null : caller });
  }

  private statement({ cText, kind, text, ...step }: ExecutionStep, frames: readonly Frame[], call: Frame): void {
    this.turnTo(step, frames);
    const key = `${call.name}: ${cText}`;
    const did = kind === "local" ? [] : [text];
    const last = this.lines.at(-1);
    if (last?.call === call && last.key === key)
      this.lines[this.lines.length - 1] = { ...last, did: [...last.did, ...did] };
    else this.lines.push({ key, depth: this.depthOf(frames), cText, did, call });
  }

  /** Says who goes on, and where, if it was somebody else before. */
  private turnTo({ context, contextId }: Pick<ExecutionStep, "context" | "contextId">, frames: readonly Frame[]): void {
    if (this.context === context) return;
    this.context = context;
    const within = frames.findLast(({ name }) => this.told.has(name));
    const cText = `${contextId}${within === undefined ? "" : `, in ${within.name}()`}`;
    this.lines.push({ key: "", depth: 0, cText, did: [], call: null });
  }

  private depthOf(frames: readonly Frame[]): number {
    return frames.filter(({ name }) => this.told.has(name)).length + 1;
  }
}

/** The lines as text: marked as in a patch, with what they did; what is far from every changed line is left out. */
function textOf(lines: readonly Told[], { added, removed }: Marks): string[] {
  const near = new Set(lines.filter(({ call }) => call === null));
  for (const call of new Set(lines.map((line) => line.call))) {
    const own = lines.filter((line) => line.call === call);
    own.forEach(({ key }, n) => {
      if (!added.has(key) && !removed.has(key)) return;
      for (const line of own.slice(Math.max(0, n - CONTEXT), n + CONTEXT + 1)) near.add(line);
    });
  }
  const texts: string[] = [];
  let left = false;
  for (const line of lines) {
    if (!near.has(line)) {
      left = true;
      continue;
    }
    const { key, depth, cText, did } = line;
    const indent = "  ".repeat(depth);
    if (left) texts.push(`  ${indent}...`);
    left = false;
    const marks = `${added.has(key) ? "+" : " "}${removed.has(key) ? "-" : " "}`;
    const statement = `${marks}${indent}${cText}`;
    texts.push((did.length === 0 ? statement : `${statement.padEnd(WIDTH)} | ${did.join("; ")}`).trimEnd());
  }
  return texts;
}

/** The C lines that are told of an execution, as `Marks` names them, and its text as a file of traces has it. */
export interface Trace {
  readonly passed: ReadonlySet<string>;
  readonly text: string;
}

/** Runs a scenario on a revision and tells what the changed functions do. `programOf` may give a faulty program. */
export function traceOf(
  revision: string,
  { scenario: id, disk }: Traced,
  marks: Marks,
  programOf: (revision: string, scenario: (typeof scenarios)[number]) => Program = programFor,
): Trace {
  const scenario = scenarios.find((one) => one.id === id);
  if (scenario === undefined) throw new Error(`there is no scenario ${id}`);
  const stepper = run(programOf(revision, scenario), disk);
  if (stepper === undefined) return { passed: new Set(), text: "it does not end\n" };
  const told = new Lines(toldFunctions(revision));
  for (const step of stepper.steps()) told.add(step);
  const text = [
    `== ${id} (${disk}): ${scenario.title}`,
    `== ${disks[disk]}`,
    ...textOf(told.lines, marks),
    `ends: ${outcomeText(stepper.outcome())}`,
    "",
  ].join("\n");
  return { passed: new Set(told.lines.map(({ key }) => key)), text };
}
