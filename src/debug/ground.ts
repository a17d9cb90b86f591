import type { PlacesOf } from "../models/places/places";
import type { Place, RowsOfPatch } from "../models/places/shownRows";
import type { Translate } from "../placeWords";
import type { CatalogueView, ExecutionView, Setup, VerdictView } from "../protocol";

/** An execution with the position that is looked at: after `cursor` of its steps. */
export interface Shown {
  readonly setup: Setup;
  readonly execution: ExecutionView;
  readonly cursor: number;
}

/** What others did to the execution: another one, one more step, another position, or nothing is shown any more. */
export interface Change {
  readonly kind: "replaced" | "extended" | "moved" | "noReturn" | "closed";
  readonly by: string;
  readonly now: Shown | null;
}

/** The execution that all parts of the editor show together; a session moves it and follows how others do. */
export interface Replay {
  readonly now: Shown | null;
  readonly follow: (follower: (change: Change) => void) => { readonly dispose: () => void };
  /** Shows the execution of a schedule. @throws Error with one sentence */
  readonly replay: (request: {
    readonly setup: Setup;
    readonly schedule: string;
    readonly cursor?: number;
    readonly reason: string;
    readonly by: "debugger";
  }) => Promise<boolean>;
  readonly moveTo: (cursor: number, by: "debugger") => void;
  /**
   * Cuts the execution and lets a context take the next step; false if somebody asked for something newer meanwhile.
   *
   * @throws Error with one sentence
   */
  readonly choose: (at: number, context: string, choice: number | null, by: "debugger") => Promise<boolean>;
}

/** A call on a context's stack; `cText` is what it does next, or its call. */
export interface Frame {
  readonly function: string;
  readonly cText: string;
  readonly locals: readonly { readonly name: string; readonly value: string }[];
}

/** What a session needs of the program around it. */
export interface Ground {
  readonly replay: Replay;
  /** Puts what people read into their language. */
  readonly t: Translate;
  readonly catalogue: () => Promise<CatalogueView>;
  /** Searches all executions; one call at a time. */
  readonly explore: (setup: Setup) => Promise<VerdictView>;
  /** Gives up a search that is under way. */
  readonly giveUp: () => void;
  /** Reads a trace file; `note` says in words if another version of the model made it. @throws Error with one sentence */
  readonly readTrace: (
    text: string,
  ) => Promise<{ readonly setup: Setup; readonly schedule: string; readonly note: string }>;
  /** The call stacks of all contexts after `at` steps, outermost call first. */
  readonly inspect: (position: {
    readonly setup: Setup;
    readonly schedule: string;
    readonly at: number;
  }) => Promise<readonly (readonly Frame[])[]>;
  /** The lines of a setup's steps in the diffs that are open, then those in the models' own source. */
  readonly placesOf: (setup: Setup) => Promise<PlacesOf>;
  /** A patch that is open. */
  readonly patch: (id: string) => Promise<RowsOfPatch | undefined>;
  /** The path by which the client knows the text that a place lies in; null if it is not open. */
  readonly pathOf: (place: Pick<Place, "patch" | "path" | "side">) => Promise<string | null>;
  /** The text that a path of the client names; null for any other path. */
  readonly textAt: (path: string) => Pick<Place, "patch" | "path" | "side"> | null;
  /** The session is over: nobody needs the execution on its behalf any more. */
  readonly ended: () => void;
  /** Reads a file of the client, such as a trace. @throws Error */
  readonly readText: (path: string) => Promise<string>;
}
