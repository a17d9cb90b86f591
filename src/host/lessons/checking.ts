import * as vscode from "vscode";
import { picturesOf, readPicture } from "../../lessons/pictures";
import type { Desk } from "../desk/desk";
import type { Client } from "../worker/client";
import type { GlossaryHover } from "./glossaryHover";
import type { Shelf } from "./shelf";

/** Checks the lessons of the workspace against all open documents and the models; what is wrong goes to Problems. */
export async function checkLessons(
  shelf: Shelf,
  desk: Desk,
  glossary: GlossaryHover,
  worker: Client,
): Promise<void> {
  const { t } = vscode.l10n;
  const all = await shelf.all();
  const own = all.filter(({ uri }) => vscode.workspace.getWorkspaceFolder(uri));
  if (own.length === 0) {
    void vscode.window.showInformationMessage(t("There is no lesson in this workspace."));
    return;
  }
  const progress = { location: vscode.ProgressLocation.Notification, title: t("Checking lessons") };
  const count = await vscode.window.withProgress(progress, async () => {
    await desk.openSample();
    const sites = desk.sites.map(({ found }) => found.site);
    const sources = desk.sites.flatMap((site) => site.sources);
    const against = {
      site: {
        messages: sites.flatMap(({ messages }) => messages),
        patches: sites.flatMap(({ patches }) => patches),
      },
      documents: await Promise.all(
        sources.map(async ({ name, uri }) => ({
          name,
          text: (await vscode.workspace.openTextDocument(uri)).getText(),
        })),
      ),
      lessons: all.map(({ lesson }) => lesson.id),
    };
    const glossaries = await glossary.texts();
    let problems = 0;
    for (const one of own) {
      const { lesson } = one;
      // Pictures are looked for whenever a lesson is read.
      const pictures = picturesOf(lesson).flatMap(({ target }) => {
        const picture = readPicture(target);
        return typeof picture === "string" ? [] : [picture.path];
      });
      const found = await worker.ask("checkLesson", {
        lesson,
        glossaries,
        against: { ...against, pictures },
      });
      const news = found.filter(({ message }) => one.problems.every((known) => known.message !== message));
      shelf.tell(one, news);
      problems += one.problems.length + news.length;
    }
    return problems;
  });
  const words =
    count === 0
      ? t("Every link, place, quote, claim and challenge holds.")
      : count === 1
        ? t("1 problem is listed in Problems.")
        : t("{0} problems are listed in Problems.", count);
  if (count > 0) await vscode.commands.executeCommand("workbench.actions.view.problems");
  void vscode.window.showInformationMessage(words);
}
