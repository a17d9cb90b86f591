import { challengeFields, readChallenge, type Challenge } from "./challenge";
import { closeFences } from "./fences";
import { FieldReader, readFields, type LessonProblem } from "./fields";
import { readMarkdown, sourceLines, type Block, type SourceLine } from "./markdown";
import { durationOf, minutesOf, type Duration } from "./duration";
import { openFields, readOpen, type Opening } from "./opening";
import { readSketch, sketchFields, type Sketch } from "./sketch";
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
  /** What to open; null to leave the editor as it is, also where what is written cannot be read. */
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
    ["title", "summary", "minutes"],
    1,
    problem,
  );
  const needed = (name: string) => (hasFront ? front.required(name) : "");
  const title = needed("title");
  const summary = needed("summary");
  const stated = front.number("minutes");
  const body = closeFences(hasFront ? lines.slice(end + 1) : lines, Object.keys(meanings), problem);
  const { sections, stray } = sectionsOf(body);
  // Without a front matter its fields stand there too.
  if (hasFront && stray !== null)
    problem(stray, 'Text stands before the first step, which begins with "## ".');
  const steps = sections.map((section) => readStep(section, problem));
  if (steps.length === 0) problem(lines.length, 'A lesson needs at least one step, which begins with "## ".');
  const id = (file.split("/").at(-1) ?? file).replace(/\.md$/, "");
  const duration = durationOf(steps);
  const minutes = stated ?? minutesOf(duration);
  return { lesson: { id, title, summary, minutes, duration, file, steps }, problems };
}

interface Section {
  readonly title: string;
  readonly line: number;
  readonly lines: readonly SourceLine[];
}

/** The steps, and the first line with a text before them. */
function sectionsOf(lines: readonly SourceLine[]): {
  readonly sections: readonly Section[];
  readonly stray: number | null;
} {
  const sections: (Section & { readonly lines: SourceLine[] })[] = [];
  let stray: number | null = null;
  let isCode = false;
  for (const line of lines) {
    if (line.text.startsWith("```")) isCode = !isCode;
    const head = isCode ? null : /^##\s+(.+)$/.exec(line.text);
    const last = sections.at(-1);
    if (head) sections.push({ title: head[1] ?? "", line: line.line, lines: [] });
    else if (last) last.lines.push(line);
    else if (line.text.trim() !== "") stray ??= line.line;
  }
  return { sections, stray };
}

/** Fenced blocks that are not shown as code, by what stands behind the fence, and what messages call them. */
const meanings: Readonly<Record<string, "block to open" | "diagram" | "challenge" | "notes">> = {
  open: "block to open",
  diagram: "diagram",
  challenge: "challenge",
  notes: "notes",
};

/** The fields that each of them has. */
const fieldsOf = { "block to open": openFields, diagram: sketchFields, challenge: challengeFields } as const;

const readers = { "block to open": readOpen, diagram: readSketch, challenge: readChallenge } as const;

/** Reads a step; a block that cannot be read is left out, and does not make the step empty. */
function readStep(
  { title, line, lines }: Section,
  problem: (line: number, message: string) => void,
): LessonStep {
  const blocks: Block[] = [];
  const notes: Block[] = [];
  let opening: Opening | null = null;
  let diagram: Sketch | null = null;
  let challenge: Challenge | null = null;
  const seen = new Set<string>();
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
    if (seen.has(name)) problem(block.line, `A step has one ${name}; this is the second.`);
    seen.add(name);
    const fields = new FieldReader(readFields(inner, problem), name, fieldsOf[name], block.line, problem);
    const read = readers[name](fields, block.line);
    fields.finish();
    if (!fields.isSound) continue;
    if ("task" in read) challenge = read;
    else if ("show" in read) diagram = read;
    else opening = read;
  }
  if (blocks.length === 0 && !seen.has("challenge")) problem(line, `The step "${title}" has no text.`);
  return { title, line, blocks, opening, diagram, notes, challenge };
}
