import { mercurialDate, readDate } from "./date";
import type { Person } from "./person";
import { readPerson } from "./person";
import type { TextLine } from "./textLine";

/** What a bare patch says about itself above its diff. */
export interface BareHead {
  readonly subject: string;
  readonly person: Person;
  readonly date: string | null;
  readonly commit: string | null;
}

/** The head of a patch stands within so many lines. */
const REACH = 60;

const field =
  /^(?:# )?(From|Author|User|Subject|Date|AuthorDate|commit|Node ID|Description)(?::\s*|\s+)(\S.*)$/;
const mercurial = "# HG changeset patch";
const diff = /^(?:diff |--- |Index: |@@ )/;

/**
 * Reads the head of a bare patch: `git show` and `git log` (commit, Author, Date), `hg export` (`# User`,
 * `# Node ID`), quilt and Debian (From, Subject, Description). The subject of a commit is its first indented
 * line. Where a text holds several commits, nothing is said of the text as a whole.
 */
export function readBareHead(lines: readonly TextLine[]): BareHead {
  const fields = new Map<string, string>();
  let title: string | null = null;
  let isMercurial = false;
  for (const { text } of lines.slice(0, REACH)) {
    if (diff.test(text)) break;
    isMercurial ||= text.startsWith(mercurial);
    const isTitle = isMercurial && text !== "" && !text.startsWith("#");
    const match = title === null && !isTitle ? field.exec(text) : null;
    const name = match?.[1]?.toLowerCase();
    if (name !== undefined && !fields.has(name)) fields.set(name, match?.[2] ?? "");
    else if (fields.has("commit") && title === null && /^ {4}\S/.test(text)) title = text.trim();
    else if (isTitle) title ??= text.trim();
  }
  const id = fields.get("commit") ?? fields.get("node id") ?? "";
  const commit = /^[0-9a-f]{7,64}\b/.exec(id)?.[0] ?? null;
  const commits = lines.filter(
    ({ text }) => /^commit [0-9a-f]{7,64}\b/.test(text) || text.startsWith(mercurial),
  ).length;
  const date = fields.get("date") ?? fields.get("authordate") ?? null;
  const person = fields.get("from") ?? fields.get("author") ?? fields.get("user");
  if (commits > 1) return { subject: "", person: { name: null, email: null }, date: null, commit: null };
  return {
    subject: fields.get("subject") ?? title ?? fields.get("description") ?? "",
    person: person === undefined ? { name: null, email: null } : readPerson(person),
    date: (isMercurial && date !== null ? mercurialDate(date) : null) ?? readDate(date),
    commit,
  };
}
