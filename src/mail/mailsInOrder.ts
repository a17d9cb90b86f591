import { readMail } from "./mail";
import type { Numbering } from "./mail";
import type { RawMail } from "./mailbox";
import type { Reading } from "./message";

/**
 * A reader of the mails of one mailbox, to be given one after the other: the line on which each begins follows
 * from where the one before it ended, so no line is counted that was not read anyway.
 */
export function mailsInOrder(numbering: Numbering): (mail: RawMail) => Reading {
  let next = 1;
  return ({ bytes, linesAbove }) => {
    const first = next + linesAbove;
    const reading = readMail(bytes, first, numbering, true);
    next = (reading.messages[0]?.lines[1] ?? first) + 1;
    return reading;
  };
}
