import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Translate } from "../placeWords";

/** Kinds of violation by the filter of exception breakpoints that they belong to: few, as VS Code lists them over all other breakpoints. */
const kindsOf = {
  memory: ["use-after-free", "double-free", "null-dereference", "leak"],
  rule: ["bug", "double-completion", "sleep-in-atomic"],
  standstill: ["hang", "deadlock", "livelock"],
} as const;

/** The kinds of violation that filters stand for; a kind itself is one, too. */
export function kindsBehind(filters: readonly string[]): ReadonlySet<string> {
  const groups = new Map<string, readonly string[]>(Object.entries(kindsOf));
  return new Set(filters.flatMap((filter) => groups.get(filter) ?? [filter]));
}

/** What the adapter can do; `t` puts the names of filters into the language of the editor. */
export function capabilitiesIn(t: Translate): DebugProtocol.Capabilities {
  const labels = { memory: t("Memory errors"), rule: t("Broken rules"), standstill: t("Standstill") };
  return {
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
    exceptionBreakpointFilters: (["memory", "rule", "standstill"] as const).map((filter) => ({
      filter,
      label: labels[filter],
      description: kindsOf[filter].join(", "),
      default: true,
    })),
  };
}
