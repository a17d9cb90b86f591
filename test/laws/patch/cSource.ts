import type { Random } from "./random";

/*
 * C that looks like a kernel's: tabs, block comments, long argument lists broken
 * at 80 columns, declarations, gotos, macros, tables. None of it is anybody's code.
 */

const nouns =
  "page buffer inode queue request device channel region segment cursor ring extent frame token bitmap slot reader writer counter packet zone cluster window record".split(
    " ",
  );
const verbs =
  "map flush attach release insert remove lookup update complete submit cancel reserve drain verify commit wait wake resize".split(
    " ",
  );
const adjectives = "pending dirty active stale remote nested current spare last first shared locked".split(
  " ",
);
const types = ["int", "unsigned long", "size_t", "loff_t", "unsigned int", "u32", "bool"];
const prose =
  "the caller must hold this lock before it may touch a list of requests because another path can free them while we sleep and nobody else would notice that an entry is gone until much later when a second pass walks over all of them again".split(
    " ",
  );

function name(random: Random): string {
  return random.chance(0.5) ? random.pick(nouns) : `${random.pick(adjectives)}_${random.pick(nouns)}`;
}

function member(random: Random): string {
  return `${random.pick(nouns)}->${random.pick(["nr", "flags", "lock", "list", "size", "offset", "state", "owner"])}${random.chance(0.2) ? `.${random.pick(nouns)}` : ""}`;
}

function value(random: Random): string {
  switch (random.between(0, 6)) {
    case 0:
      return String(random.between(0, 64));
    case 1:
      return member(random);
    case 2:
      return `${random.pick(verbs)}_${random.pick(nouns)}(${name(random)})`;
    case 3:
      return `${name(random)} ${random.pick(["+", "-", "&", "|", "<<", ">>", "*"])} ${name(random)}`;
    case 4:
      return `&${member(random)}`;
    case 5:
      return `${random.pick(nouns).toUpperCase()}_${random.pick(adjectives).toUpperCase()}`;
    default:
      return name(random);
  }
}

function condition(random: Random): string {
  const one = (): string =>
    random.pick([
      `!${name(random)}`,
      `${member(random)} ${random.pick(["==", "!=", "<", ">", "<=", ">="])} ${value(random)}`,
      `unlikely(${name(random)} < 0)`,
      `list_empty(&${member(random)})`,
      `(${name(random)} & ${random.pick(nouns).toUpperCase()}_MASK)`,
    ]);
  return random.chance(0.3) ? `${one()} ${random.pick(["&&", "||"])} ${one()}` : one();
}

const WIDTH = 80;

function width(text: string): number {
  let columns = 0;
  for (const character of text) columns = character === "\t" ? (columns | 7) + 1 : columns + 1;
  return columns;
}

/** A list in brackets, broken at 80 columns below the bracket, as kernel code does. */
function listed(random: Random, head: string, items: readonly string[], tail: string): readonly string[] {
  const lines: string[] = [];
  let line = head;
  const column = width(line);
  const hanging = "\t".repeat(Math.floor(column / 8)) + " ".repeat(column % 8);
  // Some people let their lines grow beyond 80 columns.
  const limit = WIDTH + (random.chance(0.15) ? 24 : 0);
  items.forEach((item, index) => {
    const text = item + (index < items.length - 1 ? "," : tail);
    const glue = index === 0 || line === hanging ? "" : " ";
    if (index > 0 && width(line + glue + text) > limit) {
      lines.push(line);
      line = hanging + text;
    } else line += glue + text;
  });
  return [...lines, line];
}

function call(random: Random, indent: string, head: string, tail: string): readonly string[] {
  const values = Array.from({ length: random.between(1, 5) }, () => value(random));
  return listed(random, `${indent}${head}(`, values, tail);
}

function sentence(random: Random, least: number, most: number): string {
  const start = random.between(0, prose.length - 1);
  const words = Array.from(
    { length: random.between(least, most) },
    (_, index) => prose[(start + index) % prose.length] ?? "",
  );
  return words.join(" ");
}

export function comment(random: Random, indent: string): readonly string[] {
  if (random.chance(0.3)) return [`${indent}/* ${sentence(random, 3, 8)} */`];
  const words = sentence(random, 8, 40).split(" ");
  const lines = [`${indent}/*`];
  let line = `${indent} *`;
  for (const word of words) {
    if (width(`${line} ${word}`) > 78) {
      lines.push(line);
      line = `${indent} *`;
    }
    line += ` ${word}`;
  }
  return [...lines, line, `${indent} */`];
}

export function statement(random: Random, depth: number): readonly string[] {
  const indent = "\t".repeat(depth);
  const choice = random.between(0, depth < 4 ? 13 : 8);
  switch (choice) {
    case 0:
    case 1:
      return [`${indent}${member(random)} = ${value(random)};`];
    case 2:
      return [`${indent}${name(random)} ${random.pick(["=", "+=", "-=", "|="])} ${value(random)};`];
    case 3:
    case 4:
      return call(random, indent, `${random.pick(verbs)}_${name(random)}`, ");");
    case 5:
      return call(random, indent, `${name(random)} = ${random.pick(verbs)}_${random.pick(nouns)}`, ");");
    case 6:
      return [
        ...comment(random, indent),
        `${indent}${random.pick(["spin_lock", "spin_unlock", "mutex_lock"])}(&${member(random)});`,
      ];
    case 7:
      return [
        `${indent}${name(random)}${random.pick(["++", "--"])};${random.chance(0.3) ? `\t/* ${sentence(random, 2, 5)} */` : ""}`,
      ];
    case 8:
      return [
        `${indent}printk(KERN_ERR "%s: ${sentence(random, 3, 7)} %d\\n", ${name(random)}->name, ${name(random)});`,
      ];
    case 9:
      return [`${indent}if (${condition(random)})`, ...one(random, depth + 1)];
    case 10:
      return [`${indent}if (${condition(random)}) {`, ...block(random, depth + 1), `${indent}}`];
    case 11:
      return [
        `${indent}if (${condition(random)}) {`,
        ...block(random, depth + 1),
        `${indent}} else {`,
        ...block(random, depth + 1),
        `${indent}}`,
      ];
    case 12:
      return [`${indent}while (${condition(random)}) {`, ...block(random, depth + 1), `${indent}}`];
    default:
      return [`${indent}for (i = 0; i < ${name(random)}; i++) {`, ...block(random, depth + 1), `${indent}}`];
  }
}

function one(random: Random, depth: number): readonly string[] {
  const indent = "\t".repeat(depth);
  return [
    `${indent}${random.pick(["goto out;", "return -EINVAL;", "continue;", "return;", `${name(random)} = ${value(random)};`])}`,
  ];
}

function block(random: Random, depth: number): readonly string[] {
  const lines: string[] = [];
  const count = random.between(1, 4);
  for (let index = 0; index < count; index++) {
    if (index > 0 && random.chance(0.2)) lines.push("");
    lines.push(...statement(random, depth));
  }
  return lines;
}

function declaration(random: Random): string {
  return random.chance(0.5)
    ? `\tstruct ${random.pick(nouns)} *${name(random)}${random.chance(0.4) ? ` = ${value(random)}` : ""};`
    : `\t${random.pick(types)} ${name(random)}${random.chance(0.3) ? ` = ${random.between(0, 9)}` : ""};`;
}

export function definition(random: Random): readonly string[] {
  const lines: string[] = [];
  if (random.chance(0.5)) lines.push(...comment(random, ""));
  const head = `${random.chance(0.6) ? "static " : ""}${random.pick(["int", "void", "struct page *", "ssize_t"])} ${random.pick(verbs)}_${name(random)}`;
  const parameters = Array.from(
    { length: random.between(1, 4) },
    () => `struct ${random.pick(nouns)} *${name(random)}`,
  );
  lines.push(...listed(random, `${head}(`, parameters, ")"), "{");
  const declarations = random.between(0, 4);
  for (let index = 0; index < declarations; index++) lines.push(declaration(random));
  if (declarations > 0) lines.push("");
  const statements = random.between(2, 10);
  for (let index = 0; index < statements; index++) {
    if (index > 0 && random.chance(0.25)) lines.push("");
    lines.push(...statement(random, 1));
  }
  if (random.chance(0.3)) lines.push("out:");
  lines.push(`\treturn ${value(random)};`, "}", "");
  return lines;
}

function macros(random: Random): readonly string[] {
  const lines: string[] = [];
  const count = random.between(1, 8);
  for (let index = 0; index < count; index++) {
    const macro = `${random.pick(nouns)}_${random.pick(adjectives)}`;
    lines.push(
      random.chance(0.4)
        ? `#define ${macro.toUpperCase()}\t${random.between(0, 99)}\t/* ${sentence(random, 2, 6)} */`
        : `#define ${macro}(${random.pick(nouns)})\ttest_and_set_bit(${random.pick(nouns).toUpperCase()}_${random.pick(adjectives).toUpperCase()}, &(${random.pick(nouns)})->flags)`,
    );
  }
  return [...lines, ""];
}

function structure(random: Random): readonly string[] {
  const lines = [`struct ${name(random)} {`];
  const count = random.between(2, 9);
  for (let index = 0; index < count; index++) {
    const text = random.chance(0.1) ? "" : `${declaration(random).replace(/ =.*/, ";")}`;
    lines.push(random.chance(0.3) && text !== "" ? `${text}\t\t/* ${sentence(random, 2, 6)} */` : text);
  }
  return [...lines, "};", ""];
}

/** The lines of one C file. */
export function cSource(random: Random): readonly string[] {
  const lines: string[] = ["/*", ` * ${sentence(random, 4, 9)}`, " */"];
  const includes = random.between(1, 5);
  for (let index = 0; index < includes; index++) lines.push(`#include <linux/${random.pick(nouns)}.h>`);
  lines.push("");
  const parts = random.between(2, 9);
  for (let index = 0; index < parts; index++) {
    const kind = random.between(0, 9);
    lines.push(...(kind === 0 ? macros(random) : kind === 1 ? structure(random) : definition(random)));
  }
  return lines;
}

/** A later version of a file: statements, comments and whole functions come, go and change. */
export function edited(random: Random, source: readonly string[]): readonly string[] {
  const lines = [...source];
  const edits = random.between(1, 6);
  for (let edit = 0; edit < edits; edit++) {
    const at = random.between(0, lines.length - 1);
    const depth = /^\t*/.exec(lines[at] ?? "")?.[0].length ?? 0;
    switch (random.between(0, 6)) {
      case 0:
        lines.splice(at, random.between(1, 6));
        break;
      case 1:
        lines.splice(at, 0, ...statement(random, Math.max(1, depth)));
        break;
      case 2:
        lines.splice(at, random.between(1, 3), ...statement(random, Math.max(1, depth)));
        break;
      case 3:
        lines.splice(at, 0, ...comment(random, "\t".repeat(depth)));
        break;
      case 4:
        lines.splice(at, 1, (lines[at] ?? "").replace(/\w+/, name(random)));
        break;
      case 5:
        lines.splice(at, random.between(2, 9), ...block(random, Math.max(1, depth)));
        break;
      default:
        if (random.chance(0.3)) lines.splice(at, 0, ...definition(random));
        else lines.splice(at, 0, "");
    }
    if (lines.length === 0) lines.push("");
  }
  return lines;
}
