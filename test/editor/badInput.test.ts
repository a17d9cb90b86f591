import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sample } from "../../src/launch/folders.mjs";
import { cutPatch, patchMail, reviewedThread, serveArchive, type Archive } from "./deskFolder";
import { Editor } from "./editor";

/** A patch that adds the same line in two places, and a remark that quotes no more than that line. */
const fitsTwice = reviewedThread
  .slice(0, reviewedThread.indexOf("---\n"))
  .replaceAll("queue: lock the head", "twice: unlock")
  .concat(
    "---\n--- a/twice.c\n+++ b/twice.c\n",
    ...[
      [10, 10],
      [40, 41],
    ].map(([old, now]) => `@@ -${old},2 +${now},3 @@\n \thead++;\n+\tunlock();\n \treturn head;\n`),
    "\n",
    reviewedThread
      .slice(reviewedThread.lastIndexOf("From mboxrd"))
      .replaceAll("queue: lock the head", "twice: unlock")
      .replace(/\n\nAnn Author wrote:[^]*/, "\n\nAnn Author wrote:\n> +\tunlock();\n\nOf what?\n"),
  );

describe("a folder with good and bad documents", () => {
  const folder = mkdtempSync(join(tmpdir(), "dig-site-"));
  let archive: Archive;
  let editor: Editor;

  beforeAll(async () => {
    writeFileSync(join(folder, "shopping.txt"), "Milk\nBread\n");
    writeFileSync(join(folder, "cut.patch"), cutPatch);
    writeFileSync(
      join(folder, "picture.png"),
      Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 0]),
    );
    copyFileSync(join(sample, "002_ef5d9ec70bccdd58.txt"), join(folder, "mail.txt"));
    writeFileSync(join(folder, "twice.mbox"), fitsTwice);
    writeFileSync(join(folder, "letter.eml"), patchMail("letter").replace(/^From mboxrd.*\n/, ""));
    archive = await serveArchive();
    editor = await Editor.open("light", folder, { "patchArchaeology.archiveServer": archive.address });
  });
  afterAll(async () => {
    await editor.picture("bad-input");
    await editor.close();
    archive.close();
    rmSync(folder, { recursive: true });
  });

  test("the empty view offers to open the folder, also one of a virtual workspace", async () => {
    // No file of the machine: a file system of another extension serves it.
    const scheme = await editor.page.evaluate(() => {
      const { product } = window as unknown as { product: { folderUri: { scheme: string } } };
      return product.folderUri.scheme;
    });
    expect(scheme).toBe("served-folder");
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

  test.each([
    ["twice.mbox", /^Rob Reviewer/, "2 messages, 1 patch", ["Ann Author", "Rob Reviewer"]],
    ["letter.eml", /^letter: one more/, "1 message, 1 patch", ["Nora New"]],
  ])(
    "%s is shown as a page as well: its thread, each mail with its patches",
    async (name, mail, summary, authors) => {
      await editor.row(mail, "Threads").click();
      await editor.page.locator(".tab.active", { hasText: name }).waitFor();
      await editor.run("Patch Archaeology: Show Thread and Patches");
      const page = await editor.frame(`main h1:text-is("${name}")`);
      expect(await page.locator("main").textContent()).toContain(summary);
      const mails = page.locator("details > summary");
      expect(await mails.allTextContents()).toEqual(authors.map((author) => expect.stringContaining(author)));
      expect(await page.locator("details.depth-1").count()).toBe(authors.length - 1);
      expect(await page.locator(".hunk .added").count()).toBeGreaterThan(0);
    },
  );

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
    await drop("text/uri-list", "ht!tp://nowhere\r\n");
    await editor.notified("What was dropped is no address that can be read: ht!tp://nowhere");
  });

  test("a file of the explorer becomes a dig site through its menu", async () => {
    await editor.run("View: Show Explorer");
    await editor.choose(editor.row(/^cut\.patch/), "Open as Dig Site");
    await editor.row(/^cut\.patch1 patch/, "Series").waitFor();
    await editor.closeSite(/^cut\.patch1 patch/);
  });

  test("a remark that fits two places says so, and offers the other one", async () => {
    const remark = editor.row(/^Rob Reviewer/, "Threads");
    await editor.press(remark, "Go to the Line That Is Spoken Of");
    await editor.page.locator(".tab", { hasText: /^twice\.c/ }).waitFor();
    await editor.page.locator(".editor.modified .comment-thread").first().click();
    const talk = editor.page.locator(".review-widget");
    await talk.getByText("On the list, probably about this line").waitFor();
    const here = /Ln (\d+),/.exec((await editor.page.locator(".statusbar").textContent()) ?? "")?.[1];
    expect(["11", "42"]).toContain(here);
    const there = here === "11" ? 42 : 11;
    await talk.getByRole("link", { name: new RegExp(`^or .*twice\\.c:${there} \\(\\d+ %\\)`) }).click();
    await editor.cursorAt(there);
  });

  test("a thread is fetched in the browser too, after its address was shown and agreed to", async () => {
    await editor.run("Patch Archaeology: Fetch Thread from List Archive…", "<patch@example.org>");
    const dialog = editor.page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain(`${archive.address}/patch@example.org/t.mbox.gz`);
    expect(archive.asked).toEqual([]);
    await dialog.getByRole("button", { name: "Fetch, and Don’t Ask Again" }).click();
    await editor.row(/^patch@example.org.mbox/, "Series").waitFor();
  });

  test("an error page, a page in place of a mailbox and no network are one sentence each", async () => {
    const fetchThread = (id: string) =>
      editor.run("Patch Archaeology: Fetch Thread from List Archive…", `${id}@example.org`);
    await fetchThread("nobody");
    await editor.notified(/nobody@example\.org\/t\.mbox\.gz answered 404/);
    await fetchThread("page");
    await editor.notified(/page@example\.org\/t\.mbox\.gz answered with something that is no mailbox/);
    archive.close();
    await fetchThread("patch");
    await editor.notified(/could not be reached: there is no network/);
  });

  test("a patch on the clipboard becomes a dig site of its own", async () => {
    await editor.page.evaluate((text) => navigator.clipboard.writeText(text), cutPatch);
    await editor.run("Patch Archaeology: Import from Clipboard");
    await editor.row("clipboard.txt").waitFor();
  });
});
