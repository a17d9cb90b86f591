const dots = /^[[(<{]?\s*(?:\.{2,}|…)\s*[\])>}]?$/;
const words =
  /^(?:[[(<{]\s*(?:big\s+)?(?:snip(?:ped|s)?|cut|trim(?:med)?|deleted|skip(?:ped)?|omitted|elided|removed|\.{2,}|…)\b[^\])>}]{0,60}[\])>}]|snip|snipped)[.!]?$/i;
const scissors = /^[-=_~. ]*(?:8<|>8|%<|>%|✂)[-=_~. 8<>%]*$/;
const between = /^[-=_~*.<>[( ]{2,}\s*(?:snip|cut)(?:ped)?\s*[-=_~*.<>\]) ]{2,}$/i;

/** Longer lines than this are sentences. */
const LONGEST = 80;

/**
 * True for a line that people put where they left something out of a quote: `[...]`, `<snip>`, `[snip 20 lines]`,
 * `--- 8< ---`. Outside brackets only what can be nothing else.
 */
export function isCutSign(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed.length > LONGEST) return false;
  return dots.test(trimmed) || words.test(trimmed) || scissors.test(trimmed) || between.test(trimmed);
}
