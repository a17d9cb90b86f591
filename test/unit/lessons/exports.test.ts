import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { readClassFile, writeClassFile } from "../../../src/lessons/classFile";
import { diagramOf } from "../../../src/lessons/diagram";
import { pageOf } from "../../../src/lessons/page";
import { readLesson } from "../../../src/lessons/lesson";
import { sourcesOf } from "../../../src/lessons/sources";
import { tourOf } from "../../../src/lessons/tour";
import { library } from "./library";
import { shippedLessons } from "./shipped";

const { site, documents, ways } = library;

function lessonNamed(id: string) {
  const found = shippedLessons.find(({ lesson }) => lesson.id === id);
  if (!found) throw new Error(`there is no lesson ${id}`);
  return found.lesson;
}

describe("a lesson as an HTML page", () => {
  const lesson = lessonNamed("03-references");
  const page = pageOf(lesson, sourcesOf(lesson, site, documents), ways, false);

  it("needs nothing from anywhere, and runs nothing", () => {
    expect(page).not.toMatch(/<script|<link|<img|\bsrc=|href="(?!https:)/);
    expect(page).toContain("default-src 'none'");
  });

  it("holds the hunks with their marks, and the steps of the race by context", () => {
    expect(page).toContain("<ins>+\tif (atomic_dec_and_test(&amp;dio-&gt;refcount))</ins>");
    expect(page).toContain('<th scope="col">bio0</th>');
    expect(page).toContain("use-after-free of dio by bio0");
  });

  it("draws the race: a lane for each context, an arrow where one has to come before the other", () => {
    const [svg = ""] = /<svg.*?<\/svg>/s.exec(page.slice(page.indexOf("Freed under the callback"))) ?? [];
    expect([...svg.matchAll(/class="head"[^>]*>(\w+)/g)].map(([, name]) => name)).toEqual([
      "submitter",
      "bio0",
    ]);
    // kfree(dio) by the submitter comes before the bio's spin_lock on it, which is the step that is marked as bad.
    expect(svg).toMatch(/kfree\(dio\);.*class="bad".*spin_lock_irqsave\(&amp;dio-&gt;bio_lock/s);
    expect(svg).toContain('marker-end="url(#tip)"');
    expect(page).toContain("<figcaption>aio-write-hole-second-block on p3");
  });

  it("holds pictures as data, and the words of one that is not there", () => {
    const text = "---\ntitle: T\nsummary: S\n---\n\n## A\n\n![A ring](ring.png) ![Gone](gone.png)\n";
    const pictures = { "ring.png": "data:image/png;base64,AAAA" };
    const shown = pageOf(
      readLesson("x.md", text).lesson,
      { hunks: {}, documents: {}, pictures },
      ways,
      false,
    );
    expect(shown).toContain('<img src="data:image/png;base64,AAAA" alt="A ring"> Gone');
  });

  it("has the instructor's notes only if they are asked for", () => {
    const words = "let the class say what happens next";
    expect(page).not.toContain(words);
    const whole = pageOf(lesson, sourcesOf(lesson, site, documents), ways, true);
    expect(whole).toContain(words);
    // On paper the challenge says what is to be done; only the instructor's copy has the hints.
    expect(page).toContain(
      "Find an execution of aio-write-hole-second-block on p3 that ends with use-after-free of the dio by the bio.",
    );
    const hint = "Two contexts meet at the refcount.";
    expect([page.includes(hint), whole.includes(hint)]).toEqual([false, true]);
  });

  it("shows markup in a lesson as text", () => {
    const text =
      "---\ntitle: <b>T</b>\nsummary: S\n---\n\n## A\n\n<img src=x onerror=alert(1)> [x](javascript:a)\n";
    const bad = pageOf(
      readLesson("x.md", text).lesson,
      { hunks: {}, documents: {}, pictures: {} },
      ways,
      false,
    );
    expect(bad).not.toMatch(/<img|<b>|javascript:/);
    expect(bad).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });
});

/**
 * What CodeTour's schema (schema.json of its repository) and its README ("pattern") know of a tour, as far as ours have it; written down anew, and stricter: no
 * other field is let through.
 */
const tourSchema = {
  type: "object",
  required: ["title", "steps"],
  additionalProperties: false,
  properties: {
    $schema: { const: "https://aka.ms/codetour-schema" },
    title: { type: "string" },
    description: { type: "string" },
    steps: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["description"],
        additionalProperties: false,
        properties: {
          file: { type: "string" },
          line: { type: "number" },
          pattern: { type: "string", format: "regex" },
          title: { type: "string" },
          description: { type: "string" },
          commands: {
            type: "array",
            items: { type: "string", pattern: "^patchArchaeology\\.openLesson\\?" },
          },
        },
      },
    },
  },
} as const;

describe("a lesson as a tour", () => {
  const validate = new Ajv({ strict: false, formats: { regex: true } }).compile(tourSchema);

  it.each(shippedLessons)("$lesson.id keeps to CodeTour's schema", ({ lesson }) => {
    expect(validate(JSON.parse(tourOf(lesson, sourcesOf(lesson, site, documents))))).toBe(true);
    expect(validate({ title: lesson.title, steps: [{ text: "no description" }] })).toBe(false);
  });

  it.each(shippedLessons)("$lesson.id leads to files and patterns that are there", ({ lesson }) => {
    const tour = JSON.parse(tourOf(lesson, sourcesOf(lesson, site, documents))) as {
      readonly steps: readonly { file?: string; line?: number; pattern?: string; description: string }[];
    };
    expect(tour.steps).toHaveLength(lesson.steps.length);
    for (const { file, line, pattern } of tour.steps) {
      if (file === undefined) continue;
      const text = documents.find(({ name }) => name === file)?.text ?? "";
      if (line !== undefined) expect(text.split("\n")[line - 1]).toMatch(/^@@ /);
      else expect(text).toMatch(new RegExp(pattern ?? "never"));
    }
  });
});

describe("the arrows of a diagram", () => {
  it("are those of the happens-before order that do not follow from others", () => {
    const moment = {
      scenario: "aio-write-hole-second-block",
      revision: "p4",
      without: [],
      way: { ending: { kind: "violation", words: ["use-after-free", "dio"] } },
      at: "end",
      by: null,
    } as const;
    const { rows } = diagramOf(moment, ways);
    const arrows = rows.flatMap(({ after }, to) => after.map((from) => [from, to] as const));
    expect(arrows.length).toBeGreaterThan(0);
    for (const [from, to] of arrows) {
      expect(from).toBeLessThan(to);
      expect(rows[from]?.context).not.toBe(rows[to]?.context);
      // No other arrow goes from this row, or a later one of its context, to an earlier row of the other context.
      const implied = arrows.some(
        ([other, earlier]) =>
          earlier < to &&
          other >= from &&
          rows[other]?.context === rows[from]?.context &&
          rows[earlier]?.context === rows[to]?.context,
      );
      expect(implied).toBe(false);
    }
  });
});

describe("a class file", () => {
  it("is read as it was written", () => {
    const file = { title: "Monday", lessons: ["02-between"], hints: true, solutions: false, notes: false };
    expect(readClassFile(writeClassFile(file))).toEqual(file);
  });

  const head = '"format":"patch-archaeology/class","version":1';

  it.each([
    ["{", "is no JSON."],
    ["[]", "is no JSON object."],
    ["{}", '"format" is not "patch-archaeology/class".'],
    [`{${head},"hint":true}`, 'there is no field "hint".'],
    [`{${head},"hints":"yes"}`, '"hints" is neither true nor false.'],
    [`{${head},"lessons":[1]}`, '"lessons" is no list of lessons\' names.'],
  ])("%s gets one sentence", (text, words) => {
    expect(() => readClassFile(text)).toThrow(words);
  });
});
