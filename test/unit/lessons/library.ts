import { readdirSync, readFileSync } from "node:fs";
import type { CheckedAgainst } from "../../../src/lessons/check";
import { readGlossary } from "../../../src/lessons/glossary";
import { Ways } from "../../../src/lessons/ways";
import { readDocument } from "../../../src/mail/document";
import { openDigSite } from "../../../src/series/digSite";
import { lessonText, shippedLessons } from "./shipped";

const corpus = new URL("../../../media/corpus/", import.meta.url);
const names = readdirSync(corpus).sort();

/** The glossary as it ships. */
export const glossary = readGlossary(lessonText("glossary.md"));

/** Documents, models, course and glossary, as they ship. */
export const library: CheckedAgainst = {
  site: openDigSite(names.map((name) => readDocument(name, readFileSync(new URL(name, corpus))))),
  documents: names.map((name) => ({ name, text: readFileSync(new URL(name, corpus), "utf8") })),
  ways: new Ways(),
  lessons: shippedLessons.map(({ lesson }) => lesson.id),
  glossary: glossary.entries,
  pictures: [],
};
