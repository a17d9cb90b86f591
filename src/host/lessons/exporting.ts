import * as vscode from "vscode";
import type { Challenge } from "../../lessons/challenge";
import { writeAnswer } from "../../lessons/answer";
import type { Lesson } from "../../lessons/lesson";
import { sourcesOf } from "../../lessons/sources";
import type { Desk } from "../desk/desk";
import type { Client } from "../worker/client";
import { pictureAddresses } from "./pictures";
import type { Progress } from "./progress";
import type { ShelvedLesson } from "./shelf";

/** Asks how and where to, and writes a lesson as a page or as a tour. */
export async function exportLesson(
  { lesson, uri }: Pick<ShelvedLesson, "lesson" | "uri">,
  desk: Desk,
  worker: Client,
): Promise<void> {
  const { t } = vscode.l10n;
  const kinds = [
    { label: t("HTML page"), ending: ".html", notes: false, as: "page" },
    { label: t("HTML page with the instructor's notes"), ending: ".notes.html", notes: true, as: "page" },
    { label: t("CodeTour"), ending: ".tour", notes: false, as: "tour" },
  ] as const;
  const kind = await vscode.window.showQuickPick(kinds, { title: t("Export {0}", lesson.title) });
  const target = kind && (await askWhere(`${lesson.id}${kind.ending}`));
  if (!kind || !target) return;
  const site = await desk.openSample();
  if (!site) return;
  const pictures = await pictureAddresses({ lesson, uri });
  const sources = sourcesOf(lesson, site.found.site, site.sources, pictures);
  const text = await worker.ask("exportLesson", { lesson, sources, as: kind.as, notes: kind.notes });
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
}

/** Asks for a name and a place, and writes what somebody has won. */
export async function handIn(lesson: Lesson, { id, task }: Challenge, progress: Progress): Promise<void> {
  const { t } = vscode.l10n;
  const { won, schedule, without, choice } = progress.challenge(lesson.id, id);
  if (!won) return;
  const who = await vscode.window.showInputBox({
    title: t("Hand in: {0}", id),
    prompt: t("Your name, as it is to stand on the answer sheet"),
    value: progress.name,
  });
  if (who === undefined || who.trim() === "") return;
  await progress.rename(who.trim());
  const target = await askWhere(`${who.trim().replace(/[^\p{L}\p{N}]+/gu, "-")}.${id}.json`);
  if (!target) return;
  const answer =
    task.kind === "choose"
      ? { choice: choice ?? 0 }
      : { attempt: { ...task.ground, without, schedule: schedule ?? "" } };
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(writeAnswer(who.trim(), id, answer)));
}

async function askWhere(name: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {});
}
