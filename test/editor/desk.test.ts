import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { longThread, makeWorkplace, serveArchive, type Archive, type Workplace } from "./deskFolder";
import { Editor } from "./editor";

const patience = { timeout: 20_000 };

describe("a day at the desk, in the whole of VS Code", () => {
  let place: Workplace;
  let archive: Archive;
  let editor: Editor;

  /** Presses a key, again if the editor was not ready for it, until a tab is in front. */
  async function pressUntil(key: string, tab: string): Promise<void> {
    const isThere = async () => {
      await editor.page.keyboard.press(key);
      const found = editor.page.locator(".tab", { hasText: tab }).waitFor({ timeout: 1500 });
      return found.then(
        () => true,
        () => false,
      );
    };
    await expect.poll(isThere, patience).toBe(true);
  }

  beforeAll(async () => {
    place = makeWorkplace();
    archive = await serveArchive();
    editor = await Editor.open("whole", place.folder, { "patchArchaeology.archiveServer": archive.address });
  });
  afterAll(async () => {
    await editor.picture("desk-end");
    await editor.close();
    archive.close();
    place.remove();
  });

  test("a range of the repository becomes a series", async () => {
    await editor.showViews();
    await editor.run("Patch Archaeology: Import Commits…", "HEAD~2..HEAD");
    await editor.row(/^1\/2 queue: lock the head/).waitFor();
    await editor.row(/^2\/2 queue: leave early\+2 −0/).waitFor();
  });

  test("a range that does not exist is said to be none, and nothing is lost", async () => {
    await editor.run("Patch Archaeology: Import Commits…", "nowhere..HEAD");
    await editor.notified("git knows no range “nowhere..HEAD” in this repository.");
    await editor.row(/^1\/2 queue: lock the head/).waitFor();
  });

  test("in the middle of a rebase commits are read, and the rebase is spoken of", async () => {
    // What git itself leaves there while a rebase stands still.
    mkdirSync(join(place.folder, ".git", "rebase-merge"));
    const head = place.git("rev-parse", "HEAD");
    writeFileSync(join(place.folder, ".git", "REBASE_HEAD"), head);
    writeFileSync(join(place.folder, ".git", "rebase-merge", "head-name"), "refs/heads/main\n");
    await editor.run("Git: Refresh");
    await expect
      .poll(async () => {
        await editor.run("Patch Archaeology: Import Commits…", "HEAD~1");
        const words = "The repository is in the middle of a rebase";
        return editor.page
          .locator(".notification-toast", { hasText: words })
          .first()
          .waitFor({ timeout: 3000 })
          .then(
            () => true,
            () => false,
          );
      }, patience)
      .toBe(true);
    await editor.notified("The repository is in the middle of a rebase");
    rmSync(join(place.folder, ".git", "rebase-merge"), { recursive: true });
    rmSync(join(place.folder, ".git", "REBASE_HEAD"));
  });

  test("a thread is fetched from the archive after its address was shown and agreed to", async () => {
    await editor.run("Patch Archaeology: Fetch Thread from List Archive…", "<patch@example.org>");
    const dialog = editor.page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain(`${archive.address}/patch@example.org/t.mbox.gz`);
    await dialog.getByRole("button", { name: "Fetch, and Don’t Ask Again" }).click();
    await editor.row(/^patch@example.org.mbox/).waitFor();
  });

  test("an error page of the archive is one sentence", async () => {
    await editor.run("Patch Archaeology: Fetch Thread from List Archive…", "nobody@example.org");
    await editor.notified(/nobody@example\.org\/t\.mbox\.gz answered 404/);
  });

  test("a tick says that a hunk is viewed, and counts", async () => {
    await editor.toggle("1/2 queue: lock the head");
    await editor.toggle(/^queue\.c/);
    await editor
      .row(/^line 1 ?#1|^#1/)
      .first()
      .waitFor();
    await editor.row(/#1 /).locator(".monaco-checkbox, .monaco-custom-toggle").click();
    await editor.row(/1 of 2 hunks viewed|viewed/).waitFor();
  });

  test("keys go from hunk to hunk, tick one and go on, and end at the last", async () => {
    await editor.row(/#1 /).click();
    await editor.page.locator(".tab", { hasText: "queue.c (1/2)" }).waitFor();
    await expect.poll(() => editor.side("modified"), patience).toContain("lock--;");
    await pressUntil("Alt+j", "queue.c (2/2)");
    await pressUntil("Alt+k", "queue.c (1/2)");
    await pressUntil("Alt+j", "queue.c (2/2)");
    await expect.poll(() => editor.side("modified"), patience).toContain("head > 9");
    await editor.page.keyboard.press("Alt+u");
    await editor.row(/2 of 2 hunks viewed/).waitFor();
  });

  test("lines that no hunk shows come from the repository, which is said", async () => {
    const after = await editor.side("modified");
    expect(after).not.toContain("no hunk shows");
    expect(after).toContain("return head;");
    const first = editor.page.locator(".editor.modified .view-line", { hasText: /int.head/ });
    await first.hover({ position: { x: 10, y: 9 } });
    await editor.page.locator(".monaco-hover", { hasText: /Whole text from .* blob id/ }).waitFor();
    await editor.picture("desk-whole");
  });

  test("any two states of a file stand side by side", async () => {
    await editor.run("Patch Archaeology: Compare Any Two States of a File…", "before 1/2");
    await editor.page.locator(".quick-input-title", { hasText: "Right: state of queue.c" }).waitFor();
    await editor.page.locator(".quick-input-widget .quick-input-box input").fill("after 2/2");
    await editor.page.keyboard.press("Enter");
    await editor.page.locator(".tab", { hasText: "queue.c (before 1/2 ↔ after 2/2)" }).waitFor();
    await expect.poll(() => editor.side("original"), patience).not.toContain("lock");
    await expect.poll(() => editor.side("modified"), patience).toContain("head > 9");
    await editor.picture("desk-states");
  });

  test("only what is not viewed is shown when a person wants that, and the view says so", async () => {
    await editor.run("Patch Archaeology: Choose Which Hunks to Show…", "not viewed");
    await editor.page.locator(".pane", { hasText: "Hunks not viewed yet" }).first().waitFor();
    await editor.row(/^1\/2 queue: lock the head/).waitFor({ state: "detached" });
    await editor.run("Patch Archaeology: Show All Hunks");
    await editor.row(/^1\/2 queue: lock the head/).waitFor();
  });

  test("what is open, viewed and known is the same after a reload", async () => {
    await editor.page.reload();
    await editor.row(/2 of 2 hunks viewed/).waitFor();
    await editor.row(/^patch@example.org.mbox/).waitFor();
  });

  test("a closed dig site is opened again from the recent ones", async () => {
    await editor.row(/^patch@example.org.mbox/).hover();
    await editor
      .row(/^patch@example.org.mbox/)
      .getByRole("button", { name: "Close Dig Site" })
      .click();
    await editor.row(/^patch@example.org.mbox/).waitFor({ state: "detached" });
    await editor.run("Patch Archaeology: Open Recent Dig Site…", "patch@");
    await editor.row(/^patch@example.org.mbox/).waitFor();
    await editor.picture("desk-trees");
  });

  test("a thread of 2,000 mails is read beside the editor, and opens, and is reviewed like any other", async () => {
    await editor.page.evaluate((text) => navigator.clipboard.writeText(text), longThread(2000));
    await editor.run("Patch Archaeology: Import from Clipboard");
    await editor.row(/^clipboard.txt200 patches/).waitFor({ timeout: 60_000 });
    await editor.run("Patch Archaeology: Find in Series…", "part 150");
    await editor.page.keyboard.press("Enter");
    await editor.row(/^part 150/).waitFor();
    await editor.toggle(/^part 150/);
    await editor.toggle(/^f150\.c/);
    await editor.row(/#1 .*9 comments/).click();
    await editor.page.locator(".tab", { hasText: "f150.c" }).waitFor();
    await editor.page.locator(".monaco-diff-editor .comment-thread").first().waitFor();
    await editor.picture("desk-long");
    await editor.run("Patch Archaeology: Show All Hunks");
  });

  test("nothing went wrong behind the scenes", () => {
    expect(editor.complaints).toEqual([]);
  });
});
