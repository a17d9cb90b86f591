import * as vscode from "vscode";
import { classFileName, readClassFile, writeClassFile, type ClassFile } from "../../lessons/classFile";
import type { Shelf } from "./shelf";

/** What an instructor begins with: participants have hints, and find the solutions and the notes with the instructor. */
const usual = { hints: true, solutions: false, notes: false };

/**
 * Asks which lessons a class has and what participants see, and writes that into the workspace; a class file that is there
 * is what the answers begin with. Nothing is written before both questions are answered.
 */
export async function makeClassFile(shelf: Pick<Shelf, "all">): Promise<void> {
  const { t } = vscode.l10n;
  const folder = await folderOfClass();
  if (!folder) return;
  const uri = vscode.Uri.joinPath(folder, classFileName);
  const before = await classFileAt(uri);
  if (typeof before === "string") {
    const open = t("Open It");
    const asked = t("{0} Is it to be written anew?", before);
    const anew = t("Write It Anew");
    const answer = await vscode.window.showWarningMessage(asked, { modal: true }, open, anew);
    if (answer === open) await vscode.window.showTextDocument(uri);
    if (answer !== anew) return;
  }
  const known = typeof before === "string" ? null : before;
  const lessons = await askLessons(shelf, known);
  const seen = lessons && (await askSeen(known));
  if (!lessons || !seen) return;
  const title = known?.title ?? t("Workshop");
  const text = writeClassFile({ title, lessons, ...seen });
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(uri);
}

async function folderOfClass(): Promise<vscode.Uri | null> {
  const [first, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (!first)
    void vscode.window.showInformationMessage(
      vscode.l10n.t("A class file lies in a folder; open the folder of your class first."),
    );
  if (others.length === 0) return first?.uri ?? null;
  return (await vscode.window.showWorkspaceFolderPick())?.uri ?? null;
}

/** The class file that is there, a sentence if it cannot be read, null if there is none. */
async function classFileAt(uri: vscode.Uri): Promise<ClassFile | string | null> {
  const bytes = await Promise.resolve(vscode.workspace.fs.readFile(uri)).catch(() => null);
  if (!bytes) return null;
  try {
    return readClassFile(new TextDecoder().decode(bytes));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Ids of the lessons that a class has, those of the file that is there first and in its order; undefined if nobody chose. */
async function askLessons(
  shelf: Pick<Shelf, "all">,
  known: ClassFile | null,
): Promise<readonly string[] | undefined> {
  const { t } = vscode.l10n;
  const all = (await shelf.all()).map(({ lesson: { id, title, minutes } }) => ({
    label: title,
    description: t("{0} min · {1}", minutes, id),
    picked: known?.lessons?.includes(id) ?? true,
    id,
  }));
  const order = known?.lessons ?? [];
  const rank = ({ id }: { readonly id: string }) => (order.includes(id) ? order.indexOf(id) : order.length);
  const chosen = await vscode.window.showQuickPick(
    all.toSorted((a, b) => rank(a) - rank(b)),
    {
      title: t("Class file, 1 of 2: the lessons of the class"),
      placeHolder: t("Take out what participants are not to see"),
      canPickMany: true,
      ignoreFocusOut: true,
    },
  );
  return chosen?.map(({ id }) => id);
}

/** What participants see beside the text; undefined if nobody chose. */
async function askSeen(
  known: ClassFile | null,
): Promise<Pick<ClassFile, "hints" | "solutions" | "notes"> | undefined> {
  const { t } = vscode.l10n;
  const { hints, solutions, notes } = known ?? usual;
  const chosen = await vscode.window.showQuickPick(
    [
      { label: t("Hints"), description: t("three for each challenge"), picked: hints, id: "hints" },
      { label: t("Solutions"), description: t("as a replay"), picked: solutions, id: "solutions" },
      {
        label: t("Notes"),
        description: t("the instructor's words beside each step"),
        picked: notes,
        id: "notes",
      },
    ],
    {
      title: t("Class file, 2 of 2: what participants see"),
      placeHolder: t("Choose, and press Enter to write {0}", classFileName),
      canPickMany: true,
      ignoreFocusOut: true,
    },
  );
  const has = (id: string) => chosen?.some((one) => one.id === id) === true;
  return chosen && { hints: has("hints"), solutions: has("solutions"), notes: has("notes") };
}
