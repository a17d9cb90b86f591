import { readdirSync, readFileSync } from "node:fs";
import { readLesson } from "../../../src/lessons/lesson";

const folder = new URL("../../../media/lessons/", import.meta.url);

/** Names of the files of the course, in order. */
export const lessonFiles = readdirSync(folder).filter((name) => /^\d\d-.*\.md$/.test(name));

/** A file of media/lessons. */
export function lessonText(name: string): string {
  return readFileSync(new URL(name, folder), "utf8");
}

/** All lessons of the course, as read. */
export const shippedLessons = lessonFiles.map((name) => readLesson(name, lessonText(name)));
