import { runSchedule } from "../explore";
import type { DigSite } from "../series/digSite";
import type { Challenge } from "./challenge";
import { authorsOf, citationOf, names } from "./citation";
import { readClaim, refuteClaim } from "./claim";
import { diagramOf } from "./diagram";
import type { LessonProblem } from "./fields";
import { findEntry, type GlossaryEntry } from "./glossary";
import { Judge } from "./judge";
import type { Lesson, LessonStep } from "./lesson";
import { readLink } from "./link";
import { inlinesOf, type Block } from "./markdown";
import { cursorAt, type HunkLine, type Moment, type Passage } from "./opening";
import { findDocument, findHunk, findHunkLine, findQuote, findQuotes, type Stretch } from "./places";
import { readPicture } from "./pictures";
import type { Ways } from "./ways";

/** What lessons are checked against. */
export interface CheckedAgainst {
  readonly site: Pick<DigSite, "messages" | "patches">;
  readonly documents: readonly { readonly name: string; readonly text: string }[];
  readonly ways: Ways;
  /** Ids of the lessons that can be linked to. */
  readonly lessons: readonly string[];
  readonly glossary: readonly GlossaryEntry[];
  /** Paths, relative to the lesson, of the pictures that are there. */
  readonly pictures: readonly string[];
}

/** Checks every link, place, quote, claim and challenge of a lesson; what is wrong comes in order of its lines. */
export function checkLesson(lesson: Lesson, against: CheckedAgainst): readonly LessonProblem[] {
  const check = new LessonCheck(against);
  for (const step of lesson.steps) check.step(step);
  return check.problems.toSorted((a, b) => a.line - b.line);
}

/** Checks every link and claim in the entries of a glossary. */
export function checkGlossary(
  entries: readonly GlossaryEntry[],
  against: CheckedAgainst,
): readonly LessonProblem[] {
  const check = new LessonCheck(against);
  for (const { blocks } of entries) check.blocks(blocks);
  return check.problems.toSorted((a, b) => a.line - b.line);
}

class LessonCheck {
  readonly problems: LessonProblem[] = [];
  readonly #against: CheckedAgainst;
  readonly #judge: Judge;

  constructor(against: CheckedAgainst) {
    this.#against = against;
    this.#judge = new Judge(against.ways);
  }

  step({ blocks, notes, opening, diagram, challenge }: LessonStep): void {
    this.blocks([...blocks, ...notes]);
    if (opening?.passage) this.#found(opening.line, this.#passage(opening.passage));
    if (opening?.hunkLine) this.#found(opening.line, this.#hunkLine(opening.hunkLine));
    if (opening?.moment) this.#shield(opening.line, () => this.#moment(opening.moment));
    if (diagram)
      this.#shield(diagram.line, () => diagramOf(diagram.moment, this.#against.ways, diagram.show));
    if (challenge) this.#shield(challenge.line, () => this.#challenge(challenge));
  }

  blocks(blocks: readonly Block[]): void {
    for (const block of blocks) {
      const citation = citationOf(block);
      if (typeof citation === "string") this.#say(block.line, citation);
      else if (citation) {
        const before = this.problems.length;
        for (const part of citation.parts)
          this.#found(block.line, this.#cited({ document: citation.document, quote: part }, citation.who));
        // Words that are not there at all have been said to be; words that are there twice need a title to be told apart.
        if (this.problems.length === before)
          this.#found(block.line, this.#passage({ document: citation.document, quote: citation.place }));
      }
    }
    const links = blocks.filter(({ kind }) => kind !== "quote");
    for (const part of inlinesOf(blocks))
      if (part.kind === "image") this.#found(part.line, this.#picture(part.target));
    for (const part of inlinesOf(links))
      if (part.kind === "link") this.#shield(part.line, () => this.#link(part.target, part.title));
  }

  #say(line: number, message: string): void {
    this.problems.push({ line, message });
  }

  /** A sentence is a problem; anything else was found. */
  #found(line: number, found: unknown): void {
    if (typeof found === "string") this.#say(line, found);
  }

  #shield(line: number, check: () => unknown): void {
    try {
      this.#found(line, check());
    } catch (error) {
      this.#say(line, error instanceof Error ? error.message : String(error));
    }
  }

  #passage({ document, quote }: Passage): Stretch | string {
    const found = findDocument(this.#against.documents, document);
    if (!found) return `There is no document "${document}".`;
    const stretch = findQuote(found.text, quote);
    return typeof stretch === "string" ? `${found.name}: ${stretch}` : stretch;
  }

  /** Words that somebody is said to have written; where they stand more than once, one place has to be theirs. */
  #cited({ document, quote }: Passage, who: string): string | null {
    const found = findDocument(this.#against.documents, document);
    if (!found) return `There is no document "${document}".`;
    const places = findQuotes(found.text, quote);
    if (places.length === 0) return `${found.name}: The words "${quote}" do not stand there.`;
    const authors = places.flatMap((place) => authorsOf(this.#against.site, found.name, place));
    if (authors.some((author) => names(who, author))) return null;
    return `The words "${quote}" are not by ${who}, but by ${authors.join(" and ") || "nobody who is known"}.`;
  }

  #hunkLine({ hunk, side, line }: HunkLine): number | string {
    const found = findHunk(this.#against.site, hunk);
    if (!found) return `There is no hunk "${hunk}".`;
    return findHunkLine(found, side === "before" ? "old" : "new", line);
  }

  #link(target: string, title: string): string | null {
    const link = readLink(target, title);
    if (typeof link === "string") return link;
    switch (link.kind) {
      case "claim":
        return refuteClaim(readClaim(link.target), this.#against.ways);
      case "glossary":
        return findEntry(this.#against.glossary, link.name)
          ? null
          : `The glossary has no entry "${link.name}".`;
      case "lesson":
        return this.#against.lessons.includes(link.id) ? null : `There is no lesson "${link.id}".`;
      case "document":
        return sentence(this.#passage(link.passage));
      case "hunk":
        return sentence(this.#hunkLine(link.hunkLine));
      case "web":
        return null;
    }
  }

  #picture(target: string): string | null {
    const picture = readPicture(target);
    if (typeof picture === "string") return picture;
    return this.#against.pictures.includes(picture.path) ? null : `There is no picture "${picture.path}".`;
  }

  #moment(moment: Moment | null): string | null {
    if (!moment) return null;
    const { way } = moment;
    const { machine } = this.#against.ways.endings(moment);
    const schedule =
      "schedule" in way ? way.schedule : this.#against.ways.required(moment, way.ending).schedule;
    const { steps, misfit } = runSchedule(machine, schedule);
    if (misfit !== undefined) return `The schedule "${schedule}" does not fit: ${misfit}.`;
    const alike = steps.map((step) => ({
      ...step,
      violations: step.violation === undefined ? [] : [step.violation],
    }));
    const cursor = cursorAt(moment, alike, ({ contextId }) => contextId);
    return cursor === null
      ? `No step${moment.by === null ? "" : ` of ${moment.by}`} is "${moment.at}".`
      : null;
  }

  #challenge(challenge: Challenge): string | null {
    const { task } = challenge;
    if (task.kind === "choose") {
      const answers = this.#judge.answers(challenge).length;
      return answers === 1 ? null : `A challenge has one right choice; this one has ${answers}.`;
    }
    if (task.kind === "switchOff" && this.#against.ways.has(task.ground, task.ending))
      return "The challenge can be won with no hunk switched off.";
    return this.#judge.par(challenge) ? null : "Nobody can win this challenge: no execution ends so.";
  }
}

function sentence(found: unknown): string | null {
  return typeof found === "string" ? found : null;
}
