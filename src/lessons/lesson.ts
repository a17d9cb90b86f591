import { readChallenge, type Challenge } from "./challenge";
import { FieldReader, readFields, type LessonProblem } from "./fields";
import { readMarkdown, sourceLines, type Block, type SourceLine } from "./markdown";
import { durationOf, minutesOf, type Duration } from "./duration";
import { readOpen, type Opening } from "./opening";
import { readSketch, type Sketch } from "./sketch";
import { nearest } from "../nearest";

/** A guided walk. */
export interface Lesson {
  /** The name of its file without ending: it tells lessons apart and is what progress is kept by. */
  readonly id: string;
  readonly title: string;
  /** One sentence for the list of lessons. */
  readonly summary: string;
  /** How long it takes: what it says itself, or what is counted. */
  readonly minutes: number;
  readonly duration: Duration;
  readonly file: string;
  readonly steps: readonly LessonStep[];
}

/** One idea: a text, and what it opens. */
export interface LessonStep {
  readonly title: string;
  readonly line: number;
  readonly blocks: readonly Block[];
  /** What to open; null to leave the editor as it is. */
  readonly opening: Opening | null;
  /** An execution to draw below the text. */
  readonly diagram: Sketch | null;
  /** For the instructor. */
  readonly notes: readonly Block[];
  readonly challenge: Challenge | null;
}

/** A lesson as far as it could be read, and all that is wrong with it. */
export interface ReadLesson {
  readonly lesson: Lesson;
  readonly problems: readonly LessonProblem[];
}

const dashes = /^---\s*$/;

/**
 * Reads a lesson: a front matter of fields between lines of three dashes, and a section (`## `) for each step. Blocks
 * fenced as `open`, `diagram`, `notes` and `challenge` are not shown as code but mean something; all else is the step's text.
 */
export function readLesson(file: string, text: string): ReadLesson {
  const problems: LessonProblem[] = [];
  const problem = (line: number, message: string) => void problems.push({ line, message });
  const lines = sourceLines(text);
  const end = lines.findIndex(({ text: one }, n) => n > 0 && dashes.test(one));
  const hasFront = dashes.test(lines[0]?.text ?? "") && end > 0;
  if (!hasFront)
    problem(1, "A lesson begins with a line of three dashes, its fields, and another such line.");
  const front = new FieldReader(
    readFields(hasFront ? lines.slice(1, end) : [], problem),
    "front matter",
    1,
    problem,
  );
  const title = front.required("title");
  const summary = front.required("summary");
  const stated = minutesIn(front);
  front.finish();
  const steps = sectionsOf(hasFront ? lines.slice(end + 1) : lines, problem).map((section) =>
    readStep(section, problem),
  );
  if (steps.length === 0) problem(lines.length, 'A lesson needs at least one step, which begins with "## ".');
  const id = (file.split("/").at(-1) ?? file).replace(/\.md$/, "");
  const duration = durationOf(steps);
  const minutes = stated ?? minutesOf(duration);
  return { lesson: { id, title, summary, minutes, duration, file, steps }, problems };
}

function minutesIn(front: FieldReader): number | null {
  return front.has("minutes") ? front.number("minutes") : null;
}

interface Section {
  readonly title: string;
  readonly line: number;
  readonly lines: readonly SourceLine[];
}

function sectionsOf(
  lines: readonly SourceLine[],
  problem: (line: number, message: string) => void,
): readonly Section[] {
  const sections: (Section & { readonly lines: SourceLine[] })[] = [];
  let isCode = false;
  for (const line of lines) {
    if (line.text.startsWith("```")) isCode = !isCode;
    const head = isCode ? null : /^##\s+(.+)$/.exec(line.text);
    const last = sections.at(-1);
    if (head) sections.push({ title: head[1] ?? "", line: line.line, lines: [] });
    else if (last) last.lines.push(line);
    else if (line.text.trim() !== "")
      problem(line.line, 'Text stands before the first step, which begins with "## ".');
  }
  const [unclosed] = isCode ? lines.filter(({ text }) => text.startsWith("```")).slice(-1) : [];
  if (unclosed) problem(unclosed.line, "This fenced block has no end.");
  return sections;
}

/** Fenced blocks that are not shown as code, by what stands behind the fence, and what messages call them. */
const meanings: Readonly<Record<string, "block to open" | "diagram" | "challenge" | "notes">> = {
  open: "block to open",
  diagram: "diagram",
  challenge: "challenge",
  notes: "notes",
};

function readStep(
  { title, line, lines }: Section,
  problem: (line: number, message: string) => void,
): LessonStep {
  const blocks: Block[] = [];
  const notes: Block[] = [];
  let opening: Opening | null = null;
  let diagram: Sketch | null = null;
  let challenge: Challenge | null = null;
  for (const block of readMarkdown(lines)) {
    const name = block.kind === "code" ? meanings[block.language] : undefined;
    if (block.kind !== "code" || name === undefined) {
      // A slip of the hand would show the class what is meant for the instructor alone.
      const meant =
        block.kind === "code" ? nearest(block.language.toLowerCase(), Object.keys(meanings)) : null;
      if (meant !== null && block.kind === "code")
        problem(block.line, `There is no block "${block.language}"; the nearest is "${meant}".`);
      blocks.push(block);
      continue;
    }
    const inner = sourceLines(block.text).map((one) => ({ ...one, line: one.line + block.line }));
    if (name === "notes") {
      notes.push(...readMarkdown(inner));
      continue;
    }
    const fields = new FieldReader(readFields(inner, problem), name, block.line, problem);
    const before = { "block to open": opening, diagram, challenge }[name];
    if (before) problem(block.line, `A step has one ${name}; this is the second.`);
    if (name === "block to open") opening = readOpen(fields, block.line);
    else if (name === "diagram") diagram = readSketch(fields, block.line);
    else challenge = readChallenge(fields, block.line);
    fields.finish();
  }
  if (blocks.length === 0 && !challenge) problem(line, `The step "${title}" has no text.`);
  return { title, line, blocks, opening, diagram, notes, challenge };
}
