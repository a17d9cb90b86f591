import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sample } from "../../src/launch/folders.mjs";
import { Editor } from "./editor";

/** A patch whose second hunk ends in the middle: its header counts one more row than there is. */
const cutPatch = `--- a/one.c
+++ b/one.c
@@ -1,2 +1,2 @@ int first(void)
 {
-\treturn 0;
+\treturn 1;
@@ -10,4 +10,4 @@ int second(void)
 {
-\tint a = 0;
+\tint a = 1;
 \treturn a;
`;

describe("a folder with good and bad documents", () => {
  const folder = mkdtempSync(join(tmpdir(), "dig-site-"));
  let editor: Editor;

  beforeAll(async () => {
    writeFileSync(join(folder, "shopping.txt"), "Milk\nBread\n");
    writeFileSync(join(folder, "cut.patch"), cutPatch);
    writeFileSync(
      join(folder, "picture.png"),
      Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 0]),
    );
    copyFileSync(join(sample, "002_ef5d9ec70bccdd58.txt"), join(folder, "mail.txt"));
    editor = await Editor.open("light", folder);
  });
  afterAll(async () => {
    await editor.picture("bad-input");
    await editor.close();
    rmSync(folder, { recursive: true });
  });

  test("the empty view offers to open the folder", async () => {
    await editor.showViews();
    await editor.page.getByRole("button", { name: "Open This Folder as Dig Site" }).click();
    await editor.row(/^one\.c\+2 −2/).waitFor();
  });

  test("what is no patch or mail is said to be none, and all the rest is shown", async () => {
    await editor.page.locator(".pane-header", { hasText: "Documents" }).click();
    for (const [name, words] of [
      ["shopping.txt", "no patch or mail"],
      ["picture.png", "no patch or mail"],
      ["mail.txt", "page of a list archive"],
    ] as const)
      expect(await editor.row(name).textContent()).toContain(words);
  });

  test("a corrupt hunk is shown, with its problem at its line", async () => {
    await editor.row(/^cut\.patch.*1 problem/).waitFor();
    await editor.toggle(/^cut\.patch.*1 problem/);
    const problem = editor.row(/line 7$/);
    await problem.click();
    await editor.page.locator(".squiggly-warning").first().waitFor();
  });

  test("the patch is shown as a page, and its text is one click away", async () => {
    await editor.run("Patch Archaeology: Show Thread and Patches");
    const page = await editor.frame("main h1");
    expect(await page.locator("h1").textContent()).toBe("cut.patch");
    expect(await page.locator(".problems").textContent()).toContain("7: ");
    expect(await page.locator(".hunk .deleted").first().textContent()).toBe("-\treturn 0;\n");
    await editor.picture("document-page");
    await page.getByRole("button", { name: "Show Text", exact: true }).click();
    await editor.page.locator(".editor-instance .view-line", { hasText: "int first(void)" }).waitFor();
  });

  /** Drops a file, or words of a type, on the Series view. */
  async function drop(type: string, words: string): Promise<void> {
    const given: readonly [string, string] = [type, words];
    const transfer = await editor.page.evaluateHandle(([kind, text]) => {
      const data = new DataTransfer();
      if (kind === "file") data.items.add(new File([text], "dropped.patch"));
      else data.setData(kind, text);
      return data;
    }, given);
    const target = editor.row(/^one\.c/);
    for (const event of ["dragenter", "dragover", "drop"]) {
      await target.dispatchEvent(event, { dataTransfer: transfer });
      // The list decides a moment after the pointer came whether it takes what is dragged.
      await editor.page.waitForTimeout(100);
    }
  }

  test("a file that is dropped on the view becomes a dig site", async () => {
    await drop("file", "--- a/dropped.c\n+++ b/dropped.c\n@@ -1 +1 @@\n-old\n+new\n");
    await editor.row(/^dropped\.c\+1 −1/).waitFor();
  });

  test("what is dropped as an address and is none is said to be none", async () => {
    await drop("text/uri-list", "no address at all\r\n");
    await editor.notified("What was dropped is no address that can be read: no address at all");
  });

  test("a patch on the clipboard becomes a dig site of its own", async () => {
    await editor.page.evaluate((text) => navigator.clipboard.writeText(text), cutPatch);
    await editor.run("Patch Archaeology: Import from Clipboard");
    await editor.row("clipboard.txt").waitFor();
  });
});
