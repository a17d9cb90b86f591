import * as vscode from "vscode";
import type { Note } from "../../review/note";
import type { Desk, OpenSite } from "../desk/desk";
import { addressOf, nameIn, type TextName } from "../diffs/address";
import type { Texts } from "../diffs/texts";
import { asMarkdown } from "../text";
import type { Notes } from "./notes";

/** A note as VS Code shows it; commands get it back. */
class NoteComment implements vscode.Comment {
  mode = vscode.CommentMode.Preview;
  body: string | vscode.MarkdownString;
  readonly author: vscode.CommentAuthorInformation;
  readonly contextValue = "note";

  constructor(
    readonly site: string,
    readonly note: Note,
  ) {
    this.body = new vscode.MarkdownString(asMarkdown(note.text));
    this.author = { name: vscode.l10n.t("My note") };
  }

  /** The words as they were typed. */
  get typed(): string {
    return typeof this.body === "string" ? this.body : this.note.text;
  }
}

/** The notes of one line of a text. */
interface NotedLine {
  readonly key: string;
  readonly name: TextName;
  readonly line: number;
  readonly notes: readonly Note[];
}

/** Lets a reviewer write notes on the lines of the rebuilt texts, in VS Code's own comment boxes. */
export class NoteThreads implements vscode.Disposable {
  readonly #controller: vscode.CommentController;
  readonly #notes: Notes;
  readonly #desk: Desk;
  readonly #listening: vscode.Disposable;
  /** By address and line. */
  #threads: ReadonlyMap<string, vscode.CommentThread> = new Map();
  /** The note that was written last: its box stays open, as the reviewer left it. */
  #written: string | undefined;

  constructor(desk: Desk, notes: Notes, texts: Texts) {
    this.#desk = desk;
    this.#notes = notes;
    this.#controller = vscode.comments.createCommentController(
      "patchArchaeology.notes",
      vscode.l10n.t("My notes"),
    );
    this.#controller.options = noteBox();
    this.#controller.commentingRangeProvider = {
      provideCommentingRanges: ({ uri, lineCount }) => knownRanges(texts, uri, lineCount),
    };
    this.#listening = vscode.Disposable.from(
      desk.onDidChange(() => this.#show()),
      notes.onDidChange(() => this.#show()),
    );
  }

  dispose(): void {
    this.#listening.dispose();
    this.#controller.dispose();
  }

  /** The commands of the comment boxes; each gets what VS Code hands to it. */
  commands(): Readonly<Record<string, (...args: never[]) => unknown>> {
    return {
      addNote: ({ thread, text }: vscode.CommentReply) => this.#add(thread, text),
      editNote: (comment: NoteComment) => this.#edit(comment),
      saveNote: (comment: NoteComment) => {
        comment.mode = vscode.CommentMode.Preview;
        const { site, note, typed: text } = comment;
        // A note without a word says nothing; it would not be read again either.
        return text.trim() === ""
          ? this.#notes.delete(site, note.id)
          : this.#notes.put(site, { ...note, text });
      },
      cancelNote: (comment: NoteComment) => {
        comment.mode = vscode.CommentMode.Preview;
        this.#show();
      },
      deleteNote: ({ site, note }: NoteComment) => this.#notes.delete(site, note.id),
    };
  }

  async #add(thread: vscode.CommentThread, text: string): Promise<void> {
    const name = nameIn(thread.uri);
    if (name === undefined || text.trim() === "") return;
    const { site, patch, path, side } = name;
    const line = (thread.range?.end.line ?? 0) + 1;
    this.#written = crypto.randomUUID();
    await this.#notes.put(site, { id: this.#written, patch, path, side, line, text });
    // An empty box that was typed into is ours to take away, now that the note has its own; the keyboard would go with it.
    if (thread.comments.length === 0) thread.dispose();
    await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
  }

  #edit(comment: NoteComment): void {
    comment.mode = vscode.CommentMode.Editing;
    comment.body = comment.note.text;
    for (const thread of this.#threads.values()) thread.comments = [...thread.comments];
  }

  /** Boxes that are there already keep their state; only what is in them is set anew. */
  #show(): void {
    const places = this.#desk.sites.flatMap((site) => this.#placesOf(site));
    const threads = new Map(
      places.map(({ key, name, line, notes }) => {
        const thread = this.#threads.get(key) ?? this.#thread(name, line, notes);
        thread.comments = notes.map(
          (note) => beingEdited(thread.comments, note) ?? new NoteComment(name.site, note),
        );
        return [key, thread];
      }),
    );
    for (const [key, thread] of this.#threads) if (!threads.has(key)) thread.dispose();
    this.#threads = threads;
  }

  /** One box a line, all notes of the line in it. */
  #placesOf({ key: site }: OpenSite): readonly NotedLine[] {
    const lines = new Map<string, NotedLine>();
    for (const note of this.#notes.of(site)) {
      const name = { site, patch: note.patch, path: note.path, side: note.side };
      const key = `${addressOf(name).toString()} ${note.line}`;
      lines.set(key, { key, name, line: note.line, notes: [...(lines.get(key)?.notes ?? []), note] });
    }
    return [...lines.values()];
  }

  #thread(name: TextName, line: number, notes: readonly Note[]): vscode.CommentThread {
    const { Collapsed, Expanded } = vscode.CommentThreadCollapsibleState;
    const at = new vscode.Range(line - 1, 0, line - 1, 0);
    // One that begins empty would stand there with its box open for typing.
    const begun = notes.map((note) => new NoteComment(name.site, note));
    const thread = this.#controller.createCommentThread(addressOf(name), at, begun);
    thread.collapsibleState = notes.some(({ id }) => id === this.#written) ? Expanded : Collapsed;
    thread.label = vscode.l10n.t("Not sent yet");
    return thread;
  }
}

/**
 * What the boxes say that take notes: those of bare lines, of lines with notes, and of lines that the list spoke of. VS Code
 * makes no second box on a line, so a thread without one would swallow what is typed there.
 */
export function noteBox(): vscode.CommentOptions {
  return {
    prompt: vscode.l10n.t("Note for your review"),
    placeHolder: vscode.l10n.t("What would you tell the list about this line?"),
  };
}

/** The comment of a note that somebody is typing into: it stays, or what was typed would be lost. */
function beingEdited(comments: readonly vscode.Comment[], { id }: Note): NoteComment | undefined {
  return comments.find(
    (one): one is NoteComment =>
      one instanceof NoteComment && one.note.id === id && one.mode === vscode.CommentMode.Editing,
  );
}

/** Notes may stand on all lines that a hunk shows; on others nobody could say what they speak of. */
function knownRanges(texts: Texts, uri: vscode.Uri, lineCount: number): vscode.Range[] {
  if (nameIn(uri) === undefined) return [];
  const ranges: vscode.Range[] = [];
  let from = 0;
  for (const { first, last } of texts.unknownIn(uri)) {
    if (first - 2 >= from) ranges.push(new vscode.Range(from, 0, first - 2, 0));
    from = last;
  }
  if (from < lineCount) ranges.push(new vscode.Range(from, 0, lineCount - 1, 0));
  return ranges;
}
