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

/** Widest column of names; a longer name is cut, so that the steps keep most of the line. */
const widestName = 24;

/**
 * The execution, or the parts of it that are told, as plain text for a reply on a mailing list: no tabs, no line over
 * 78 characters.
 */
export function plainText(execution: Execution, told: readonly Told[] = toldOf(execution)): string {
  const names = execution.contexts.map(({ id }) => id.slice(0, widestName));
  const width = Math.max(...names.map((name) => name.length), 4);
  const indent = " ".repeat(width + 7);
  const lines: string[] = [];
  let last = -1;
  for (const part of told) {
    if (part.kind === "gap") {
      lines.push(...wrap(`... ${gapWords(execution, part.gap.first, part.gap.last)}`, indent, indent));
      last = -1;
      continue;
    }
    const { n, context, function: where, cText, words, violations } = part.step;
    const name = context === last ? "" : (names[context] ?? "");
    last = context;
    lines.push(...wrap(`${where}: ${cText}`, `${String(n).padStart(4)} ${name.padEnd(width)}  `, indent));
    const notes = [
      ...(words === cText ? [] : [`[${words}]`]),
      ...violations.map(({ kind, object }) => `*** ${kind}: ${object}`),
      ...(execution.view.noReturn === n ? ["--- from here on every order fails"] : []),
    ];
    lines.push(...notes.flatMap((note) => wrap(note, indent, indent)));
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

/** Breaks a text between words, and a word that is longer than a line anywhere; `head` begins the first line, `indent` the others. */
function wrap(text: string, head: string, indent: string): readonly string[] {
  const room = widest - Math.max(head.length, indent.length);
  const words = text.split(/\s+/).flatMap((word) => word.match(new RegExp(`.{1,${room}}`, "gu")) ?? []);
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? word : ` ${word}`;
  }
  return [...lines, line].map((one, n) => `${n === 0 ? head : indent}${one}`.trimEnd());
}
