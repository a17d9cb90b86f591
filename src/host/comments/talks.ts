import type { Message } from "../../mail/message";
import type { Comment, CommentAnchor } from "../../series/anchoredComment";
import type { OpenSite } from "../desk/desk";

/** Remarks about one line, in the order of the documents. */
export interface Talk {
  readonly anchor: CommentAnchor;
  readonly line: number;
  readonly comments: readonly Comment[];
}

/** All that was said in a site, by line and by place. */
interface Talks {
  readonly all: readonly Talk[];
  /** In the order of their lines, by id of the hunk. */
  readonly onHunk: ReadonlyMap<string, readonly Talk[]>;
  /** By id of the message that says it. */
  readonly by: ReadonlyMap<string, readonly Comment[]>;
  readonly messages: ReadonlyMap<string, Message>;
}

const known = new WeakMap<OpenSite, Talks>();

function readTalks({ found }: OpenSite): Talks {
  const talks = new Map<string, Talk & { readonly comments: Comment[] }>();
  const by = new Map<string, Comment[]>();
  for (const comment of found.site.comments) {
    const { anchor } = comment;
    if (anchor === null || anchor.line === null) continue;
    const { line } = anchor;
    const key = `${anchor.patch}/${anchor.path}/${anchor.side}/${line}`;
    const talk = talks.get(key);
    if (talk === undefined) talks.set(key, { anchor, line, comments: [comment] });
    else talk.comments.push(comment);
    const said = by.get(comment.message);
    if (said === undefined) by.set(comment.message, [comment]);
    else said.push(comment);
  }
  const all = [...talks.values()];
  const onHunk = new Map<string, Talk[]>();
  for (const talk of all.toSorted((one, other) => one.line - other.line)) {
    const others = onHunk.get(talk.anchor.hunk);
    if (others === undefined) onHunk.set(talk.anchor.hunk, [talk]);
    else others.push(talk);
  }
  const messages = new Map(found.site.messages.map(({ message }) => [message.id, message]));
  return { all, onHunk, by, messages };
}

function talks(site: OpenSite): Talks {
  const found = known.get(site) ?? readTalks(site);
  known.set(site, found);
  return found;
}

/** One talk a line, so that several remarks on one line read as one. */
export function talksOf(site: OpenSite): readonly Talk[] {
  return talks(site).all;
}

/** How many remarks of the list speak of a line of a hunk. */
export function commentsOn(site: OpenSite, hunk: string): number {
  return talksOnHunk(site, hunk).reduce((sum, { comments }) => sum + comments.length, 0);
}

/** What was said about the lines of a hunk, in the order of the lines. */
export function talksOnHunk(site: OpenSite, hunk: string): readonly Talk[] {
  return talks(site).onHunk.get(hunk) ?? [];
}

/** The message with an id; undefined where the site has none. */
export function messageIn(site: OpenSite, id: string): Message | undefined {
  return talks(site).messages.get(id);
}

/** What a message says about lines of patches. */
export function commentsBy(site: OpenSite, message: string): readonly Comment[] {
  return talks(site).by.get(message) ?? [];
}

/** What was said about the lines of one text. */
export function talksOn(
  site: OpenSite,
  { patch, path, side }: Pick<CommentAnchor, "patch" | "path" | "side">,
): readonly Talk[] {
  return talks(site).all.filter(
    ({ anchor }) => anchor.patch === patch && anchor.path === path && anchor.side === side,
  );
}

/** So many characters of a remark there is room for in a line that holds other things too. */
const fewWords = 60;

/** How a talk begins, in one line. */
export function beginningOf({ comments: [first] }: Talk): string {
  const words = (first?.lines ?? [])
    .map(({ text }) => text.trim())
    .join(" ")
    .trim();
  return words.length > fewWords ? `${words.slice(0, fewWords)}…` : words;
}
