import type { DebugProtocol } from "@vscode/debugprotocol";

/** Kinds of violation, each a filter of exception breakpoints. */
export const violationKinds = [
  "use-after-free",
  "double-free",
  "null-dereference",
  "bug",
  "double-completion",
  "hang",
  "deadlock",
  "livelock",
  "sleep-in-atomic",
  "leak",
] as const;

/** What the adapter can do. */
export const capabilities: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsDataBreakpoints: true,
  supportsEvaluateForHovers: true,
  supportsStepBack: true,
  supportsRestartFrame: true,
  supportsGotoTargetsRequest: true,
  supportsStepInTargetsRequest: true,
  supportsSteppingGranularity: true,
  supportsExceptionInfoRequest: true,
  supportsBreakpointLocationsRequest: true,
  supportsTerminateRequest: true,
  exceptionBreakpointFilters: violationKinds.map((kind) => ({ filter: kind, label: kind, default: true })),
};
