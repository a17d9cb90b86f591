import type { TextLine } from "../mail/textLine";

/** A bug that somebody's words name. */
export interface BugMention {
  /** `bug 242116`, `lkml 2007/2/8/337`. */
  readonly key: string;
  /** 1-based line of the document. */
  readonly line: number;
}

const bugNumber =
  /(?:\bbug(?:zilla)?(?: bug)?[ #:]{1,3}|\bbz ?#? ?|show_bug\.cgi\?id=|\bbugs\/|bugzilla\.[\w.]+\/)(\d{3,8})\b/gi;
const lkmlPage = /lkml\.org\/lkml\/(\d{4})\/(\d{1,2})\/(\d{1,2})\/(\d{1,5})/g;

function bugsIn(text: string): string[] {
  // Nearly no line speaks of a bug; the two searches are only made where one of the words stands.
  if (!/b(?:ug|z)|lkml/i.test(text)) return [];
  const numbers = [...text.matchAll(bugNumber)].map((match) => `bug ${match[1] ?? ""}`);
  const pages = [...text.matchAll(lkmlPage)].map((match) => `lkml ${match.slice(1, 5).join("/")}`);
  return [...numbers, ...pages];
}

/** The bugs that some words name, in their order. */
export function findBugs(words: readonly TextLine[]): readonly BugMention[] {
  return words.flatMap(({ text, line }) => bugsIn(text).map((key) => ({ key, line })));
}
