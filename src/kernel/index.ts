/** The simulated machine: what models are written with, and what the explorer runs. */
export { FINISHED, PARKED, START, type Node } from "./automaton";
export * from "./field";
export { callable, type HeldLock, type Locals } from "./frames";
export { Kernel } from "./kernel";
export type { FrameView } from "./nodeKey";
export { Machine, type MachineOptions, type State } from "./machine";
export type { Operation, Step, Value, ViolationKind } from "./operation";
export * from "./program";
export {
  cellName,
  cellsOf,
  isHandle,
  struct,
  type AnyHandle,
  type AnyStruct,
  type Cell,
  type Handle,
  type ObjectInfo,
  type Struct,
} from "./struct";
export * from "./task";
export { Status, World, type Initial } from "./world";
