/** The explorer: run a program's executions, one or all of them. */
export * from "../kernel";
export { explore, exploration, defaultLimits, type Cancellation } from "./explore";
export type { Draw } from "./random";
export { runSchedule, type Execution } from "./execution";
export type { Change, ExecutionStep } from "./executionStep";
export { isEnd, outcomeKey, outcomeOf, type Outcome } from "./outcome";
export { formatSchedule, parseSchedule, type Choice, type Schedule } from "./schedule";
export { Stepper, type ObjectView } from "./stepper";
export { fails } from "./verdict";
export type {
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
