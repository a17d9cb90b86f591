import { el, type Content } from "../dom";

/** Browsers break a line behind a dash, which takes `dio->waiter` and `-EFAULT` apart. */
const dashed = /((?:[&!*]*\w+)?(?:->\w+)+|(?<![\w)])-\w+)/;

/** Longer words may be broken, at their arrows or anywhere, rather than run out of a narrow page. */
const longestWord = 24;

/** Text, of code or about it, whose members and negative numbers stay whole at the end of a line. */
export function wholeWords(text: string): readonly Content[] {
  return text.split(dashed).flatMap((part, n, all): readonly Content[] => {
    if (n % 2 === 0) return [part];
    const pieces = part.length > longestWord ? part.split(/(?=->)/) : [part];
    return pieces.flatMap((piece, i) => {
      const whole = piece.length > longestWord ? piece : el("span", { class: "whole" }, piece);
      return i === 0 && all[n - 1] === "" ? [whole] : [el("wbr", {}), whole];
    });
  });
}

/** C text whose members and negative numbers stay whole at the end of a line. */
export function codeText(text: string): HTMLElement {
  return el("code", {}, ...wholeWords(text));
}
