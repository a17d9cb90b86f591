import { readdirSync, readFileSync } from "node:fs";

const docs = "media/docs/";
const texts = [
  "README.md",
  ...readdirSync(docs)
    .filter((name) => name.endsWith(".md"))
    .map((name) => docs + name),
].map((path) => ({ path, text: readFileSync(path, "utf8") }));

/** A line in which README or docs call the program, and its words; what stands in quotes is one word. */
export interface DocumentedCommand {
  readonly path: string;
  readonly line: string;
  readonly words: readonly string[];
}

/** All of them, in fenced blocks and within sentences, less those with a word in capitals, which stands for something. */
export const documentedCommands: readonly DocumentedCommand[] = texts.flatMap(({ path, text }) =>
  [...text.matchAll(/(?:^|`)node dist\/cli\.js ([^`\n]+)/gm)].map(([, line = ""]) => ({
    path,
    line,
    words: [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain = ""]) => quoted ?? plain),
  })),
);
