/**
 * What the look of a line says about where it came from. All of it is evidence of
 * which the search adds up the weights; nothing here decides alone.
 */

/** No mailer wraps lines shorter than this. */
export const LEAST_WIDTH = 60;

/** How wide a line is drawn when a tab goes to the next multiple of eight. */
export function columns(text: string): number {
  if (!text.includes("\t")) return text.length;
  let width = 0;
  for (const character of text) width = character === "\t" ? (width | 7) + 1 : width + 1;
  return width;
}

/** Length of the first word, blanks before it not counted. */
export function firstWordLength(text: string): number {
  const start = text.search(/\S/);
  if (start < 0) return 0;
  const end = text.slice(start, start + 200).search(/\s/);
  return end < 0 ? text.length - start : end;
}

const proseWord = /^["'(*]*[A-Za-z](?:[a-z'’-]*|[A-Z]*)[.,;:!?)"'*]*$/;

/**
 * True for a line that reads like a sentence of a person, not like code: at least
 * four words, nearly all of them plain words, and no sign that only code has.
 */
export function looksLikeProse(text: string): boolean {
  const line = text.slice(0, 200).trim();
  if (/[;{}=\\]$|->|[&|=]=|\*\/|\/\*| = |\w\((?!\))/.test(line) || /^[#*}]/.test(line)) return false;
  const words = line.split(/\s+/);
  const plain = words.filter((word) => proseWord.test(word)).length;
  return plain >= 4 && plain >= words.length * 0.7;
}

/** True for a line that reads like C, make or shell code. */
export function looksLikeCode(text: string): boolean {
  const line = text.trim();
  if (line === "") return false;
  return /[;{}()\\=]$|^[#}/*]|^(?:if|for|while|return|else|static|struct|int|unsigned|goto|case)\b/.test(
    line,
  );
}

/** Opening less closing round brackets. */
function openBrackets(text: string): number {
  let open = 0;
  for (let at = 0; at < text.length && at < 500; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x28) open += 1;
    else if (code === 0x29) open -= 1;
  }
  return open;
}

/** Where the last bracket that stays open stands; -1 if all are closed. */
export function openBracketAt(text: string): number {
  let closed = 0;
  for (let at = Math.min(text.length, 500) - 1; at >= 0; at--) {
    const code = text.charCodeAt(at);
    if (code === 0x29) closed += 1;
    else if (code === 0x28 && closed-- === 0) return at;
  }
  return -1;
}

/** A line of a block comment that does not end it: `/* ...` or ` * ...`. */
function staysInComment(text: string): boolean {
  const opened = text.lastIndexOf("/*");
  const closed = text.lastIndexOf("*/");
  if (opened >= 0) return closed < opened;
  return /^\s*\*(?:\s|$)/.test(text) && closed < 0;
}

function insideString(text: string): boolean {
  return ((text.match(/(?<!\\)"/g)?.length ?? 0) & 1) === 1;
}

/**
 * Evidence that `below` is the wrapped end of `above` and no line of its own: negative
 * where the code speaks for it, positive where it speaks against it. Widths are
 * judged elsewhere.
 */
export function joinClue(above: string, below: string): number {
  const head = above.trim();
  const tail = below.trim();
  if (tail === "\\") return -3;
  let weight = 0;
  const open = openBrackets(head);
  if (/[{}]$|\*\/$|^#(?:endif|else)\b/.test(head)) weight += 4;
  else if (/;$/.test(head) && open <= 0) weight += 4;
  else if (/^[^?]*:$|^\*?$/.test(head)) weight += 1;
  if (/[-+*/%&|=<>?:,(]$/.test(head) && !head.endsWith("*/")) weight -= 0.3;
  if (staysInComment(head)) weight += commentClue(head, tail);
  else if (/^(?:\/\*|\*\/|#)/.test(tail)) weight += tail.startsWith("/*") && !/[{};]$/.test(head) ? 0 : 2;
  if (insideString(head)) weight -= 2;
  if (/^#\s*define\b/.test(head) && !/\\$/.test(head)) weight += open > 0 || /[,(&|+*-]$/.test(head) ? -2 : 0;
  if (endsUnnaturally(head) && !operator.test(tail)) weight -= 1;
  if (/^(?:if|for|while|return|static|struct|int|void|unsigned|goto|case|break|else)\b/.test(tail))
    weight += 1;
  if (/;$/.test(tail)) {
    const left = open + openBrackets(tail);
    // What is joined to a whole statement must have left something open, and be closed by it.
    if (left > 0 || (open === 0 && left === 0 && /,$/.test(head))) weight += 1.5;
  }
  if (tail === "{") weight += /^(?:\} )?(?:if|for|while|else|switch|do)\b/.test(head) ? 0 : 2;
  if (/^[})]/.test(tail) && open <= 0) weight += 3;
  return weight;
}

function commentClue(head: string, tail: string): number {
  // "/* words" on one line ends with its own line; in a block the last "*/" has a line to itself.
  if (tail.startsWith("*/")) return /\/\*+\s*\S/.test(head) ? -1 : 4;
  if (/^\*(?:\s|$)/.test(tail)) return 4;
  return /[;{}]$/.test(tail) ? 0 : -2;
}

/**
 * Evidence that an unmarked line is no row of its own because of what stands above
 * it: the middle of a comment, an unfinished #define, a lone word.
 */
export function rowClue(above: string, text: string): number {
  const tail = text.trim();
  let weight = 0;
  if (tail === "\\") weight += 3;
  if (endsUnnaturally(above) && !operator.test(tail)) weight += 2.5;
  if (staysInComment(above) && !/^\*(?:[\s/]|$)/.test(tail)) weight += 2.5;
  if (/^\s*#\s*define\b/.test(above) && !/\\$/.test(above) && openBrackets(above) > 0) weight += 2;
  if (/^[\w-]+[.,]?(?: [\w-]+)?$/.test(tail) && !looksLikeCode(tail)) weight += 0.7;
  return weight;
}

/** Some people begin the next line with the operator. */
const operator = /^(?:>>|<<|&&|\|\||[-+*/|&?:^=<>]=?)\s/;

/**
 * True if nobody would end a line of C here: within brackets C lines end behind a
 * comma, an operator or a string; outside, an assignment or a return ends with `;`.
 */
export function endsUnnaturally(text: string): boolean {
  const line = text.trim();
  if (/^(?:\/?\*|#|\/\/|@@)/.test(line) || staysInComment(line) || /\*\/$/.test(line)) return false;
  if (openBracketAt(line) >= 0) return /[\w\])*]$/.test(line) && !/[\s)\w]\*$/.test(line);
  return /(?:^|[^=!<>])=[^=]|^return\b/.test(line) && /[\w\])]$/.test(line);
}

/** True if a line of code waits for its end: an open bracket, an operator or a comma at its end. */
export function isUnfinished(text: string): boolean {
  if (/^\s*(?:\/?\*|#)/.test(text)) return false;
  return openBracketAt(text) >= 0 || /[-+*/%&|=<>?:,(]\s*$/.test(text.replace(/\*\/\s*$/, ""));
}

/** True if a line of code is whole: a statement, a brace, a comment or nothing at all. */
export function isFinished(text: string): boolean {
  return /(?:[;{}]|\*\/|^)\s*$/.test(text);
}

/**
 * Evidence against an empty line between two rows: how much it would surprise in C
 * (less than 1 where empty lines are usual, more where they are not).
 */
export function blankBetween(above: string, below: string): number {
  const head = above.trim();
  const tail = below.trim();
  if (/^\}/.test(above) && /^[A-Za-z/#]/.test(below)) return 0.2;
  if (/^#(?:include|endif)/.test(head) !== /^#(?:include|endif)/.test(tail)) return 0.7;
  if (/[;}]$/.test(head) && /^\/\*/.test(tail)) return 0.8;
  if (isDeclaration(head) && !isDeclaration(tail)) return 0.6;
  if (/\{$|[,(]$/.test(head) || /^\}/.test(tail) || /^\*/.test(tail)) return 3;
  if (/^\}$/.test(head) && !/^\}/.test(tail)) return 1;
  if (/^return\b/.test(tail)) return 1.1;
  if (head === "" || tail === "") return 1.6;
  return /[;}]$/.test(head) && /^(?:if|for|while|switch|do)\b/.test(tail) ? 1.2 : 1.5;
}

function isDeclaration(line: string): boolean {
  return /^(?:static |const |unsigned |signed )*(?:struct \w+|union \w+|enum \w+|\w+_t|int|long|char|short|unsigned|void|bool|u\d+|s\d+)\s+\**\w+(?:\[.*\])?(?:\s*=.*|,.*)?;$/.test(
    line,
  );
}
