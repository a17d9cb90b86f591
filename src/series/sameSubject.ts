import { readSubject } from "../mail/subject";
import { byDate, link, sentAt } from "./threadNode";
import type { ThreadNode } from "./threadNode";

/** A reply may be dated so much before the mail that it answers: clocks and zones were often wrong. */
const WRONG_CLOCK = 24 * 3_600_000;

interface Topic {
  /** What the messages of one thread have in common; empty where there is no subject. */
  readonly key: string;
  readonly isReply: boolean;
}

/** An empty node has the subject of its first answer. */
function topicOf(node: ThreadNode): Topic {
  const message = node.message ?? node.children[0]?.message ?? null;
  if (message === null) return { key: "", isReply: false };
  const subject = readSubject(message.subjectRaw);
  return { key: subject.text === "" ? "" : subject.thread.toLowerCase(), isReply: subject.isReply };
}

/** True where ids show that a root does not belong to a mail: it names what it answers, and that is another. */
function namesAnother(root: ThreadNode, mail: ThreadNode): boolean {
  const isNamed =
    root.message === null || root.message.references.length > 0 || root.message.inReplyTo !== null;
  return isNamed && mail.messageId !== null && root.message?.ghost !== true;
}

/**
 * Hangs replies whose parents nobody names on a mail of their subject, as archives need it that show no
 * References (step 5 of JWZ's algorithm): on the last mail before them that is no reply itself, else on the
 * first one there is. Where Message-IDs say otherwise they are believed. Returns the roots that are left.
 */
export function linkBySubject(roots: readonly ThreadNode[]): ThreadNode[] {
  const sorted = [...roots].sort(byDate).map((node) => ({ node, ...topicOf(node) }));
  const mails = new Map<string, ThreadNode[]>();
  for (const asReply of [false, true]) {
    for (const { node, key, isReply } of sorted) {
      if (key === "" || isReply !== asReply) continue;
      const same = mails.get(key);
      if (same === undefined) mails.set(key, [node]);
      else if (!isReply) same.push(node);
    }
  }
  for (const { node, key, isReply } of sorted) {
    if (!isReply) continue;
    const same = (mails.get(key) ?? []).filter((mail) => mail !== node && !namesAnother(node, mail));
    const latest = sentAt(node) + WRONG_CLOCK;
    const mail = same.findLast((each) => sentAt(each) <= latest) ?? same[0];
    if (mail !== undefined) link(node, mail);
  }
  return sorted.map(({ node }) => node).filter((node) => node.parent === null);
}
