import * as vscode from "vscode";
import type { Lesson } from "../../lessons/lesson";
import { picturesOf, readPicture, type PictureLink } from "../../lessons/pictures";
import type { LessonProblem } from "../../lessons/fields";

/** Where pictures are, by what a lesson calls them. */
export type PictureAddresses = Readonly<Record<string, string>>;

/** Largest picture that is put into a page as a whole, in bytes. */
const largest = 4_000_000;

interface Found {
  readonly target: string;
  readonly uri: vscode.Uri;
  readonly type: string;
}

/** Address of a file that the lesson view can load by itself; null if it cannot. */
export type Loadable = (uri: vscode.Uri) => string | null;

/**
 * Addresses of a lesson's pictures for the view. A file that VS Code does not serve to the view, such as one of a
 * virtual workspace, goes there as a whole.
 */
export async function pictureAddresses(
  { lesson, uri }: { readonly lesson: Lesson; readonly uri: vscode.Uri },
  loadable: Loadable = () => null,
): Promise<PictureAddresses> {
  const addresses = await Promise.all(
    picturesOf(lesson).map(async (link): Promise<readonly (readonly [string, string])[]> => {
      const found = placeOf(uri, link);
      if (typeof found === "string") return [];
      const address = loadable(found.uri) ?? (await dataAddress(found));
      return address === null ? [] : [[found.target, address]];
    }),
  );
  return Object.fromEntries(addresses.flat());
}

/** What is wrong with the pictures of a lesson. */
export async function pictureProblems(lesson: Lesson, uri: vscode.Uri): Promise<readonly LessonProblem[]> {
  const problems = await Promise.all(
    picturesOf(lesson).map(async (link): Promise<readonly LessonProblem[]> => {
      const found = placeOf(uri, link);
      if (typeof found === "string") return [{ line: link.line, message: found }];
      const isThere = await Promise.resolve(vscode.workspace.fs.stat(found.uri)).then(
        () => true,
        () => false,
      );
      const message = vscode.l10n.t('There is no picture "{0}".', link.target);
      return isThere ? [] : [{ line: link.line, message }];
    }),
  );
  return problems.flat();
}

function placeOf(lesson: vscode.Uri, { target }: PictureLink): Found | string {
  const picture = readPicture(target);
  if (typeof picture === "string") return picture;
  return { target, uri: vscode.Uri.joinPath(lesson, "..", picture.path), type: picture.type };
}

async function dataAddress({ uri, type }: Found): Promise<string | null> {
  const bytes = await Promise.resolve(vscode.workspace.fs.readFile(uri)).catch(() => null);
  if (!bytes || bytes.length > largest) return null;
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:${type};base64,${btoa(text)}`;
}
