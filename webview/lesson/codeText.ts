import { el, type Content } from "../dom";

/** Browsers break a line behind a dash, which takes `dio->waiter` and `-EFAULT` apart. */
const dashed = /([&!*]*\w+(?:->\w+)+|(?<![\w)])-\w+)/;

/** Longer words may be broken anywhere rather than run out of a narrow page. */
const longestWord = 24;

/** C text whose members and negative numbers stay whole at the end of a line. */
export function codeText(text: string): HTMLElement {
  const parts = text.split(dashed).flatMap((part, n, all): readonly Content[] => {
    if (n % 2 === 0 || part.length > longestWord) return [part];
    const whole = el("span", { class: "whole" }, part);
    return all[n - 1] === "" ? [whole] : [el("wbr", {}), whole];
  });
  return el("code", {}, ...parts);
}
