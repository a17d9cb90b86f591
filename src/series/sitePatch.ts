import { readLogMessage } from "../mail/inBody";
import type { LogMessage, Scissors } from "../mail/inBody";
import type { Message } from "../mail/message";
import { readPerson } from "../mail/person";
import type { Person } from "../mail/person";
import { readSubject } from "../mail/subject";
import type { TextLine } from "../mail/textLine";
import { readTrailers } from "../mail/trailer";
import type { Trailer } from "../mail/trailer";
import type { Patch, Problem } from "../patch/patch";
import { readPatches } from "../patch/reader";
import { recognise } from "./knownPatch";

/** A patch together with what its message says about it. */
export interface SitePatch {
  /** `p1` ... `p5`, `propogate`, `pgbusy`, or `<message id>/<n>`. */
  readonly id: string;
  /** Id of the message whose words it is. */
  readonly message: string;
  /** Without prefixes. */
  readonly subject: string;
  /** Place in the series; null when nothing numbers it. */
  readonly n: number | null;
  readonly of: number | null;
  readonly commit: string | null;
  /** Name of the author: of the commit, or of an in-body `From:`, or of the message. */
  readonly author: string | null;
  readonly email: string | null;
  readonly trailers: readonly Trailer[];
  /** What the author says of it: the log of the commit, or the words of the mail above the patch. */
  readonly log: readonly TextLine[];
  readonly patch: Patch;
}

/** The patches of one message. */
export interface MessagePatches {
  readonly patches: readonly SitePatch[];
  readonly problems: readonly Problem[];
}

const none: MessagePatches = { patches: [], problems: [] };

type About = Omit<SitePatch, "id" | "message" | "patch" | "n" | "of">;

/** Who is named beside the patch, else who sent it; never the name of one with the address of the other. */
function authorOf(person: Person | null, { author, email }: Message): Pick<SitePatch, "author" | "email"> {
  if (person === null) return { author, email };
  const name = person.name ?? author;
  return { author: name, email: person.email ?? (name === author ? email : null) };
}

/** What the commit header of a patch says; what it leaves out, the message says. */
function fromCommit(patch: Patch, message: Message): About {
  const titleAt = patch.message.findIndex((line) => line.text.trim() !== "");
  const title = patch.message[titleAt]?.text;
  const person = patch.author === null ? null : readPerson(patch.author);
  return {
    subject: title === undefined ? message.subject : readSubject(title).text,
    commit: patch.commit ?? message.commit,
    ...authorOf(person, message),
    trailers: readTrailers(patch.message, false),
    log: patch.message,
  };
}

/** What scissors would change, for a person to decide: git leaves them alone unless it is told otherwise. */
function scissorsNote({ line, fields }: Scissors): Problem {
  const said = [...fields].map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(" and ");
  const change = said === "" ? "" : ` and take ${said} from below`;
  const message = `a scissors line stands here; git am --scissors would leave out what is above it${change}, here nothing is left out`;
  return { line, message };
}

/** For a patch without a commit header: the mail is the commit, its in-body headers override its own. */
function fromMail(message: Message, { fields, lines }: LogMessage): About {
  const from = fields.get("from");
  const person = from === undefined ? null : readPerson(from);
  const subject = fields.get("subject");
  return {
    subject: subject === undefined ? message.subject : readSubject(subject).text,
    commit: message.commit,
    ...authorOf(person, message),
    trailers: message.trailers,
    log: lines,
  };
}

/** A footer that was cut off right below the last hunk is said with that hunk. */
function withFooter(patch: Patch, message: Message): Patch {
  const file = patch.files.at(-1);
  const hunk = file?.hunks.at(-1);
  if (file === undefined || hunk === undefined) return patch;
  const below = message.repairs.filter(({ line }) => line > hunk.lastLine && line <= hunk.lastLine + 2);
  if (below.length === 0) return patch;
  const last = { ...hunk, repairs: [...hunk.repairs, ...below] };
  const files = [...patch.files.slice(0, -1), { ...file, hunks: [...file.hunks.slice(0, -1), last] }];
  return { ...patch, files };
}

const outside = /^[\\/]|^[A-Za-z]:[\\/]|(?:^|[\\/])\.\.(?:[\\/]|$)/;
const hidden = /[\u0000-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Names of files that a person should look at twice; they are shown, and never used as a path. */
function oddNames(patch: Patch): Problem[] {
  const found: Problem[] = [];
  for (const { old, new: fresh, line } of patch.files)
    for (const name of old === fresh ? [old] : [old, fresh]) {
      const doubt = doubtOf(name);
      if (doubt !== null) found.push({ line, message: `${doubt}; it is only shown.` });
    }
  return found;
}

function doubtOf(name: string | null): string | null {
  if (name === null) return null;
  if (outside.test(name)) return `The path ${JSON.stringify(name)} leads out of the tree`;
  return hidden.test(name) ? "The path holds characters that hide or turn text" : null;
}

/** Reads the patches in a message's own words and gives them their ids. */
export function readMessagePatches(message: Message): MessagePatches {
  if (message.body.length === 0) return none;
  const { patches, problems } = readPatches(message.body, message.isAscii);
  if (patches.length === 0) return problems.length === 0 ? none : { patches: [], problems };
  const isAlone = patches.length === 1;
  const log = readLogMessage(message.body);
  const read = patches.map((patch, i): SitePatch => {
    const about =
      patch.message.length > 0 || patch.author !== null ? fromCommit(patch, message) : fromMail(message, log);
    const { subject, commit, author, email, trailers, log: words } = about;
    return {
      id: recognise(commit, subject, patch.files)?.name ?? `${message.id}/${i + 1}`,
      message: message.id,
      subject,
      n: isAlone ? (message.tag?.n ?? null) : i + 1,
      of: isAlone ? (message.tag?.of ?? null) : patches.length,
      commit,
      author,
      email,
      trailers,
      log: words,
      patch: withFooter(patch, message),
    };
  });
  const notes = patches.flatMap(oddNames);
  if (log.scissors !== null) notes.push(scissorsNote(log.scissors));
  return { patches: read, problems: notes.length === 0 ? problems : [...problems, ...notes] };
}
