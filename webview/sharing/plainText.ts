import type { Execution } from "../model/execution";
import { gapWords } from "../model/words";
import type { Told } from "./told";
import { toldOf } from "./told";

/** What a shared picture or text says about its origin, so that a reader can make it again. */
export function origin(execution: Execution): readonly string[] {
  const { view } = execution;
  return [
    `scenario ${view.scenario}, revision ${view.revision}`,
    `schedule ${view.schedule}`,
    `${view.versions}`,
  ];
}

/** Widest line of a mail before it is wrapped by somebody (RFC 3676, section 4.2, advises 78). */
const widest = 78;

/**
 * The execution, or the parts of it that are told, as plain text for a reply on a mailing list: no tabs, no line over
 * 78 characters.
 */
export function plainText(execution: Execution, told: readonly Told[] = toldOf(execution)): string {
  const names = execution.contexts.map((context) => context.id);
  const width = Math.max(...names.map((name) => name.length), 4);
  const lines: string[] = [];
  let last = -1;
  for (const part of told) {
    if (part.kind === "gap") {
      const words = gapWords(execution, part.gap.first, part.gap.last);
      lines.push(...wrap(`... ${words}`, " ".repeat(width + 7), " ".repeat(width + 7)));
      last = -1;
      continue;
    }
    const { step } = part;
    const name = step.context === last ? "" : (names[step.context] ?? "");
    last = step.context;
    const head = `${String(step.n).padStart(4)} ${name.padEnd(width)}  `;
    const indent = " ".repeat(head.length);
    lines.push(...wrap(`${step.function}: ${step.cText}`, head, indent));
    if (step.words !== step.cText) lines.push(...wrap(`[${step.words}]`, indent, indent));
    for (const violation of step.violations)
      lines.push(`${indent}*** ${violation.kind}: ${violation.object}`);
    if (execution.view.noReturn === step.n) lines.push(`${indent}--- from here on every order fails`);
  }
  const outcome = execution.view.outcome?.title ?? "";
  return [
    ...lines,
    "",
    ...(outcome === "" ? [] : wrap(`Outcome: ${outcome}`, "", "  ")),
    ...origin(execution).flatMap((line) => wrap(line, "", "  ")),
    "",
  ].join("\n");
}

function wrap(text: string, head: string, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = head;
  let empty = true;
  for (const word of text.split(/\s+/)) {
    if (!empty && line.length + 1 + word.length > widest) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line.trimEnd()];
}
