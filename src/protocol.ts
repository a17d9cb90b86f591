/**
 * The messages between the replay panel (webview) and the extension (host): one closed union each way.
 *
 * Every type is derived from the check that validates it, so the two cannot differ. A check takes a value
 * of unknown shape and returns it typed, or throws a {@link ProtocolError} that names the field. Unknown
 * fields are refused: a message of another version must not be half understood.
 */

import { flag, list, oneOf, orNull, positive, record, text, union, whole, type Of } from "./checks";

export { ProtocolError } from "./checks";

/** Version of this file's messages; the panel says it in `ready`, and the host refuses any other. */
export const protocolVersion = 1;

/** A line of C in a diff: path and line on one side of the patch that a revision ends with. */
const place = record({
  patch: text,
  path: text,
  side: oneOf("old", "new"),
  line: whole,
  hunk: orNull(text),
  /** The line across on the other side: the same one if it is `unchanged`, else the next; null if not known. */
  across: orNull(whole),
  unchanged: flag,
});
/** Where a step's line is in the diffs. */
export type Place = Of<typeof place>;

/** What must never happen, and who did it; kinds are those of the `explore` command. */
const violation = record({
  kind: text,
  object: text,
  context: text,
  contextId: text,
  function: text,
  cText: text,
});
/** A violation as panel and trees show it. */
export type ViolationView = Of<typeof violation>;

/** A bug that is known by name: which revisions have it, in words, and where the documents speak of it. */
const finding = record({
  title: text,
  /** Which patch brings it and which mends it. */
  history: text,
  /** Who says so in which line of which document; null if nobody does. */
  saidBy: orNull(record({ who: text, document: text, line: whole })),
  text,
});
/** A known bug as a card tells it. */
export type FindingView = Of<typeof finding>;

/** How executions ended. `count` is how many of them, where the search knows; `schedule` reaches one. */
const outcome = record({
  title: text,
  violations: list(violation),
  /** The bugs behind the violations, as far as they are known. */
  findings: list(finding),
  returned: orNull(text),
  events: list(text),
  remarks: list(text),
  endIo: list(text),
  notes: list(text),
  count: orNull(whole),
  schedule: text,
});
/** A way to end as a card shows it. */
export type OutcomeView = Of<typeof outcome>;

/** What a context can do next, and if it cannot, why not, in words. */
const status = record({
  context: whole,
  state: oneOf("waiting", "ready", "blocked", "sleeping", "finished"),
  function: text,
  cText: text,
  why: text,
  /** Number of results the environment may choose from in the next step; 1 if there is no choice. */
  choices: whole,
});
/** What a context could do next at some position. */
export type StatusView = Of<typeof status>;

/** One change of memory: `field` of `object`; the empty field is the object's own life (allocated, freed). */
const change = record({ object: text, field: text, from: text, to: text });
/** What a step changed in memory. */
export type ChangeView = Of<typeof change>;

/** One atomic action of one context. `n` counts from 1. */
const step = record({
  n: whole,
  context: whole,
  function: text,
  /** The C file that the function stands in; empty for what belongs to the scenario, such as the disk. */
  file: text,
  cText: text,
  /** What it did, in words: "refcount 2 → 1". */
  words: text,
  operation: text,
  object: text,
  /** The memory location it used, as C names it: `dio->refcount`; empty if none. */
  cell: text,
  /** Filled in by the extension, which knows the diffs that are open. */
  place: orNull(place),
  /** The functions that were called, outermost first, and the locals of the innermost: "ret = 0, dio = dio0". */
  stack: list(text),
  locals: text,
  changes: list(change),
  /** Locks the acting context holds after the step. */
  locks: list(text),
  /** Contexts whose status the step changed; all others keep theirs. */
  statuses: list(status),
  /** Steps that directly happen before this one. */
  after: list(whole),
  violations: list(violation),
  /** Result that the environment chose for this step (which error, which wake-up); null if it had no choice. */
  chosen: orNull(whole),
});
/** A step with all that the panel shows of it. */
export type StepView = Of<typeof step>;

/** Who runs. `letter` is the name used in schedules (`s`, `b0`); `kind` decides the shape it is drawn with. */
const context = record({
  id: text,
  letter: text,
  class: text,
  kind: oneOf("task", "interrupt"),
});
/** A context as a lane. */
export type ContextView = Of<typeof context>;

/** One field of an object; the value of a pointer is the id of its target, or NULL. `note` explains the field; a `recorder`
 * is not in the kernel but written by this tool. */
const field = record({ name: text, value: text, note: text, recorder: flag });

/** An object of the simulated memory before the first step; `life` is `static`, `absent` or `allocated`. */
const object = record({
  id: text,
  struct: text,
  life: text,
  recorder: flag,
  note: text,
  fields: list(field),
});
/** An object with its fields as they are before the first step. */
export type ObjectView = Of<typeof object>;

/** What is run: scenario, revision, hunks left out, where interrupts may run. */
const setup = record({
  scenario: text,
  /** The scenario itself, as the JSON of a scenario file, when it is not one of the catalogue; else null. */
  custom: orNull(text),
  revision: text,
  /** The revision beside it under the same schedule, if any. */
  beside: orNull(text),
  without: list(text),
  irq: oneOf("any-cpu", "same-cpu"),
  continueAfterOops: flag,
});
/** All that fixes a program, and what stands beside it. */
export type Setup = Of<typeof setup>;

/** A whole execution, ready to be walked in both directions without asking again. */
const execution = record({
  revision: text,
  scenario: text,
  schedule: text,
  contexts: list(context),
  objects: list(object),
  start: list(status),
  steps: list(step),
  end: oneOf("complete", "oops", "stuck", "open"),
  outcome: orNull(outcome),
  /** Versions of the extension and of the model that made it, in words, for whatever is shared. */
  versions: text,
  /** Number of the step after which every continuation fails; 0 if all do from the start; null if not known or none. */
  noReturn: orNull(whole),
});
/** An execution as the panel walks through it. */
export type ExecutionView = Of<typeof execution>;

/** The same schedule on another revision; `parts` is the step after which the two differ, with the reason. */
const comparison = record({
  execution,
  parts: orNull(record({ at: whole, why: text })),
});
/** The execution beside, and where it parts. */
export type ComparisonView = Of<typeof comparison>;

/** What a hunk looks like in its patch: where it changes something, which lines it spans, and a row of it. */
const hunkFacts = record({
  /** The functions that it changes, or what its header names, such as "struct dio". */
  where: text,
  /** Its lines before and after: "257–263". */
  old: text,
  new: text,
  /** The first changed row that is no comment, with its mark: "- if (dio->is_async) {". */
  row: text,
});
export type HunkFacts = Of<typeof hunkFacts>;

/** A hunk that can be left out; without it `group` is left out too. The facts are there once its patch is open. */
const hunk = record({ id: text, group: list(text), facts: orNull(hunkFacts) });
/** A hunk as the list of switches shows it. */
export type HunkView = Of<typeof hunk>;

/** The code after a patch; `group` is the heading that it stands under. */
const revision = record({ id: text, title: text, group: text, hunks: list(hunk) });

/** A scenario that can be run; `group` is the heading that it stands under. */
const scenario = record({ id: text, title: text, group: text, revisions: list(text) });
/** A scenario as the chooser lists it. */
export type ScenarioView = Of<typeof scenario>;

/** All scenarios and revisions. */
const catalogue = record({ scenarios: list(scenario), revisions: list(revision) });
/** What there is to choose from. */
export type CatalogueView = Of<typeof catalogue>;

/** How far a search is; `found` are the outcomes with a violation so far, each by the execution that showed it first. */
const progress = record({
  executions: whole,
  states: whole,
  steps: whole,
  milliseconds: positive,
  found: list(outcome),
});
/** How far a search is. */
export type ProgressView = Of<typeof progress>;

/** How a search ended: how it went, what it covers, and every outcome. */
const verdict = record({
  setup,
  search: text,
  exhaustive: flag,
  bounds: list(text),
  /** The memory model that was assumed, in words. */
  consistency: text,
  executions: orNull(whole),
  states: orNull(whole),
  steps: whole,
  milliseconds: positive,
  outcomes: list(outcome),
  /** Hunks that had to be left out with those asked for. */
  leftOut: list(text),
});
/** The result of a search. */
export type VerdictView = Of<typeof verdict>;

/** A scenario on a revision, judged. */
const cell = record({
  revision: text,
  scenario: text,
  /** `fails` if there is a violation, `holds` if the search was exhaustive, else `bounded`. */
  result: oneOf("holds", "fails", "bounded", "not applicable"),
  word: text,
  detail: text,
  findings: list(finding),
  schedule: orNull(text),
});
/** A cell of the matrix. */
export type CellView = Of<typeof cell>;

/** A place in the tree of tries that a person wants to find again. */
const branch = record({ name: text, schedule: text, cursor: whole });
/** A kept branch. */
export type BranchView = Of<typeof branch>;

/** A step that a person marked. */
const bookmark = record({ step: whole, note: text });
/** A marked step with a note. */
export type BookmarkView = Of<typeof bookmark>;

/** Everything a panel keeps over hide, reload and restart; all else is computed from it again. */
const savedPanel = record({
  version: whole,
  setup,
  schedule: orNull(text),
  cursor: whole,
  branches: list(branch),
  bookmarks: list(bookmark),
  watches: list(text),
  view: oneOf("replay", "outcomes", "matrix"),
  speed: positive,
});
/** What a panel keeps. */
export type SavedPanel = Of<typeof savedPanel>;

/** From the extension to the panel. */
const toPanel = union({
  /** First answer to `ready`: all there is to choose from and what is chosen. */
  snapshot: record({ catalogue, setup, saved: orNull(savedPanel) }),
  /** What there is to choose from, with more known about it. */
  catalogue: record({ catalogue }),
  setup: record({ setup }),
  progress: record({ progress }),
  verdict: record({ verdict }),
  /** The search was cancelled or failed; the panel goes back to what it showed. */
  searchEnded: record({ why: text }),
  /** An execution to show, at `cursor` steps; `reason` says in words where it comes from, `show` brings it forward. */
  execution: record({ execution, cursor: whole, reason: text, show: flag }),
  /** The execution shown, cut after `keep` steps and gone on with `steps`. */
  extended: record({
    keep: whole,
    steps: list(step),
    schedule: text,
    end: oneOf("complete", "oops", "stuck", "open"),
    outcome: orNull(outcome),
  }),
  /** Type for a projector, or as usual. */
  presenting: record({ on: flag }),
  /** Another part of the editor, such as the debugger, looks at the execution after `cursor` steps. */
  moved: record({ cursor: whole }),
  /** The point of no return of the execution with this schedule has been looked for. */
  noReturn: record({
    schedule: text,
    /** The step after which every order fails; 0 if all do from the start; null if there is none or it is not known. */
    step: orNull(whole),
    /** The same as a sentence; empty if there is none. */
    words: text,
    /** The execution's versions, now with the fingerprint of the model. */
    versions: text,
  }),
  comparison: record({ comparison: orNull(comparison) }),
  /**
   * Cells of the matrix that the panel does not have yet; with `anew` those that it has are to be forgotten. `done` and `total`
   * count the cells that are being searched, or all if none are.
   */
  matrix: record({ cells: list(cell), anew: flag, done: whole, total: whole, running: flag }),
  /** Somebody clicked a line of the diff. */
  lineClicked: record({ path: text, line: whole, side: oneOf("old", "new") }),
  /** A sentence for the reader: what went wrong, or what was done. */
  said: record({ sentence: text, problem: flag }),
});
/** A message of the extension. */
export type ToPanel = Of<typeof toPanel>;

/** From the panel to the extension. */
const toHost = union({
  ready: record({ version: whole, saved: orNull(savedPanel) }),
  setUp: record({ setup }),
  explore: record({}),
  cancel: record({}),
  /** Run this schedule on the chosen revision and show it. */
  replay: record({ schedule: text, cursor: orNull(whole), reason: text }),
  /** Cut the execution after `at` steps and let a context take the next one. */
  choose: record({ at: whole, context: text, choice: orNull(whole) }),
  /** The execution of this schedule is now looked at after `cursor` steps; of another one it comes too late. */
  at: record({ schedule: text, cursor: whole }),
  compare: record({ revision: orNull(text) }),
  /** Every cell of the matrix that is known; `search` says which of the others to search, those of the chosen scenario first. */
  matrix: record({ search: oneOf("nothing", "scenario", "all") }),
  openCell: record({ revision: text, scenario: text }),
  copyText: record({ text, what: text }),
  copyLink: record({ schedule: text, cursor: whole }),
  saveTrace: record({ schedule: text }),
  openTrace: record({}),
  /** Show a line of one of the sample's documents. */
  openSource: record({ document: text, line: whole }),
  /** Save a picture or a text under a name the person chooses; `base64` if the content is binary. */
  saveFile: record({ name: text, content: text, base64: flag }),
});
/** A message of the panel. */
export type ToHost = Of<typeof toHost>;

/** Reads a message that came from the extension. @throws {ProtocolError} */
export function readToPanel(value: unknown): ToPanel {
  return toPanel(value, "message");
}

/** Reads a message that came from the panel. @throws {ProtocolError} */
export function readToHost(value: unknown): ToHost {
  return toHost(value, "message");
}

/** Reads what a panel kept; null if it is of another version or damaged, since it only saves a few clicks. */
export function readSaved(value: unknown): SavedPanel | null {
  try {
    return savedPanel(value, "state");
  } catch {
    return null;
  }
}
