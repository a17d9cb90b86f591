/** A run of text within a block. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "emphasis"; readonly content: readonly Inline[] }
  | { readonly kind: "strong"; readonly content: readonly Inline[] }
  | {
      readonly kind: "link";
      readonly target: string;
      readonly title: string;
      readonly content: readonly Inline[];
      /** Line of the file, from 1. */
      readonly line: number;
    }
  | { readonly kind: "image"; readonly target: string; readonly alt: string; readonly line: number };

/** A part of a page; `line` is where it begins in its file, from 1. */
export type Block = { readonly line: number } & (
  | { readonly kind: "paragraph"; readonly content: readonly Inline[] }
  | { readonly kind: "heading"; readonly level: number; readonly content: readonly Inline[] }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
);

/** A line of a file; `line` counts from 1. */
export interface SourceLine {
  readonly line: number;
  readonly text: string;
}

/** The lines of a text. */
export function sourceLines(text: string): readonly SourceLine[] {
  return text.split(/\r?\n/).map((line, index) => ({ line: index + 1, text: line }));
}

const fence = /^```\s*([\w-]*)\s*$/;
const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const quoteMark = /^>\s?/;
const bullet = /^([-*])\s+/;
const numbered = /^\d{1,3}[.)]\s+/;

/**
 * Reads the Markdown that lessons are written in: paragraphs, headings, quotes, lists one level deep, fenced code, and in
 * them emphasis, code, links and pictures. It is a part of CommonMark 0.31 (a law test compares with `marked`); all else,
 * HTML above all, stays text and is shown as text.
 */
export function readMarkdown(lines: readonly SourceLine[]): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const first = lines[at] as SourceLine;
    if (first.text.trim() === "") {
      at += 1;
      continue;
    }
    const [block, next] = readBlock(lines, at, first);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

function readBlock(lines: readonly SourceLine[], at: number, first: SourceLine): readonly [Block, number] {
  const { line, text } = first;
  const opened = fence.exec(text);
  if (opened) return readFence(lines, at, line, opened[1] ?? "");
  const head = heading.exec(text);
  if (head) {
    const block: Block = {
      kind: "heading",
      level: (head[1] ?? "").length,
      content: readInline(head[2] ?? "", line),
      line,
    };
    return [block, at + 1];
  }
  if (quoteMark.test(text)) {
    const end = endOf(lines, at, ({ text: next }) => quoteMark.test(next));
    const inner = lines.slice(at, end).map((one) => ({ ...one, text: one.text.replace(quoteMark, "") }));
    return [{ kind: "quote", blocks: readMarkdown(inner), line }, end];
  }
  for (const [mark, ordered] of [[bullet, false] as const, [numbered, true] as const])
    if (mark.test(text)) return readList(lines, at, line, mark, ordered);
  const end = endOf(lines, at, ({ text: next }, n) => n === at || !beginsBlock(next));
  return [{ kind: "paragraph", content: readInline(joined(lines.slice(at, end)), line), line }, end];
}

function readFence(
  lines: readonly SourceLine[],
  at: number,
  line: number,
  language: string,
): readonly [Block, number] {
  const end = endOf(lines, at + 1, ({ text }) => text.trimEnd() !== "```");
  const text = lines
    .slice(at + 1, end)
    .map((one) => one.text)
    .join("\n");
  return [{ kind: "code", language, text, line }, end + 1];
}

function readList(
  lines: readonly SourceLine[],
  from: number,
  line: number,
  mark: RegExp,
  ordered: boolean,
): readonly [Block, number] {
  const items: (readonly Block[])[] = [];
  let at = from;
  while (at < lines.length && mark.test(lines[at]?.text ?? "")) {
    const end = endOf(lines, at, ({ text }, n) => n === at || (!beginsBlock(text) && text.trim() !== ""));
    const inner = lines
      .slice(at, end)
      .map((one, n) => ({ ...one, text: n === 0 ? one.text.replace(mark, "") : one.text.trimStart() }));
    items.push(readMarkdown(inner));
    at = end;
    const next = endOf(lines, at, ({ text }) => text.trim() === "");
    if (mark.test(lines[next]?.text ?? "")) at = next;
  }
  return [{ kind: "list", ordered, items, line }, at];
}

/** Index of the first line from `from` on that does not go on, or the number of lines. */
function endOf(
  lines: readonly SourceLine[],
  from: number,
  goesOn: (line: SourceLine, index: number) => boolean,
): number {
  let at = from;
  while (at < lines.length && goesOn(lines[at] as SourceLine, at)) at += 1;
  return at;
}

function beginsBlock(text: string): boolean {
  return text.trim() === "" || [fence, heading, quoteMark, bullet, numbered].some((mark) => mark.test(text));
}

function joined(lines: readonly SourceLine[]): string {
  return lines.map(({ text }) => text.trim()).join("\n");
}

/** What may stand in a line, in the order in which it is looked for; `*` and `**` do not nest in themselves. */
const inline =
  /(`+)(?<code>.+?)\1(?!`)|\\(?<escaped>[!-/:-@[-`{-~])|(?<image>!?)\[(?<label>(?:[^[\]\\]|\\.)*)\]\((?<target>[^\s()]+)(?:\s+"(?<title>[^"]*)")?\)|\*\*(?<strong>\S(?:.*?\S)?)\*\*|\*(?<emphasis>[^\s*](?:[^*]*[^\s*])?)\*/gs;

/** Reads what stands within a paragraph that begins at `line`. */
function readInline(text: string, line: number): readonly Inline[] {
  const parts: Inline[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") parts.push({ kind: "text", text: plain });
    plain = "";
  };
  let last = 0;
  for (const match of text.matchAll(inline)) {
    plain += text.slice(last, match.index);
    last = match.index + match[0].length;
    const found = match.groups ?? {};
    if (found["escaped"] !== undefined) {
      plain += found["escaped"];
      continue;
    }
    flush();
    parts.push(partOf(found, line + text.slice(0, match.index).split("\n").length - 1));
  }
  plain += text.slice(last);
  flush();
  return parts;
}

function partOf(found: Readonly<Record<string, string | undefined>>, line: number): Inline {
  const { code, strong, emphasis, label = "", target = "", title = "", image } = found;
  if (code !== undefined) return { kind: "code", text: codeText(code) };
  if (strong !== undefined) return { kind: "strong", content: readInline(strong, line) };
  if (emphasis !== undefined) return { kind: "emphasis", content: readInline(emphasis, line) };
  if (image === "!") return { kind: "image", target, alt: label, line };
  return { kind: "link", target, title, content: readInline(label, line), line };
}

/** One blank at either end of code makes room for a backtick there and is not part of it. */
function codeText(code: string): string {
  const flat = code.replaceAll("\n", " ");
  return /^ .*\S.* $/.test(flat) ? flat.slice(1, -1) : flat;
}

/** The words of some inline parts, without marks. */
export function plainText(content: readonly Inline[]): string {
  return content
    .map((part) => ("text" in part ? part.text : part.kind === "image" ? part.alt : plainText(part.content)))
    .join("");
}

/** All inline parts of some blocks, those within others too. */
export function* inlinesOf(blocks: readonly Block[]): Generator<Inline> {
  for (const block of blocks) {
    if (block.kind === "quote") yield* inlinesOf(block.blocks);
    else if (block.kind === "list") for (const item of block.items) yield* inlinesOf(item);
    else if (block.kind !== "code") yield* within(block.content);
  }
}

function* within(content: readonly Inline[]): Generator<Inline> {
  for (const part of content) {
    yield part;
    if ("content" in part) yield* within(part.content);
  }
}
