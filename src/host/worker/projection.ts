import type {
  ChangeView,
  ContextView,
  ExecutionView,
  FindingView,
  ObjectView,
  OutcomeView,
  StatusView,
  StepView,
  ViolationView,
} from "../../protocol";
import { withErrnos } from "../../errno";
import type { ExecutionStep, Outcome, Stepper } from "../../explore";
import { isHandle, oopsKinds, type Machine } from "../../kernel";
import { sourceFileOf } from "../../models/places/sourceFile";
import { fieldNote, objectNote } from "./notes";

/** The contexts of a machine as the panel draws them. */
export function contextsOf({ contexts }: Machine): readonly ContextView[] {
  return contexts.map(({ id, short, class: name, kind }) => ({ id, letter: short, class: name, kind }));
}

/** What each context can do in the stepper's state. */
export function statusesOf(stepper: Stepper): readonly StatusView[] {
  const { machine, state } = stepper;
  const oopsed = machine.oopsed(state);
  const blocked = new Map(stepper.blocked().map(({ context, why }) => [context, why]));
  return machine.contexts.map((_, context): StatusView => {
    const { operation, finished, stack } = machine.node(state, context);
    const own = { context, function: "", cText: "", choices: 1 };
    if (!operation) return { ...own, state: finished ? "finished" : "waiting", why: "" };
    if (oopsed) return { ...own, state: "blocked", why: "stopped: the oops has ended the execution" };
    const next = { ...own, function: stack.at(-1)?.function ?? "", cText: operation.text };
    const why = blocked.get(context);
    if (why !== undefined) return { ...next, state: why.startsWith("sleeps") ? "sleeping" : "blocked", why };
    return { ...next, state: "ready", why: "", choices: machine.choices(state, context) };
  });
}

/** Statuses between two operations of one step: of those that could go on, only its own context can. */
function statusesInside(
  machine: Machine,
  before: readonly StatusView[],
  acting: number,
  next: ExecutionStep,
): readonly StatusView[] {
  const why = `waits: ${machine.contexts[acting]?.id ?? ""} is in the middle of one step`;
  return before.map((status): StatusView => {
    const { context, state } = status;
    if (context === acting)
      return { context, state: "ready", function: next.function, cText: next.cText, why: "", choices: 1 };
    return state === "ready" ? { ...status, state: "blocked", why } : status;
  });
}

/** The objects of memory at the stepper's position, which is to be the start. */
export function objectsOf(stepper: Stepper): readonly ObjectView[] {
  return stepper.objects().map(({ label, struct, status, fields }) => ({
    id: label,
    struct,
    life: status === undefined ? "static" : lifeOf(status),
    recorder: fields.length > 0 && fields.every(({ ghost }) => ghost),
    note: objectNote(struct),
    fields: fields.map(({ name, value, ghost }) => ({
      name,
      value,
      recorder: ghost,
      note: fieldNote(struct, name, ghost),
    })),
  }));
}

function lifeOf(status: string): string {
  return status === "not allocated" ? "absent" : status;
}

/** Changes of objects; that a context was made runnable is told by its status. */
function changesOf(step: ExecutionStep): readonly ChangeView[] {
  return step.changes.flatMap(({ path, from, to }) => {
    if (to === "runnable") return [];
    const dot = path.indexOf(".");
    if (dot < 0) return [{ object: path, field: "", from: lifeOf(from), to: lifeOf(to) }];
    return [{ object: path.slice(0, dot), field: path.slice(dot + 1), from, to }];
  });
}

function violationView({
  kind,
  object,
  context,
  contextId,
  function: name,
  cText,
}: ViolationView): ViolationView {
  return { kind, object, context, contextId, function: name, cText };
}

/** Follows a stepper and writes each operation as the panel's step, with only the statuses that it changed. */
export class Projection {
  readonly #stepper: Stepper;
  #statuses: readonly StatusView[];
  #known: number;

  /** Begins at the stepper's present position. */
  constructor(stepper: Stepper) {
    this.#stepper = stepper;
    this.#statuses = statusesOf(stepper);
    this.#known = this.#violations().length;
  }

  /** Takes a step of a context and gives its operations. @throws the refusal as an Error */
  take(context: number, choice: number | undefined): readonly StepView[] {
    const { machine } = this.#stepper;
    const operations = this.#stepper.take(context, choice);
    const found = this.#violations().slice(this.#known);
    this.#known += found.length;
    return operations.map((operation, i) => {
      const next = operations[i + 1];
      const statuses = next
        ? statusesInside(machine, this.#statuses, context, next)
        : statusesOf(this.#stepper);
      const last = next === undefined;
      return this.#view(operation, statuses, last ? found : [], choice ?? null);
    });
  }

  #violations(): readonly ViolationView[] {
    return this.#stepper.machine.violations(this.#stepper.state);
  }

  #view(
    step: ExecutionStep,
    statuses: readonly StatusView[],
    violations: readonly ViolationView[],
    chosen: number | null,
  ): StepView {
    const changed = statuses.filter((status, i) => !sameStatus(status, this.#statuses[i]));
    this.#statuses = statuses;
    return {
      n: step.n,
      context: step.context,
      function: step.function,
      file: sourceFileOf(step.function) ?? "",
      cText: step.cText,
      words: step.text === "local" ? "looks at its own values" : withErrnos(step.text),
      operation: step.kind,
      object: step.object ?? "",
      cell: step.cell ?? "",
      place: null,
      stack: step.stack.map((frame) => frame.function),
      locals: localsOf(step),
      changes: changesOf(step),
      locks: step.locksHeld,
      statuses: changed,
      after: step.happensBefore,
      violations: violations.map(violationView),
      chosen: step.silent ? null : chosen,
    };
  }
}

/** The locals of the running function before the step, pointers by the name of their object. */
function localsOf({ stack }: ExecutionStep): string {
  return Object.entries(stack.at(-1)?.locals ?? {})
    .map(([name, value]) => `${name} = ${withErrnos(valueOf(value))}`)
    .join(", ");
}

function valueOf(value: unknown): string {
  if (!isHandle(value)) return String(value);
  return value.$object.address === 0 ? "NULL" : value.$object.label;
}

function sameStatus(a: StatusView, b: StatusView | undefined): boolean {
  return (
    b !== undefined &&
    a.state === b.state &&
    a.function === b.function &&
    a.cText === b.cText &&
    a.why === b.why &&
    a.choices === b.choices
  );
}

/** An outcome's fields that are lists of values, as words. */
function wordsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown) => {
    if (typeof item !== "object" || item === null) return String(item);
    return Object.entries(item)
      .map(([name, number]) => `${name} ${String(number)}`)
      .join(", ");
  });
}

function violationTitle({ kind, object, contextId, function: name }: ViolationView): string {
  return `${kind}: ${object}${name === "" ? "" : `, in ${name}`}, by ${contextId}`;
}

/** How an execution ended, in one line; an oops comes last, since nothing follows it. */
function titleOf(outcome: Outcome): string {
  const oopses = outcome.violations.filter(({ kind }) => oopsKinds.has(kind));
  const inOrder = [...outcome.violations.filter((one) => !oopses.includes(one)), ...oopses];
  if (inOrder.length > 0) return inOrder.map(violationTitle).join("; ");
  const events = wordsOf(outcome["events"]);
  const returned = outcome["returned"] ?? null;
  const told =
    events.length === 0 ? "no event" : `${events.length === 1 ? "event" : "events"} ${events.join(", ")}`;
  return `${returned === null ? "does not return" : `returns ${String(returned)}`}, ${told}`;
}

/** An outcome as a card shows it. */
export function outcomeView(
  outcome: Outcome,
  count: number | null,
  schedule: string,
  findings: (violations: readonly ViolationView[]) => readonly FindingView[],
): OutcomeView {
  const returned = outcome["returned"] ?? null;
  const violations = outcome.violations.map(violationView);
  return {
    title: titleOf(outcome),
    violations,
    findings: findings(violations),
    returned: returned === null ? null : String(returned),
    events: wordsOf(outcome["events"]),
    remarks: wordsOf(outcome["remarks"]),
    endIo: wordsOf(outcome["endIo"]),
    notes: wordsOf(outcome.notes),
    count,
    schedule,
  };
}

/** How far an execution has come. */
export function endOf(stepper: Stepper): ExecutionView["end"] {
  if (stepper.machine.oopsed(stepper.state)) return "oops";
  if (!stepper.ended()) return "open";
  return stepper.outcome().violations.some(({ kind }) => kind === "hang" || kind === "deadlock")
    ? "stuck"
    : "complete";
}
