import { afterEach } from "vitest";
import { Editor } from "./editor";

// One failure is one: a question that it leaves open would be in the way of all tests that follow.
afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  for (const editor of Editor.all) {
    await editor.picture(`failed-${task.name.replaceAll(/\W+/g, "-").slice(0, 60)}`);
    await editor.tidy();
  }
});
