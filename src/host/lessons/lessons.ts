import * as vscode from "vscode";
import type { ToLesson } from "../../lessonProtocol";
import type { Desk } from "../desk/desk";
import type { Diffs } from "../diffs/diffs";
import { freshNonce, page } from "../panel/page";
import type { Replaying } from "../replay/replay";
import { Client } from "../worker/client";
import { threadStarter } from "../worker/thread";
import { checkLessons } from "./checking";
import { makeClassFile } from "./classFileMaking";
import { exportLesson, handIn } from "./exporting";
import { GlossaryHover } from "./glossaryHover";
import { follow } from "./links";
import { pictureAddresses, type Loadable } from "./pictures";
import { Player } from "./player";
import { Presentation } from "./presentation";
import { Progress } from "./progress";
import { lessonFolders, Shelf } from "./shelf";
import { Stage } from "./stage";

/** Id of the view that shows lessons. */
const viewId = "patchArchaeology.lesson";

/** Lessons: their view, their commands, and the challenges that watch the execution which all parts of the editor share. */
export function offerLessons(
  context: vscode.ExtensionContext,
  desk: Desk,
  diffs: Diffs,
  replaying: Replaying,
): vscode.Disposable {
  const { extensionUri } = context;
  const worker = new Client(threadStarter(extensionUri));
  const shelf = new Shelf(extensionUri, worker);
  const progress = new Progress(context.globalState);
  const presentation = new Presentation(replaying.panels);
  const stage = new Stage(desk, diffs, replaying, worker);
  const isOurs = (uri: vscode.Uri) =>
    desk.sites.some(({ sources }) => sources.some((source) => source.uri.toString() === uri.toString()));
  const glossary = new GlossaryHover(extensionUri, worker, isOurs);
  const view = new LessonView(extensionUri, (message) => player.receive(message));
  const player: Player = new Player({
    shelf,
    stage,
    worker,
    current: replaying.current,
    progress,
    send: (message) => view.send(message),
    follow: (target, title) => follow(target, title, reach),
    playing: (isPlaying) =>
      void vscode.commands.executeCommand("setContext", "patchArchaeology.inLesson", isPlaying),
    present: () => presentation.toggle(),
    pictures: (lesson) => pictureAddresses(lesson, view.loadable),
    export: (lesson) => exportLesson(lesson, desk, worker),
    handIn: ({ lesson }, challenge) => handIn(lesson, challenge, progress),
  });
  const reach = {
    stage,
    worker,
    glossary,
    // Not waited for: the player does one thing after the other, and this is asked from within one.
    openLesson: (id: string) => void player.open(id),
    say: (sentence: string) => view.send({ kind: "said", sentence, problem: false }),
  };
  const command = (name: string, run: (...args: never[]) => unknown) =>
    vscode.commands.registerCommand(`patchArchaeology.${name}`, run);
  return vscode.Disposable.from(
    shelf,
    stage,
    { dispose: () => worker.stop() },
    vscode.languages.registerHoverProvider({ pattern: "**/*" }, glossary),
    vscode.window.registerWebviewViewProvider(viewId, view),
    replaying.current.follow((change) => void player.followed(change)),
    shelf.onDidChange(() => {
      glossary.forget();
      void player.changed();
    }),
    command("openLesson", async (id?: string) => {
      await vscode.commands.executeCommand(`${viewId}.focus`);
      if (id !== undefined) await player.open(id);
    }),
    command("presentLesson", () => player.receive({ kind: "present" })),
    command("exportLesson", () => player.receive({ kind: "export" })),
    command("makeClassFile", () => makeClassFile(shelf)),
    command("checkLessons", () => checkLessons(shelf, desk, glossary, worker)),
    command("nextStep", () => player.move(1)),
    command("previousStep", () => player.move(-1)),
  );
}

/** The view in the side bar. */
class LessonView implements vscode.WebviewViewProvider {
  readonly #extension: vscode.Uri;
  readonly #received: (message: unknown) => Promise<void>;
  #webview: vscode.Webview | null = null;

  constructor(extension: vscode.Uri, received: (message: unknown) => Promise<void>) {
    this.#extension = extension;
    this.#received = received;
  }

  /** VS Code serves the view what lies on a disk and in the folders that the view was given. */
  readonly loadable: Loadable = (uri) => {
    const webview = this.#webview;
    const roots = webview?.options.localResourceRoots ?? [];
    const isInside = roots.some(
      ({ scheme, path }) => scheme === uri.scheme && uri.path.startsWith(`${path}/`),
    );
    return webview && uri.scheme === "file" && isInside ? webview.asWebviewUri(uri).toString() : null;
  };

  send(message: ToLesson): void {
    void this.#webview?.postMessage(message);
  }

  resolveWebviewView({ webview, onDidDispose }: vscode.WebviewView): void {
    const dist = vscode.Uri.joinPath(this.#extension, "dist");
    const lessons = vscode.Uri.joinPath(this.#extension, "media", "lessons");
    webview.options = { enableScripts: true, localResourceRoots: [dist, lessons, ...lessonFolders()] };
    this.#webview = webview;
    onDidDispose(() => {
      if (this.#webview === webview) this.#webview = null;
    });
    webview.onDidReceiveMessage((message) => this.#received(message));
    webview.html = page({
      cspSource: webview.cspSource,
      script: webview.asWebviewUri(vscode.Uri.joinPath(dist, "lesson.js")).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(dist, "lesson.css")).toString(),
      nonce: freshNonce(),
      language: vscode.env.language,
      title: vscode.l10n.t("Lesson"),
    });
  }
}
