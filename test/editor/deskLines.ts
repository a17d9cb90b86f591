import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { cutPatch, twoFiles, type Workplace } from "./deskFolder";
import type { Editor } from "./editor";

/** The remarks that stand open in the diff in front. */
export function remarksIn({ page }: Editor): Locator {
  return page.locator(".review-widget .review-comment");
}

/**
 * What stands on the lines of a diff, and the keys that lead from one to the other.
 *
 * @param desk gives the editor, in which the reviewed thread of the archive is open, and its folder
 */
export function useTheLines(desk: () => { readonly editor: Editor; readonly place: Workplace }): void {
  test("files and a folder are opened by their names", async () => {
    const { editor, place } = desk();
    mkdirSync(join(place.folder, "mails"));
    writeFileSync(join(place.folder, "mails", "stack.mbox"), twoFiles);
    writeFileSync(join(place.folder, "cut.patch"), cutPatch);
    const offered = async () =>
      (await editor.page.locator(".quick-input-list .monaco-list-row").allTextContents()).join("\n");
    await editor.run("Patch Archaeology: Open Files…");
    await expect.poll(offered).toContain("cut.patch");
    await editor.type(join(place.folder, "cut.patch"));
    await editor.page.keyboard.press("Enter");
    await editor.row(/^cut\.patch1 patch/, "Series").waitFor();
    await editor.run("Patch Archaeology: Open Folder…");
    await expect.poll(offered).toContain("mails");
    await editor.type(join(place.folder, "mails/"));
    // Inside that folder there is none to choose but the one above.
    await expect.poll(offered).not.toContain("mails");
    await editor.page.locator(".quick-input-widget").getByRole("button", { name: "Dig In" }).click();
    await editor.row(/^mails1 patch/, "Series").waitFor();
  });

  test("keys go from file to file, and back to the first hunk of the one before", async () => {
    const { editor } = desk();
    await editor.toggle(/^stack: shorter/, "Series");
    await editor.toggle(/^stack\.c/, "Series");
    await editor.row(/^push\(\)/, "Series").click();
    await editor.page.locator(".tab.active", { hasText: "stack.c" }).waitFor();
    await editor.pressUntil("Shift+Alt+j", "stack.h");
    await editor.cursorAt(6);
    await editor.pressUntil("Shift+Alt+k", "stack.c");
    await editor.cursorAt(2);
  });

  test("a remark about a deleted line stands on the old side, and a key goes there", async () => {
    const { editor } = desk();
    await editor.page.locator(".editor.modified .view-line", { hasText: "top++" }).click();
    await editor.page.keyboard.press("Alt+m");
    const old = editor.page.locator(".editor.original");
    await old.locator(".review-widget").getByText("Two readers could do this at once.").waitFor();
    await old.locator(".comment-thread").waitFor();
    expect(await editor.page.locator(".editor.modified .comment-thread").count()).toBe(0);
    // Where both sides share a column there is no old side, so the new one speaks of it too.
    const notes = () =>
      editor.page
        .locator(".editor.modified .view-line span")
        .evaluateAll((spans) => spans.map((span) => getComputedStyle(span, "::after").content).join());
    await expect.poll(notes).toContain("Rob Reviewer on 12: Two readers could do this at once.");
    const status = editor.page.locator(".statusbar");
    await status
      .getByText("Rob Reviewer on the deleted line 12: Two readers could do this at once.")
      .waitFor();
    await editor.page.keyboard.press("Alt+m");
    await status.getByText("There is no further comment.").waitFor();
  });

  test("what stands on the lines leads on, and can be switched off", async () => {
    const { editor } = desk();
    await editor.row(/^queue: lock the head.*2 comments/, "Series").waitFor();
    await editor.toggle(/^queue: lock the head.*2 comments/, "Series");
    await editor.row(/^queue\.c.*2 comments/, "Series").waitFor();
    await editor.toggle(/^queue\.c.*2 comments/, "Series");
    await editor.row(/#1 .*2 comments/, "Series").click();
    const lenses = editor.page.locator(".codelens-decoration a", { hasText: "2 comments" });
    const marks = editor.page.locator(".editor.modified .comment-thread");
    await lenses.first().click();
    await expect.poll(() => remarksIn(editor).count()).toBe(2);
    const problems = editor.page.locator("#status\\.problems a");
    const warnings = async () => (await problems.getAttribute("aria-label")) ?? "";
    expect(await warnings()).toContain("Warnings: 1");
    editor.configure({
      "patchArchaeology.hunkLenses": false,
      "patchArchaeology.comments": false,
      "patchArchaeology.problems": false,
    });
    await expect.poll(() => lenses.count()).toBe(0);
    await expect.poll(() => marks.count()).toBe(0);
    await expect.poll(warnings).toContain("No Problems");
    editor.configure({});
    await marks.first().waitFor();
  });
}
