import type { Lesson } from "./lesson";
import { inlinesOf } from "./markdown";

/** Kinds of pictures that lessons may show, by the ending of their files. */
const types: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  svg: "image/svg+xml",
};

/** A picture that a lesson shows. */
export interface PictureLink {
  /** Path relative to the lesson's folder, as the lesson writes it. */
  readonly target: string;
  readonly line: number;
}

/** The pictures of a lesson, in text and notes. */
export function picturesOf({ steps }: Lesson): readonly PictureLink[] {
  return steps.flatMap(({ blocks, notes }) =>
    [...inlinesOf([...blocks, ...notes])].flatMap((part) =>
      part.kind === "image" ? [{ target: part.target, line: part.line }] : [],
    ),
  );
}

/** Path and media type of a picture; a sentence for a target that is no picture in the lesson's folder or below it. */
export function readPicture(target: string): { readonly path: string; readonly type: string } | string {
  const path = decode(target);
  const type = types[(/\.(\w+)$/.exec(path)?.[1] ?? "").toLowerCase()];
  const isInside = !/^([\w+.-]+:|[/\\])/.test(path) && !path.split(/[/\\]/).includes("..");
  if (!isInside)
    return `The picture "${target}" has to lie in the folder of the lesson or below it, with a relative path.`;
  if (type === undefined) return `"${target}" is no picture; there are ${Object.keys(types).join(", ")}.`;
  return { path, type };
}

/** Blanks in a path are written as `%20`. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
