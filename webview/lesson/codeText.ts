import { el, type Content } from "../dom";

/** Browsers break a line behind a dash, which takes `dio->waiter` and `-EFAULT` apart. */
const dashed = /([&!*]*\w+(?:->\w+)+|(?<![\w)])-\w+)/;

/** Longer words may be broken anywhere rather than run out of a narrow page. */
const longestWord = 24;

/** C text whose members and negative numbers stay whole at the end of a line. */
export function codeText(text: string): HTMLElement {
  const parts = text
    .split(dashed)
    .flatMap((part, n): readonly Content[] =>
      n % 2 === 1 && part.length <= longestWord
        ? [el("wbr", {}), el("span", { class: "whole" }, part)]
        : [part],
    );
  return el("code", {}, ...parts);
}
