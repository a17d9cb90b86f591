/** The explorer: run a program's executions, one or all of them. */
export * from "../kernel";
export {
  compareVerdicts,
  failureGroups,
  type Comparison,
  type FailingSchedule,
  type FailureGroup,
} from "./comparison";
export type { DataRace, Races, RacingAccess } from "./races/access";
export { dataRaces } from "./races/dataRaces";
export { explore, exploration, defaultLimits } from "./explore";
export type { Draw } from "./random";
export { runSchedule, type Execution } from "./execution";
export { SPIN_OPTIONS, toPromela } from "./export/promela";
export { TLC_CONFIGURATION, toTla } from "./export/tla";
export { transitionSystem, type TransitionSystem } from "./export/transitionSystem";
export type { Change, ExecutionStep } from "./executionStep";
export { Guide, type Guided, type GuidingStep } from "./guide";
export { isEnd, outcomeKey, outcomeOf, type Outcome } from "./outcome";
export { pointOfNoReturn, type PointOfNoReturn } from "./noReturn";
export { partingOf, replayOnBoth, signature, type Parting, type Replayed } from "./parting";
export { formatSchedule, parseSchedule, type Choice, type Schedule } from "./schedule";
export { preemptionsOf, shortestExecutions, type Shortest } from "./shrink";
export { Stepper, type ObjectView } from "./stepper";
export { storyText, toldSteps, wholeText } from "./traceText";
export { fingerprint, readTrace, rerun, traceOf, type Rerun, type Trace, type TraceSetup } from "./traceFile";
export { fails } from "./verdict";
export type {
  Cancellation,
  ExploreOptions,
  FoundOutcome,
  Limits,
  LockOrder,
  Progress,
  SearchName,
  Verdict,
} from "./verdict";
export { Outcomes } from "./outcomes";
export { ReducedSearch } from "./reducedSearch";
