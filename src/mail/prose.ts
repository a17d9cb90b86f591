/** What a line looks like, by its shape alone. */
const codeEnd = /(?:[;{}]|\*\/|\\|\)\s*;?|,)\s*$/;
const codeSigns = /->|==|!=|&&|\|\||\+=|-=|<<|>>\s|\w\(\)|^\s*[#/]\*?|^\s*\*|^\s*}|= ?\w+\(|\w\[\w+\]/;
const word = /[A-Za-z][a-z']+/g;

/** A call with arguments, an assignment, a declaration: prose names functions as `name()`. */
const strongCode =
  /\w\((?:[^)\s]|$)|\w = \S|^\s*(?:static|struct|int|void|unsigned|return|if \(|for \(|while \(|#)\b/;

/** True for a line that reads like C: it ends like a statement or has operators that prose has not. */
export function looksLikeCode(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === "") return false;
  if (/[;{}]$/.test(trimmed)) return true;
  const words = trimmed.slice(0, 200).match(word)?.length ?? 0;
  if (words < 12 && strongCode.test(trimmed)) return codeEnd.test(trimmed) || words < 7;
  return words < 7 && (codeEnd.test(trimmed) || codeSigns.test(trimmed));
}

/** True for a line that a person wrote to persons: several words, hardly any operators. */
export function looksLikeProse(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === "" || /[;{}\\]$/.test(trimmed)) return false;
  const words = trimmed.slice(0, 400).match(word)?.length ?? 0;
  if (words < 3) return false;
  const signs = trimmed.slice(0, 400).match(/[=;{}<>|&*+\\]|->/g)?.length ?? 0;
  return words >= 5 ? signs * 4 <= words : /[.?!]$/.test(trimmed) && signs === 0;
}

/** A line that begins or continues the header part of a diff. */
export function isDiffHead(text: string): boolean {
  return /^(?:diff -|--- \S|\+\+\+ \S|@@ |Index: |index [0-9a-f]{4,}\.\.|=====)/.test(text);
}
