import { firstCode } from "./textLine";

const MARK = 0x3e;
const SPACE = 0x20;

/** How deep a line is quoted, and where its text begins. */
export interface Quoted {
  readonly depth: number;
  /** Index behind the last mark; a blank that follows the mark is not skipped. */
  readonly start: number;
}

const unquoted: Quoted = { depth: 0, start: 0 };
/** More marks than this are text, not quoting: no list keeps such a reply. */
const DEEPEST = 200;
/** People have two or three; what is longer is a word. */
const MOST_INITIALS = 3;
const initials = /^[A-Z][A-Za-z]{0,2}>/;

/** Counts quote marks at the head of a line: `> `, `>>`, `> > `, ` >`, and initials as in `ZB> `. */
export function readMarks(text: string): Quoted {
  let at = 0;
  const first = firstCode(text);
  if (first === SPACE) at = 1;
  else if (first !== MARK && !(first >= 0x41 && first <= 0x5a)) return unquoted;
  let depth = 0;
  if (first >= 0x41 && first <= 0x5a) {
    const mark = text.indexOf(">");
    if (mark < 0 || mark > MOST_INITIALS || !initials.test(text)) return unquoted;
    return { depth: 1, start: mark + 1 };
  }
  let start = 0;
  while (at < text.length && text.charCodeAt(at) === MARK && depth < DEEPEST) {
    depth++;
    start = ++at;
    if (at + 1 < text.length && text.charCodeAt(at) === SPACE && text.charCodeAt(at + 1) === MARK) at++;
  }
  return depth === 0 ? unquoted : { depth, start };
}
