import { firstCode } from "./textLine";
import type { TextLine } from "./textLine";

/**
 * Where a person asks that what stands above be left out. `git am` does so only with `--scissors` or
 * mailinfo.scissors; what it would find then is told beside what it finds without.
 */
export interface Scissors {
  readonly line: number;
  /** The in-body headers right below. */
  readonly fields: ReadonlyMap<string, string>;
}

/** The log message of a mail as git's mailinfo cuts it out of the body. */
export interface LogMessage {
  /** In-body `From:`, `Subject:` and `Date:` (lower-case names), unfolded; they override the mail's own. */
  readonly fields: ReadonlyMap<string, string>;
  /** The message without those headers, up to the patch. */
  readonly lines: readonly TextLine[];
  /** The last scissors line (`-- >8 --`); null without. */
  readonly scissors: Scissors | null;
  /** True when a patch (or a `---` line) ends it. */
  readonly hasPatch: boolean;
}

const field = /^(From|Subject|Date):[ \t]*(.*)$/i;

function isBlank(text: string): boolean {
  return text.trim() === "";
}

/** git's `patchbreak`: where the log message ends and a patch (or a `---` line) begins. */
export function isPatchBreak(text: string): boolean {
  const first = firstCode(text);
  if (first === 0x64) return text.startsWith("diff -");
  if (first === 0x49) return text.startsWith("Index: ");
  if (first !== 0x2d || !text.startsWith("---")) return false;
  return /^--- [^\s]/.test(text) || isBlank(text.slice(3));
}

/** git's `is_scissors_line`: mostly dashes, at least one pair of scissors, a perforation of eight columns. */
export function isScissors(text: string): boolean {
  if (!text.includes("-") || !/>8|8<|>%|%</.test(text)) return false;
  const trimmed = text.trim();
  let inPerforation = false;
  let gap = 0;
  let scissors = 0;
  let perforation = 0;
  for (let i = 0; i < trimmed.length; i++) {
    const pair = trimmed.slice(i, i + 2);
    if (/\s/.test(trimmed.charAt(i))) {
      if (inPerforation) {
        perforation++;
        gap++;
      }
    } else if (trimmed[i] === "-") {
      inPerforation = true;
      perforation++;
    } else if (pair === ">8" || pair === "8<" || pair === ">%" || pair === "%<") {
      inPerforation = true;
      perforation += 2;
      scissors += 2;
      i++;
    } else {
      inPerforation = false;
    }
  }
  return scissors > 0 && trimmed.length >= 8 && trimmed.length < perforation * 3 && gap * 2 < perforation;
}

function readFields(lines: readonly TextLine[], from: number): { fields: Map<string, string>; next: number } {
  const fields = new Map<string, string>();
  let i = from;
  while (i < lines.length && isBlank(lines[i]?.text ?? "")) i++;
  const start = i;
  let open: string | null = null;
  for (; i < lines.length; i++) {
    const text = lines[i]?.text ?? "";
    if (open !== null && /^[ \t]/.test(text)) {
      fields.set(open, `${fields.get(open) ?? ""} ${text.trim()}`);
      continue;
    }
    const match = field.exec(text);
    const name = match?.[1]?.toLowerCase() ?? "";
    if (match !== null && !fields.has(name)) {
      fields.set(name, match[2] ?? "");
      open = name;
    } else if (/^\[PATCH\]\s/.test(text)) {
      // Old mailers' way to give the patch another title than the mail: git knows just this one prefix.
      fields.set("subject", text);
      open = null;
    } else if (!/^>From [0-9a-f]{40} /.test(text)) {
      break;
    }
  }
  // git: only a blank line right behind the headers is swallowed with them.
  if (i > start && fields.size > 0 && isBlank(lines[i]?.text ?? "")) i++;
  return { fields, next: fields.size > 0 ? i : start };
}

/** Cuts the log message out of a mail's own words, as git's mailinfo (`handle_commit_msg`) does. */
export function readLogMessage(body: readonly TextLine[]): LogMessage {
  const { fields, next } = readFields(body, 0);
  let scissors: Scissors | null = null;
  let end = next;
  for (; end < body.length; end++) {
    const { text, line } = body[end] ?? { text: "", line: 0 };
    if (isPatchBreak(text)) break;
    if (isScissors(text)) scissors = { line, fields: readFields(body, end + 1).fields };
  }
  return { fields, lines: body.slice(next, end), scissors, hasPatch: end < body.length };
}
