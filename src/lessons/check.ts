import type { DigSite } from "../series/digSite";
import { challengeProblem } from "./challengeCheck";
import { authorsOf, citationOf, names, unitsOf, type Citation } from "./citation";
import { readClaim, refuteClaim } from "./claim";
import { diagramOf } from "./diagram";
import type { LessonProblem } from "./fields";
import { findEntry, type GlossaryEntry } from "./glossary";
import { Judge } from "./judge";
import type { Lesson, LessonStep } from "./lesson";
import { readLink } from "./link";
import { inlinesOf, type Block } from "./markdown";
import { momentProblem, sketchProblem } from "./momentCheck";
import { nearestName } from "./nearestName";
import type { HunkLine, Passage } from "./opening";
import {
  asFarAs,
  findDocument,
  findHunk,
  findHunkLine,
  findQuote,
  findQuotes,
  noDocument,
  noHunk,
  type Stretch,
} from "./places";
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
    const moment = opening?.moment;
    if (moment) this.#shield(opening.line, () => momentProblem(moment, this.#against.ways));
    if (diagram)
      this.#shield(
        diagram.line,
        () =>
          sketchProblem(diagram, this.#against.ways) ??
          diagramOf(diagram.moment, this.#against.ways, diagram.show),
      );
    if (challenge)
      this.#shield(challenge.line, () => challengeProblem(challenge, this.#judge, this.#against.ways));
  }

  blocks(blocks: readonly Block[]): void {
    for (const block of blocks) {
      const citation = citationOf(block);
      if (typeof citation === "string") this.#found(block.line, citation);
      else if (citation) this.#found(block.line, this.#citation(citation));
    }
    const links = blocks.filter(({ kind }) => kind !== "quote");
    for (const part of inlinesOf(blocks))
      if (part.kind === "image") this.#found(part.line, this.#picture(part.target));
    for (const part of inlinesOf(links))
      if (part.kind === "link") this.#shield(part.line, () => this.#link(part.target, part.title));
  }

  /** A sentence or a problem is told, each once a line; anything else was found. */
  #found(line: number, found: unknown): void {
    const problem = typeof found === "string" ? { message: found } : found;
    if (!isProblem(problem)) return;
    const isKnown = this.problems.some((one) => one.line === line && one.message === problem.message);
    if (!isKnown) this.problems.push({ ...problem, line });
  }

  #shield(line: number, check: () => unknown): void {
    try {
      this.#found(line, check());
    } catch (error) {
      this.#found(line, error instanceof Error ? error.message : String(error));
    }
  }

  #passage({ document, quote }: Passage): Stretch | string {
    const found = findDocument(this.#against.documents, document);
    if (!found) return noDocument(this.#against.documents, document);
    const stretch = findQuote(found.text, quote);
    return typeof stretch === "string" ? `${found.name}: ${stretch}` : stretch;
  }

  /** Whether words stand in a document, are by the one who is named, and stand in the mail that the link opens. */
  #citation({ document, parts, place, who }: Citation): string | null {
    const { documents, site } = this.#against;
    const found = findDocument(documents, document);
    if (!found) return noDocument(documents, document);
    const theirs: (readonly Stretch[])[] = [];
    for (const part of parts) {
      const places = findQuotes(found.text, part);
      if (places.length === 0)
        return `${found.name}: The words "${part}" do not stand there${asFarAs(found.text, part)}.`;
      const authorsAt = (at: Stretch) => authorsOf(site, found.name, at);
      const own = places.filter((at) => authorsAt(at).some((author) => names(who, author)));
      if (own.length === 0) {
        const authors = [...new Set(places.flatMap(authorsAt))];
        return `The words "${part}" are not by ${who}, but by ${authors.join(" and ") || "nobody who is known"}.`;
      }
      theirs.push(own);
    }
    const opened = findQuote(found.text, place, titleCure(found.name));
    if (typeof opened === "string") return `${found.name}: ${opened}`;
    const beside = unitsOf(site, found.name, opened);
    const astray = theirs.findIndex((own) =>
      own.every((at) => unitsOf(site, found.name, at).every((unit) => !beside.includes(unit))),
    );
    if (astray < 0) return null;
    return `${found.name}: The words "${parts[astray] ?? ""}" stand in another mail or patch than "${place}", in line ${opened.first}; give the link a title from beside them.`;
  }

  #hunkLine({ hunk, side, line }: HunkLine): number | string {
    const found = findHunk(this.#against.site, hunk);
    if (!found) return noHunk(this.#against.site, hunk);
    return findHunkLine(found, side === "before" ? "old" : "new", line);
  }

  #link(target: string, title: string): string | null {
    const link = readLink(target, title);
    if (typeof link === "string") return link;
    switch (link.kind) {
      case "claim":
        return refuteClaim(readClaim(link.target), this.#against.ways);
      case "glossary":
        return this.#word(link.name);
      case "lesson": {
        const { lessons } = this.#against;
        if (lessons.includes(link.id)) return null;
        return `There is no lesson "${link.id}"${nearestName(link.id, lessons)}.`;
      }
      case "document":
        if (title === "")
          return `The link to the document ${link.passage.document} needs a title, words that stand there once: [words](${target} "words of the document").`;
        return sentence(this.#passage(link.passage));
      case "hunk":
        return sentence(this.#hunkLine(link.hunkLine));
      case "web":
        return null;
    }
  }

  #word(name: string): string | null {
    const { glossary } = this.#against;
    if (findEntry(glossary, name)) return null;
    const known = glossary.flatMap((entry) => entry.names);
    return `The glossary has no entry "${name}"${nearestName(name, known)}.`;
  }

  #picture(target: string): string | null {
    const picture = readPicture(target);
    if (typeof picture === "string") return picture;
    const { pictures } = this.#against;
    if (pictures.includes(picture.path)) return null;
    return `There is no picture "${picture.path}"${nearestName(picture.path, pictures)}.`;
  }
}

/** What to do where words stand more than once and nothing says which are meant. */
function titleCure(document: string): string {
  return `quote more of the text, or name the mail by a title with words of it that stand there once: [place](document:${document} "words of the mail")`;
}

function isProblem(value: unknown): value is Pick<LessonProblem, "message" | "warning"> {
  return typeof value === "object" && value !== null && "message" in value;
}

function sentence(found: unknown): string | null {
  return typeof found === "string" ? found : null;
}
