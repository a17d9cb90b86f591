import * as vscode from "vscode";
import type { Lesson, ReadLesson } from "../../lessons/lesson";
import { classFileName, readClassFile, type ClassFile } from "../../lessons/classFile";
import { doublesIn } from "../../lessons/doubles";
import { glossaryFileName } from "../../lessons/glossary";
import type { Client } from "../worker/client";
import { pictureProblems } from "./pictures";
import { courseFiles } from "./course";

/** A lesson with its place. */
export interface ShelvedLesson extends ReadLesson {
  readonly uri: vscode.Uri;
  /** The course's name, or that of the folder. */
  readonly shelf: string;
}

/** The lessons that there are: the course that comes with the extension, and the instructor's own in the workspace. */
export class Shelf implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #worker: Client;
  readonly #problems = vscode.languages.createDiagnosticCollection("patch-archaeology lessons");
  readonly #changed = new vscode.EventEmitter<void>();
  #lessons: Promise<readonly ShelvedLesson[]> | null = null;
  /** Those too that the class file leaves out. */
  #all: readonly ShelvedLesson[] = [];
  #classFile: ClassFile | null = null;
  #watcher: vscode.Disposable | null = null;

  /** Fires when a lesson of the workspace was changed, added or taken away. */
  readonly onDidChange = this.#changed.event;

  constructor(extension: vscode.Uri, worker: Client) {
    this.#extension = extension;
    this.#worker = worker;
  }

  /** All lessons, in order of course and file name; read when first asked for and after a change. */
  lessons(): Promise<readonly ShelvedLesson[]> {
    // A failure is not kept: the next who asks may be luckier.
    this.#lessons ??= this.#read().catch((error: unknown) => {
      this.#lessons = null;
      throw error;
    });
    return this.#lessons;
  }

  /** What the class file of the workspace fixes; null without one. Known once the lessons are. */
  get classFile(): ClassFile | null {
    return this.#classFile;
  }

  /** All lessons that there are, those too that the class file leaves out. */
  async all(): Promise<readonly ShelvedLesson[]> {
    await this.lessons();
    return this.#all;
  }

  /** The lesson with an id. */
  async find(id: string): Promise<ShelvedLesson | undefined> {
    return (await this.lessons()).find(({ lesson }) => lesson.id === id);
  }

  /** Puts what a check found beside what is known to be wrong with a lesson, until the lesson changes. */
  tell({ uri, problems }: ShelvedLesson, found: ReadLesson["problems"]): void {
    this.#problems.set(uri, [...problems, ...found].map(diagnosticOf));
  }

  dispose(): void {
    this.#problems.dispose();
    this.#changed.dispose();
    this.#watcher?.dispose();
  }

  async #read(): Promise<readonly ShelvedLesson[]> {
    this.#watcher ??= this.#watch();
    const course = courseFiles.map((name) => vscode.Uri.joinPath(this.#extension, "media", "lessons", name));
    const own = await ownLessons();
    const places = [
      ...course.map((uri) => ({ uri, shelf: vscode.l10n.t("Course") })),
      ...own.map((uri) => ({ uri, shelf: vscode.l10n.t("Lessons of this workspace") })),
    ];
    // A lesson that is gone has no problems any more.
    this.#problems.clear();
    const shelved = await Promise.all(
      places.map(async (place) => ({ ...place, text: await this.#textOf(place.uri) })),
    );
    const shelves = shelved.flatMap(({ text, ...place }) => (text === null ? [] : [{ ...place, text }]));
    const files = shelves.map(({ uri: { path }, text }) => ({
      name: path.slice(path.lastIndexOf("/") + 1),
      text,
    }));
    const read = await this.#worker.ask("readLessons", files);
    this.#classFile = await this.#readClassFile();
    const doubles = doublesIn(
      shelves.flatMap(({ uri }, n) => {
        const lesson = read[n]?.lesson;
        return lesson ? [{ place: uri.toString(), lesson }] : [];
      }),
    );
    const shelvedAll = await Promise.all(
      shelves.map(async ({ uri, shelf }, n): Promise<readonly ShelvedLesson[]> => {
        const one = read[n];
        if (!one) return [];
        const together = doubles.get(uri.toString()) ?? [];
        const problems = [...one.problems, ...together, ...(await pictureProblems(one.lesson, uri))];
        this.#problems.set(uri, problems.map(diagnosticOf));
        return [{ uri, shelf, lesson: one.lesson, problems }];
      }),
    );
    const all = shelvedAll.flat();
    this.#all = all;
    return this.#classFile ? chosenBy(this.#classFile, all) : all;
  }

  /** What a file says; null for one that cannot be read, which keeps no other from being read. */
  async #textOf(uri: vscode.Uri): Promise<string | null> {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = vscode.l10n.t("This lesson cannot be read: {0}", why);
      this.#problems.set(uri, [diagnosticOf({ line: 1, message })]);
      return null;
    }
  }

  /** The class file of the first folder that has one; what is wrong with it stands in Problems, and all lessons are shown. */
  async #readClassFile(): Promise<ClassFile | null> {
    for (const { uri: folder } of vscode.workspace.workspaceFolders ?? []) {
      const uri = vscode.Uri.joinPath(folder, classFileName);
      const bytes = await Promise.resolve(vscode.workspace.fs.readFile(uri)).catch(() => null);
      if (!bytes) continue;
      try {
        return readClassFile(new TextDecoder().decode(bytes));
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        this.#problems.set(uri, [diagnosticOf({ line: 1, message })]);
      }
    }
    return null;
  }

  #watch(): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(
      "**/*.{md,png,jpg,jpeg,gif,webp,svg,class.json}",
    );
    const forget = () => {
      this.#lessons = null;
      this.#changed.fire();
    };
    const again = (uri: vscode.Uri) => {
      if (isOurs(uri)) forget();
    };
    return vscode.Disposable.from(
      watcher,
      vscode.workspace.onDidChangeWorkspaceFolders(forget),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("patchArchaeology.lessonFolder")) forget();
      }),
      watcher.onDidChange(again),
      watcher.onDidCreate(again),
      watcher.onDidDelete(again),
    );
  }
}

/** The lessons that a class file names, in its order, under its title. */
function chosenBy({ title, lessons }: ClassFile, all: readonly ShelvedLesson[]): readonly ShelvedLesson[] {
  const chosen = lessons?.flatMap((id) => all.filter(({ lesson }) => lesson.id === id)) ?? all;
  return title === "" ? chosen : chosen.map((one) => ({ ...one, shelf: title }));
}

function diagnosticOf({ line, message, warning }: ReadLesson["problems"][number]): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  const { Error, Warning } = vscode.DiagnosticSeverity;
  return new vscode.Diagnostic(range, message, warning === true ? Warning : Error);
}

function lessonFolder(): string {
  return vscode.workspace.getConfiguration("patchArchaeology").get<string>("lessonFolder", "lessons");
}

/** The folders of the workspace in which lessons of its own may lie. */
export function lessonFolders(): readonly vscode.Uri[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => vscode.Uri.joinPath(uri, lessonFolder()));
}

/** Markdown files of the lesson folder in each folder of the workspace, in order of their names. */
async function ownLessons(): Promise<readonly vscode.Uri[]> {
  const found: vscode.Uri[] = [];
  for (const folder of lessonFolders()) {
    // A workspace without lessons is the usual case.
    const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => []);
    const names = entries.filter(
      ([name, type]) =>
        name.endsWith(".md") && name !== glossaryFileName && (type & vscode.FileType.File) !== 0,
    );
    found.push(...names.map(([name]) => vscode.Uri.joinPath(folder, name)));
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether a file of the workspace is a class file, or lies with lessons of its own. */
function isOurs(uri: vscode.Uri): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  if (!folder) return false;
  const isClassFile = uri.path === vscode.Uri.joinPath(folder, classFileName).path;
  return isClassFile || uri.path.startsWith(`${vscode.Uri.joinPath(folder, lessonFolder()).path}/`);
}

/** How many challenges a lesson has. */
export function challengesOf({ steps }: Lesson): readonly string[] {
  return steps.flatMap(({ challenge }) => (challenge ? [challenge.id] : []));
}
