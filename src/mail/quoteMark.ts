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
const initials = /^[ ]?([A-Z][A-Za-z]{0,3})> ?/;

/** Counts quote marks at the head of a line: `> `, `>>`, `> > `, ` >`, and initials as in `ZB> `. */
export function readMarks(text: string): Quoted {
  let at = 0;
  const first = firstCode(text);
  if (first === SPACE) at = 1;
  else if (first !== MARK && !(first >= 0x41 && first <= 0x5a)) return unquoted;
  let depth = 0;
  if (first >= 0x41 && first <= 0x5a) {
    if (text.charCodeAt(1) !== MARK && text.charCodeAt(2) !== MARK && text.charCodeAt(3) !== MARK)
      return unquoted;
    const match = initials.exec(text);
    if (match === null) return unquoted;
    return { depth: 1, start: text.indexOf(">") + 1 };
  }
  let start = 0;
  while (text.charCodeAt(at) === MARK && depth < DEEPEST) {
    depth++;
    start = ++at;
    if (text.charCodeAt(at) === SPACE && text.charCodeAt(at + 1) === MARK) at++;
  }
  return depth === 0 ? unquoted : { depth, start };
}
