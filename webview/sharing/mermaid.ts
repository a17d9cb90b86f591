import type { Execution } from "../model/execution";
import { gapWords } from "../model/words";
import { origin } from "./plainText";
import type { Told } from "./told";
import { toldOf } from "./told";

/** Text as Mermaid takes it in a message: its own signs as entity codes (mermaid.js.org, sequence diagrams). */
function quote(text: string): string {
  return text.replace(/[#;:<>{}"`%\\]/g, (sign) => `#${sign.charCodeAt(0)};`).replace(/\s+/g, " ");
}

/**
 * The execution, or the parts of it that are told, as a Mermaid sequence diagram: a participant a context, a message
 * to itself a step.
 */
export function mermaid(execution: Execution, told: readonly Told[] = toldOf(execution)): string {
  const lines = ["sequenceDiagram", ...origin(execution).map((line) => `  %% ${quote(line)}`)];
  execution.contexts.forEach((context, i) => lines.push(`  participant c${i} as ${quote(context.id)}`));
  const everybody = `c0,c${execution.contexts.length - 1}`;
  for (const part of told) {
    if (part.kind === "gap") {
      lines.push(`  Note over ${everybody}: ${quote(gapWords(execution, part.gap.first, part.gap.last))}`);
      continue;
    }
    const { step } = part;
    const preempted = execution.preempted(step.n);
    if (preempted !== null)
      lines.push(`  Note over c${step.context}: preempts ${quote(execution.contexts[preempted]?.id ?? "")}`);
    lines.push(`  c${step.context}->>c${step.context}: ${step.n} ${quote(step.words)}`);
    for (const cause of execution.causes(step.n)) {
      const from = execution.step(cause)?.context;
      if (from !== undefined && from !== step.context && cause === step.n - 1)
        lines.push(`  c${from}-->>c${step.context}: happens before`);
    }
    for (const violation of step.violations)
      lines.push(`  Note over c${step.context}: ${quote(`${violation.kind}: ${violation.object}`)}`);
    if (execution.view.noReturn === step.n) lines.push(`  Note over ${everybody}: point of no return`);
  }
  return `${lines.join("\n")}\n`;
}
