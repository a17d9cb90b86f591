import type { Origins } from "../../models/sources/origins";
import type { Found } from "../desk/found";
import type { LessonRequests } from "../lessons/requests";
import type {
  CatalogueView,
  CellView,
  ComparisonView,
  ExecutionView,
  FindingView,
  OutcomeView,
  ProgressView,
  Setup,
  StepView,
  VerdictView,
  ViolationView,
} from "../../protocol";

/** A search of a setup, with the memory that it may use for states, in bytes; the explorer's own ceiling if absent. */
export interface SearchSetup extends Setup {
  readonly memory?: number | undefined;
}

/** A schedule under a setup: it fixes an execution completely. */
export interface Run {
  readonly setup: Setup;
  readonly schedule: string;
}

/** The next step of an execution that is cut after `at` steps. */
export interface Turn extends Run {
  readonly at: number;
  readonly context: string;
  /** Result of a step that the environment decides; null if it has no choice. */
  readonly choice: number | null;
}

/** How an execution goes on after a turn. */
export interface Extension {
  readonly keep: number;
  readonly steps: readonly StepView[];
  readonly schedule: string;
  readonly end: ExecutionView["end"];
  readonly outcome: OutcomeView | null;
}

/** A trace file that was read; `note` says in words if another model version made it. */
export interface ReadTrace extends Run {
  readonly note: string;
}

/** An execution, and a sentence about how far the schedule fitted; empty if it fitted whole. */
export interface Replayed {
  readonly execution: ExecutionView;
  readonly note: string;
}

/** Where an execution is lost, as a step and as a sentence: see the message `noReturn` of the protocol. */
export interface NoReturn {
  readonly step: number | null;
  readonly words: string;
  /** The fingerprint of the model as trace files have it. */
  readonly model: string;
}

/** A position in an execution: after `at` steps. */
export interface Position extends Run {
  readonly at: number;
}

/** A call on a context's stack, with the locals that the function declared; `cText` is what it does next, or its call. */
export interface InspectedFrame {
  readonly function: string;
  readonly cText: string;
  readonly locals: readonly { readonly name: string; readonly value: string }[];
}

/** The stacks of all contexts, outermost call first. */
export type Inspection = readonly (readonly InspectedFrame[])[];

/** A scenario on a revision. */
export interface Cell {
  readonly revision: string;
  readonly scenario: string;
}

/** A bug that is known by name. */
export interface KnownFinding extends FindingView {
  readonly id: string;
  /** The scenario that shows it with the fewest steps. */
  readonly scenario: string;
  /** Every revision that has it, oldest first. */
  readonly revisions: readonly string[];
}

/** A violation, and where all contexts stood at the end of an execution that has it. */
export interface Failure extends ViolationView {
  readonly schedule: string;
  /** By the contexts' ids; outermost call first. */
  readonly stacks: readonly {
    readonly context: string;
    readonly calls: readonly Pick<InspectedFrame, "function" | "cText">[];
  }[];
}

/** A way in which a cell differs from what is expected, as a sentence; `failure` is null where no violation is the reason. */
export interface JudgedDifference {
  readonly sentence: string;
  readonly failure: Failure | null;
}

/** A search whose result is compared with what somebody expects of it. */
export interface Judged {
  readonly verdict: VerdictView;
  readonly cell: CellView;
  /** Each way in which it differs; empty if it meets what is expected. */
  readonly differences: readonly JudgedDifference[];
  /** The violations that it is known to have. */
  readonly known: readonly string[];
}

/** What the simulation can be asked, with what goes in and what comes out. */
export interface SimulationRequests {
  readonly catalogue: { readonly input: null; readonly output: CatalogueView };
  /** Which file of the models each function of a setup stands in. */
  readonly origins: { readonly input: Setup; readonly output: Origins };
  /** Every bug that is known by name. */
  readonly findings: { readonly input: null; readonly output: readonly KnownFinding[] };
  readonly explore: { readonly input: SearchSetup; readonly output: VerdictView };
  readonly replay: { readonly input: Run; readonly output: Replayed };
  readonly turn: { readonly input: Turn; readonly output: Extension };
  readonly compare: {
    readonly input: Run & { readonly revision: string };
    readonly output: ComparisonView;
  };
  readonly cell: {
    readonly input: Pick<SearchSetup, "revision" | "scenario" | "memory">;
    readonly output: CellView;
  };
  /** Where an execution is lost; may take seconds. */
  readonly noReturn: { readonly input: Run; readonly output: NoReturn };
  /** Searches and compares; `expectations` is the text of a file of them, or null if there is none. */
  readonly judgeCell: {
    readonly input: { readonly setup: SearchSetup; readonly expectations: string | null };
    readonly output: Judged;
  };
  /** The text of the file of expectations with what is found of some cells taken for known; without outcomes a cell must pass. */
  readonly expect: {
    readonly input: {
      readonly expectations: string | null;
      readonly cells: readonly (Cell & Pick<VerdictView, "outcomes">)[];
    };
    readonly output: string;
  };
  /** The call stacks of all contexts at a position. */
  readonly inspect: { readonly input: Position; readonly output: Inspection };
  /** Text of a trace file, for saving. */
  readonly writeTrace: { readonly input: Run; readonly output: string };
  readonly readTrace: { readonly input: string; readonly output: ReadTrace };
}

/** What a worker can be asked that reads documents. */
export interface ReadingRequests {
  readonly read: {
    readonly input: readonly { readonly name: string; readonly bytes: Uint8Array }[];
    readonly output: Found;
  };
}

/** Everything a worker can be asked. */
export interface Requests extends SimulationRequests, LessonRequests, ReadingRequests {}

/** Name of a request. */
export type RequestName = keyof Requests;

/** What the worker does for each request; errors it throws become one sentence at the asker's. */
export type HandlersOf<
  R extends { readonly [K in keyof R]: { readonly input: unknown; readonly output: unknown } },
> = {
  readonly [K in keyof R]: (
    input: R[K]["input"],
    progress: (progress: ProgressView) => void,
  ) => R[K]["output"];
};

/** What the worker does for everything it can be asked. */
export type Handlers = HandlersOf<Requests>;

/** A request on its way to the worker. */
export interface Question {
  readonly id: number;
  readonly name: RequestName;
  readonly input: unknown;
}

/** What comes back: any number of progress reports, then the output or the reason why there is none. */
export type Answer =
  | { readonly id: number; readonly progress: ProgressView }
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: string };
