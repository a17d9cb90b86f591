import { checkLesson } from "../../lessons/check";
import { exampleOf, readClaim } from "../../lessons/claim";
import { diagramOf } from "../../lessons/diagram";
import { readGlossary, type GlossaryEntry } from "../../lessons/glossary";
import { Judge } from "../../lessons/judge";
import { readLesson } from "../../lessons/lesson";
import { plainText } from "../../lessons/markdown";
import type { Ground } from "../../lessons/opening";
import { pageOf } from "../../lessons/page";
import { tourOf } from "../../lessons/tour";
import { Turns } from "../../lessons/turns";
import { Ways } from "../../lessons/ways";
import type { HandlersOf } from "../worker/requests";
import type { LessonRequests, ShownEntry } from "./requests";

/** What the worker does for lessons; what it explored it remembers. */
export function teaching(): HandlersOf<LessonRequests> {
  const ways = new Ways();
  const judge = new Judge(ways);
  return {
    readLessons: (files) => files.map(({ name, text }) => readLesson(name, text)),
    way: ({ ground, ending }) => ways.required(ground, ending),
    judge: ({ challenge, attempt }) => judge.execution(challenge, attempt),
    judgeChoice: ({ challenge, index }) => judge.choice(challenge, index),
    par: (challenge) => judge.par(challenge),
    example: (target) => {
      const { ground, ending } = exampleOf(readClaim(target));
      return { ground, schedule: ways.required(ground, ending).schedule };
    },
    checkLesson: ({ lesson, glossaries, against }) => {
      const glossary = glossaries.flatMap((text) => readGlossary(text).entries);
      return checkLesson(lesson, { ...against, ways, glossary });
    },
    diagram: ({ moment, show }) => diagramOf(moment, ways, show),
    glossary: (text) => readGlossary(text).entries.map(shownEntry),
    exportLesson: ({ lesson, sources, as, notes }) =>
      as === "tour" ? tourOf(lesson, sources) : pageOf(lesson, sources, ways, notes),
    beginning: (ground) => turnsOf(ways, ground).beginning(),
    runOn: ({ ground, schedule, at, context, far }) => turnsOf(ways, ground).run(schedule, at, context, far),
  };
}

function turnsOf(ways: Ways, ground: Ground): Turns {
  return new Turns(ways.endings(ground).machine);
}

/** A link of Markdown; only its words are left in a hover. */
const link = /\[([^\]]*)\]\([^)]*\)/g;

function shownEntry({ names, blocks, text }: GlossaryEntry): ShownEntry {
  const top = blocks.flatMap((block) => (block.kind === "paragraph" ? [plainText(block.content)] : []));
  return {
    names,
    markdown: text.replace(link, "$1"),
    plain: `${names[0] ?? ""}: ${top.join(" ").replaceAll("\n", " ")}`,
  };
}
