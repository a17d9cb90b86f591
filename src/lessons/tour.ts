import type { Lesson, LessonStep } from "./lesson";
import { plainText, type Block } from "./markdown";
import type { Sources } from "./page";

/**
 * A lesson as a tour for the CodeTour extension (its schema: aka.ms/codetour-schema), for a workspace that holds the
 * documents. CodeTour knows no diffs and no replays: a hunk becomes its line in the document, and a step that replays
 * opens our lesson instead.
 */
export function tourOf(lesson: Lesson, sources: Sources): string {
  const tour = {
    $schema: "https://aka.ms/codetour-schema",
    title: lesson.title,
    description: lesson.summary,
    steps: lesson.steps.map((step) => ({
      title: step.title,
      description: step.blocks.map(blockText).join("\n\n"),
      ...placeOf(step, sources),
      ...(step.opening?.moment || step.challenge
        ? { commands: [`patchArchaeology.openLesson?${encodeURIComponent(JSON.stringify([lesson.id]))}`] }
        : {}),
    })),
  };
  return `${JSON.stringify(tour, null, 2)}\n`;
}

function placeOf({ opening }: LessonStep, { hunks, documents }: Sources): object {
  const hunk = opening?.hunkLine ? hunks[opening.hunkLine.hunk] : undefined;
  if (hunk) return { file: hunk.document, line: hunk.line };
  const file = opening?.passage ? documents[opening.passage.document] : undefined;
  // The first words are enough for a pattern, and stand in one line.
  const words = opening?.passage?.quote.split(/\s+/).slice(0, 4) ?? [];
  return file === undefined ? {} : { file, pattern: words.map(escapePattern).join("\\s+") };
}

function escapePattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return plainText(block.content);
    case "quote":
      return block.blocks.map((one) => `> ${blockText(one).replaceAll("\n", "\n> ")}`).join("\n>\n");
    case "list":
      return block.items
        .map((item, n) => `${block.ordered ? `${n + 1}.` : "-"} ${item.map(blockText).join(" ")}`)
        .join("\n");
    case "code":
      return `\`\`\`${block.language}\n${block.text}\n\`\`\``;
  }
}
