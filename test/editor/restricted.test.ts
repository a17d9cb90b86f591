import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeWorkplace, reviewedThread, type Workplace } from "./deskFolder";
import { Editor } from "./editor";

describe("a folder that is not trusted", () => {
  let place: Workplace;
  let editor: Editor;

  beforeAll(async () => {
    place = makeWorkplace();
    writeFileSync(join(place.folder, "review.mbox"), reviewedThread);
    editor = await Editor.open("whole", place.folder, {
      "security.workspace.trust.enabled": true,
      "security.workspace.trust.startupPrompt": "never",
    });
  });
  afterAll(async () => {
    await editor.picture("restricted-end");
    await editor.close();
    place.remove();
  });

  test("is in Restricted Mode, and is read all the same: series, thread, diff", async () => {
    await editor.page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
    await editor.showViews();
    await editor.page.getByRole("button", { name: "Open This Folder as Dig Site" }).click();
    await editor.row(/^queue: lock the head/).waitFor();
    await editor.row(/^Rob Reviewer/).waitFor();
    await editor.toggle(/^queue: lock the head/);
    await editor.toggle(/^queue\.c/);
    await editor.row(/#1 /).click();
    await expect.poll(() => editor.side("modified")).toContain("lock--;");
  });

  test("a race of the extension's own models is replayed", async () => {
    await editor.run("Patch Archaeology: Replay a Race");
    const panel = await editor.panel();
    await panel.locator(".where", { hasText: /of [1-9]/ }).waitFor();
  });

  test("commits wait for trust, which one sentence says", async () => {
    await editor.run("Patch Archaeology: Import Commits…");
    await editor.notified("Commits are read with git, which waits until this workspace is trusted.");
  });

  test("a debug session waits for trust", async () => {
    await editor.run("Patch Archaeology: Debug a Race");
    const dialog = editor.page.locator(".monaco-dialog-box", { hasText: /trust/i });
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect(await editor.page.locator(".debug-toolbar:visible").count()).toBe(0);
  });

  test("nothing went wrong behind the scenes", () => {
    expect(editor.complaints).toEqual([]);
  });
});
