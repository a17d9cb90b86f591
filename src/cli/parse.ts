import type { DocumentKind } from "../mail/document";
import { DocumentReader } from "../mail/documentReader";
import type { DocumentEnd } from "../mail/documentReader";
import type { Message } from "../mail/message";
import type { Command, Io } from "./command";
import { BAD_USAGE, DONE, UsageError } from "./command";
import { readOptions } from "./options";
import { documentForm, linesForm, summaryForm } from "./parseForm";
import type { ParseForm } from "./parseForm";
import { findSources } from "./sources";
import type { Source } from "./sources";
import { visible } from "./summaryText";

/** Output is gathered to pieces of this size: a write for every line would cost more than reading it. */
const PIECE = 1 << 16;

/** Prints a document piece by piece as it is read; of a mailbox only the first mail waits, for the second shows the kind. */
class Printer {
  readonly #name: string;
  readonly #form: ParseForm;
  readonly #io: Io;
  #isHeaded: boolean;
  #waiting: Message[] = [];
  #out = "";

  constructor(name: string, form: ParseForm, io: Io) {
    this.#name = name;
    this.#form = form;
    this.#io = io;
    this.#isHeaded = form.head === null;
  }

  async messages(found: readonly Message[], kind: DocumentKind | null): Promise<void> {
    for (const message of found) this.#waiting.push(message);
    if (!this.#isHeaded && kind === null) return;
    if (kind !== null) this.#head(kind);
    for (const message of this.#waiting) this.#out += this.#form.message(this.#name, message);
    this.#waiting = [];
    if (this.#out.length >= PIECE) await this.#flush();
  }

  async end({ kind, problems }: DocumentEnd): Promise<void> {
    await this.messages([], kind);
    this.#out += this.#form.tail({ file: this.#name, kind, problems });
    await this.#flush();
  }

  #head(kind: DocumentKind): void {
    if (!this.#isHeaded && this.#form.head !== null) this.#out += this.#form.head(this.#name, kind);
    this.#isHeaded = true;
  }

  async #flush(): Promise<void> {
    const text = this.#out;
    this.#out = "";
    await this.#io.out(text);
  }
}

async function print(source: Source, form: ParseForm, io: Io): Promise<void> {
  const reader = new DocumentReader(source.name, source.stem, form.mostProblems);
  const printer = new Printer(source.name, form, io);
  let broken: UsageError | null = null;
  try {
    for await (const chunk of source.chunks())
      for (const { messages } of reader.push(chunk)) await printer.messages(messages, reader.kind);
  } catch (error) {
    // What was printed already is brought to its end, or nobody could read it.
    if (!(error instanceof UsageError) || reader.kind === null) throw error;
    broken = error;
  }
  const rest = reader.end();
  let step = rest.next();
  for (; step.done !== true; step = rest.next()) await printer.messages(step.value.messages, reader.kind);
  await printer.end(step.value);
  if (broken !== null) throw broken;
}

function formOf(flags: ReadonlySet<string>): ParseForm {
  const withLines = flags.has("lines");
  if (flags.has("ndjson")) return linesForm(withLines);
  return flags.has("json") ? documentForm(withLines) : summaryForm();
}

/** Prints what documents hold: their messages, and the patches in them. */
export const parse: Command = {
  name: "parse",
  summary: "Lists the messages, patches, files and hunks of documents, and every repair that was needed.",
  usage: ["parse FILE... [--json | --ndjson] [--lines]", "parse --stdin [--json | --ndjson] [--lines]"],
  async run(args, io) {
    const { flags, words } = readOptions(args, {
      json: "flag",
      ndjson: "flag",
      lines: "flag",
      stdin: "flag",
    });
    if (flags.has("json") && flags.has("ndjson")) throw new UsageError("Give either --json or --ndjson.");
    let status = DONE;
    for (const source of await findSources(words, flags.has("stdin"), io)) {
      try {
        await print(source, formOf(flags), io);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        // One file that cannot be read (a link to nowhere in a folder) keeps nobody from the others.
        io.err(visible(`patch-archaeology parse: ${error.message}\n`));
        status = BAD_USAGE;
      }
    }
    return status;
  },
};
