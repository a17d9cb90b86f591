import type { LessonProblem } from "./fields";
import { readMarkdown, sourceLines, type Block } from "./markdown";

/** Name of the file that holds the glossary of the lessons beside it. */
export const glossaryFileName = "glossary.md";

/** A word and what it means. */
export interface GlossaryEntry {
  /** What links name: the first of the names. */
  readonly id: string;
  /** How it is written in documents and in C; the first is its headline. */
  readonly names: readonly string[];
  readonly line: number;
  readonly blocks: readonly Block[];
  /** The entry as Markdown, for hovers. */
  readonly text: string;
}

/** All entries, and what is wrong with the file. */
export interface Glossary {
  readonly entries: readonly GlossaryEntry[];
  readonly problems: readonly LessonProblem[];
}

/** Reads a glossary: a section (`## name, other name`) for each entry. */
export function readGlossary(text: string): Glossary {
  const problems: LessonProblem[] = [];
  const lines = sourceLines(text);
  const heads = lines.flatMap((line, index) => (line.text.startsWith("## ") ? [{ ...line, index }] : []));
  const seen = new Set<string>();
  const entries = heads.map(({ line, text: head, index }, n): GlossaryEntry => {
    const inner = lines.slice(index + 1, heads[n + 1]?.index ?? lines.length);
    const names = head
      .slice(3)
      .split(",")
      .map((name) => name.trim());
    for (const name of names) {
      if (seen.has(name.toLowerCase())) problems.push({ line, message: `"${name}" is explained twice.` });
      seen.add(name.toLowerCase());
    }
    const blocks = readMarkdown(inner);
    if (blocks.length === 0) problems.push({ line, message: `"${names[0] ?? ""}" is not explained.` });
    return {
      id: names[0] ?? "",
      names,
      line,
      blocks,
      text: inner
        .map((one) => one.text)
        .join("\n")
        .trim(),
    };
  });
  return { entries, problems };
}

/** The entry of a name, upper and lower case alike. */
export function findEntry(entries: readonly GlossaryEntry[], name: string): GlossaryEntry | undefined {
  const wanted = name.trim().toLowerCase();
  return entries.find(({ names }) => names.some((one) => one.toLowerCase() === wanted));
}
