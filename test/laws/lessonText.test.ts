import { FAILSAFE_SCHEMA, load } from "js-yaml";
import { Lexer, type Token, type Tokens } from "marked";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readFields } from "../../src/lessons/fields";
import { readMarkdown, sourceLines, type Block, type Inline } from "../../src/lessons/markdown";

/** What both readers agree on: the structure, with blanks in texts as one. */
type Shape = string | readonly Shape[];

const flat = (text: string) => text.replace(/\s+/g, " ");

function merged(parts: readonly Shape[]): readonly Shape[] {
  const out: Shape[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (typeof part === "string" && typeof last === "string") out[out.length - 1] = last + part;
    else if (part !== "") out.push(part);
  }
  return out.map((part) => (typeof part === "string" ? flat(part) : part));
}

const ourInline = (content: readonly Inline[]): readonly Shape[] =>
  merged(
    content.map((part): Shape => {
      switch (part.kind) {
        case "text":
          return part.text;
        case "code":
          return ["code", part.text];
        case "image":
          return ["image", part.target, part.alt];
        case "link":
          return ["link", part.target, part.title, ...ourInline(part.content)];
        default:
          return [part.kind, ...ourInline(part.content)];
      }
    }),
  );

const ourBlocks = (blocks: readonly Block[]): readonly Shape[] =>
  blocks.map((block): Shape => {
    switch (block.kind) {
      case "paragraph":
        return ["paragraph", ...ourInline(block.content)];
      case "heading":
        return [`heading ${block.level}`, ...ourInline(block.content)];
      case "quote":
        return ["quote", ...ourBlocks(block.blocks)];
      case "list":
        return [block.ordered ? "ordered" : "bullets", ...block.items.map(ourBlocks)];
      case "code":
        return ["pre", block.language, block.text];
    }
  });

const markedInline = (tokens: readonly Token[] = []): readonly Shape[] =>
  merged(
    tokens.map((token): Shape => {
      switch (token.type) {
        case "codespan":
          return ["code", (token as Tokens.Codespan).text];
        case "em":
          return ["emphasis", ...markedInline(token.tokens)];
        case "strong":
          return ["strong", ...markedInline(token.tokens)];
        case "image":
          return ["image", (token as Tokens.Image).href, (token as Tokens.Image).text];
        case "link": {
          const { href, title } = token as Tokens.Link;
          return ["link", href, title ?? "", ...markedInline(token.tokens)];
        }
        default:
          return "text" in token ? (token as Tokens.Text).text : token.raw;
      }
    }),
  );

const markedBlocks = (tokens: readonly Token[] = []): readonly Shape[] =>
  tokens.flatMap((token): readonly Shape[] => {
    switch (token.type) {
      case "space":
        return [];
      case "heading":
        return [[`heading ${(token as Tokens.Heading).depth}`, ...markedInline(token.tokens)]];
      case "blockquote":
        return [["quote", ...markedBlocks(token.tokens)]];
      case "list": {
        const { ordered, items } = token as Tokens.List;
        return [[ordered ? "ordered" : "bullets", ...items.map((item) => markedBlocks(item.tokens))]];
      }
      case "code":
        return [["pre", (token as Tokens.Code).lang ?? "", (token as Tokens.Code).text]];
      default:
        return [["paragraph", ...markedInline("tokens" in token ? token.tokens : [])]];
    }
  });

const folder = "media/lessons/";
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .map((name) => folder + name);

/** A lesson's text behind its front matter. */
function bodyOf(text: string): string {
  return text.startsWith("---\n") ? text.slice(text.indexOf("\n---\n", 4) + 5) : text;
}

describe.each(files)("%s", (file) => {
  const text = readFileSync(file, "utf8");

  it("has the structure that marked finds in it", () => {
    // Without its autolinks and tables, which lessons do not have: an address in a quote stays text.
    const lexer = new Lexer({ gfm: false });
    expect(ourBlocks(readMarkdown(sourceLines(bodyOf(text))))).toEqual(markedBlocks(lexer.lex(bodyOf(text))));
  });

  it("has the fields that js-yaml finds in its blocks", () => {
    const front = text.startsWith("---\n") ? [text.slice(4, text.indexOf("\n---\n", 4))] : [];
    const fenced = [...text.matchAll(/^```(?:open|challenge)\n(.*?)^```$/gms)].map(([, inner = ""]) => inner);
    for (const source of [...front, ...fenced]) {
      const problems: string[] = [];
      const fields = readFields(sourceLines(source), (_, message) => problems.push(message));
      expect(problems).toEqual([]);
      const ours = Object.fromEntries([...fields].map(([name, { value }]) => [name, value]));
      expect(ours).toEqual(load(source, { schema: FAILSAFE_SCHEMA }));
    }
  });
});

describe("values that YAML reads as something else", () => {
  it.each([
    "*ppos = pos;",
    "&dio->refcount",
    "a: b",
    "a #b",
    "[x]",
    "{ x",
    "!x",
    "'x",
    '"x',
    "- x",
    "|",
    "> x",
    "%x",
    "@x",
  ])("%s is refused unless it is quoted", (value) => {
    const problems: string[] = [];
    readFields([{ line: 1, text: `line: ${value}` }], (_, message) => problems.push(message));
    expect(problems).toHaveLength(1);
    const quoted = `line: '${value.replaceAll("'", "''")}'`;
    const fields = readFields([{ line: 1, text: quoted }], (_, message) => problems.push(message));
    expect(problems).toHaveLength(1);
    expect({ line: fields.get("line")?.value }).toEqual(load(quoted, { schema: FAILSAFE_SCHEMA }));
  });
});
