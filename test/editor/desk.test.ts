import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  longThread,
  makeWorkplace,
  patchMail,
  serveArchive,
  type Archive,
  type Workplace,
} from "./deskFolder";
import { remarksIn, useTheLines } from "./deskLines";
import { Editor, happens } from "./editor";

describe("a day at the desk, in the whole of VS Code", () => {
  let place: Workplace;
  let archive: Archive;
  let editor: Editor;

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
    // The keyboard is in the tree, which could not take it as long as it was empty.
    const focused = () => editor.page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    await expect.poll(focused).toBe("Series");
  });

  test("commits that are ticked in the list become a series, oldest first", async () => {
    await editor.run("Patch Archaeology: Import Commits…");
    const offered = editor.page.locator(".quick-input-list .monaco-list-row");
    for (const title of ["queue: leave early", "queue: lock the head"])
      await offered.filter({ hasText: title }).locator(".monaco-checkbox, .monaco-custom-toggle").click();
    await editor.page.locator(".quick-input-widget").getByRole("button", { name: "OK" }).click();
    await editor.row(/2 commits2 patches/).waitFor();
    await editor.closeSite(/2 commits2 patches/);
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
        return happens(
          editor.page.locator(".notification-toast", { hasText: words }).first().waitFor({ timeout: 3000 }),
        );
      })
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

  test("a page that only looks like an answer is one sentence", async () => {
    await editor.run("Patch Archaeology: Fetch Thread from List Archive…", "page@example.org");
    await editor.notified(/page@example\.org\/t\.mbox\.gz answered with something that is no mailbox/);
  });

  test("an archive that never answers is given up by a click, and nothing is left behind", async () => {
    await editor.run("Patch Archaeology: Fetch Thread from List Archive…", "slow@example.org");
    const toast = editor.page.locator(".notification-toast", { hasText: /Fetching .*slow@example\.org/ });
    await toast.getByRole("button", { name: "Cancel" }).click();
    await toast.waitFor({ state: "detached" });
    expect(await editor.row(/^slow@example/).count()).toBe(0);
  });

  test("a mail leads to the lines that it speaks of", async () => {
    await editor.press(editor.row(/^Rob Reviewer/), "Go to the Line That Is Spoken Of");
    const lines = editor.page.locator(".quick-input-list .monaco-list-row");
    await lines.first().waitFor();
    expect(await lines.allTextContents()).toEqual([
      expect.stringContaining("queue.c:2"),
      expect.stringContaining("queue.c:9"),
    ]);
    await lines.filter({ hasText: "queue.c:9" }).click();
    await editor.page.locator(".tab", { hasText: /^queue\.c/ }).waitFor();
    await editor.cursorAt(9);
  });

  const remarks = () => remarksIn(editor);

  test("the remark that was asked for is open, the other one is a mark in the margin", async () => {
    await remarks().getByText("after the lock is gone").waitFor();
    expect(await remarks().count()).toBe(1);
    await expect.poll(() => editor.page.locator(".editor.modified .comment-thread").count()).toBe(2);
  });

  test("keys go from remark to remark, open each and close the last, and say where there are no more", async () => {
    await editor.page.locator(".editor.modified .view-line", { hasText: "return head" }).click();
    await editor.page.keyboard.press("Shift+Alt+m");
    await editor.cursorAt(2);
    await remarks().getByText("A plain int locks nothing out.").waitFor();
    await expect.poll(() => remarks().count()).toBe(1);
    await editor.page.keyboard.press("Alt+m");
    await editor.cursorAt(9);
    await remarks().getByText("after the lock is gone").waitFor();
    await expect.poll(() => remarks().count()).toBe(1);
    await editor.page.keyboard.press("Alt+m");
    await editor.page.locator(".statusbar", { hasText: "There is no further comment." }).waitFor();
  });

  test("a remark says who wrote it, when, and in which mail, and leads there", async () => {
    expect(await remarks().textContent()).toMatch(
      /Rob Reviewer.*years ago.*queue: lock the head.*after the lock is gone/s,
    );
    await remarks().getByRole("link", { name: "Open the mail" }).click();
    await editor.page.locator(".tab.active", { hasText: "patch@example.org.mbox" }).waitFor();
    await editor.page.locator(".editor-instance .view-line", { hasText: "after the lock is gone" }).waitFor();
  });

  test("the Comments panel lists every remark", async () => {
    await editor.run("Comments: Focus on Comments View");
    const panel = editor.page.locator(".comments-panel");
    await panel.getByText("A plain int locks nothing out.").waitFor();
    await panel.getByText("This reads the head after the lock is gone.").waitFor();
    await editor.run("View: Hide Panel");
  });

  /** The only hunk of the first patch of the range. */
  const hunk = () => editor.row(/#1 +\+3 −0$/, "Series");

  test("a tick says that a hunk is viewed, and counts", async () => {
    await editor.toggle("1/2 queue: lock the head", "Series");
    // The thread's patch has such a file as well, with comments; going to its remarks has opened it.
    await editor.toggle(/^queue\.c\+3 −0$/, "Series");
    await hunk().locator(".monaco-checkbox, .monaco-custom-toggle").click();
    await editor.row(/1 of 2 hunks viewed|viewed/, "Series").waitFor();
  });

  test("keys go from hunk to hunk, tick one and go on, and end at the last", async () => {
    await hunk().click();
    await editor.page.locator(".tab", { hasText: "queue.c (1/2)" }).waitFor();
    await expect.poll(() => editor.side("modified")).toContain("lock--;");
    await editor.pressUntil("Alt+j", "queue.c (2/2)");
    await editor.pressUntil("Alt+k", "queue.c (1/2)");
    await editor.pressUntil("Alt+j", "queue.c (2/2)");
    await expect.poll(() => editor.side("modified")).toContain("head > 9");
    await editor.page.keyboard.press("Alt+u");
    await editor.row(/2 of 2 hunks viewed/, "Series").waitFor();
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
    await expect.poll(() => editor.side("original")).not.toContain("lock");
    await expect.poll(() => editor.side("modified")).toContain("head > 9");
    await editor.picture("desk-states");
  });

  test("a patch that nobody applied is whole as well, since its blob ids prove what comes out; and it can be copied", async () => {
    const file = join(place.folder, "queue.c");
    const committed = readFileSync(file, "utf8");
    writeFileSync(file, committed.replace("return head;", "return head - 1;"));
    const diff = place.git("diff");
    const head = "From: Ann Author <ann@example.org>\nSubject: [PATCH] queue: count less\n\n---\n";
    writeFileSync(file, committed);
    await editor.page.evaluate((text) => navigator.clipboard.writeText(text), `${head}${diff}`);
    await editor.run("Patch Archaeology: Import from Clipboard");
    await editor.toggle(/^queue: count less/, "Series");
    await editor.toggle(/^queue\.c\+1 −1/, "Series");
    await editor.row(/#1 .*\+1 −1/, "Series").click();
    await expect.poll(() => editor.side("modified")).toContain("return head - 1;");
    // A line that is in no hunk.
    expect(diff).not.toContain("lock++");
    expect(await editor.side("modified")).toContain("lock++");
    await editor.choose(editor.row(/^queue: count less/, "Series"), "Copy as Clean Patch");
    const copied = () => editor.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toContain("+\treturn head - 1;");
    execFileSync("git", ["apply", "--check"], { cwd: place.folder, input: await copied() });
    await editor.closeSite(/^clipboard\.txt/);
  });

  test("only what is not viewed is shown when a person wants that, and the view says so", async () => {
    await editor.run("Patch Archaeology: Choose Which Hunks to Show…", "not viewed");
    await editor.page.locator(".pane", { hasText: "Hunks not viewed yet" }).first().waitFor();
    await editor.row(/^1\/2 queue: lock the head/, "Series").waitFor({ state: "detached" });
    await editor.run("Patch Archaeology: Show All Hunks");
    await editor.row(/^1\/2 queue: lock the head/, "Series").waitFor();
  });

  test("patches are put into another order, and back", async () => {
    const titles = async () =>
      (await editor.page.locator(".pane .monaco-list-row", { hasText: /queue: / }).allTextContents())
        .map((row) => /\d\/2 queue: (\w+)/.exec(row)?.[1])
        .filter((word) => word !== undefined)
        .slice(0, 2);
    expect(await titles()).toEqual(["lock", "leave"]);
    await editor.run("Patch Archaeology: Sort Patches…", "By title");
    await expect.poll(titles).toEqual(["leave", "lock"]);
    await editor.run("Patch Archaeology: Sort Patches…", "As posted");
    await expect.poll(titles).toEqual(["lock", "leave"]);
  });

  test("only patches with remarks are shown when a person wants that", async () => {
    await editor.run("Patch Archaeology: Choose Which Hunks to Show…", "with comments");
    await editor.row(/^queue: lock the head.*2 comments/, "Series").waitFor();
    const badge = () => editor.badge(editor.row(/^queue: lock the head.*2 comments/, "Series"));
    await expect.poll(badge).toBe("❝2");
    await editor.row(/^1\/2 queue: lock the head/).waitFor({ state: "detached" });
    await editor.run("Patch Archaeology: Choose Which Hunks to Show…", "repaired");
    await editor.row(/^queue: lock the head/, "Series").waitFor({ state: "detached" });
    await editor.run("Patch Archaeology: Show All Hunks");
    await editor.row(/^1\/2 queue: lock the head/).waitFor();
  });

  /** The texts in the editor of many changes. */
  const all = async () =>
    (await editor.page.locator(".multiDiffEntry").allTextContents()).join("\n").replaceAll("\u00a0", " ");

  test("a whole patch, or the whole series, opens as one editor of all its changes", async () => {
    await editor.run("View: Close All Editors");
    // With no diff open a key opens the next one.
    await editor.row(/^1\/2 queue: lock the head/, "Series").click();
    await editor.page.locator(".tab.active").waitFor();
    await editor.page.keyboard.press("Alt+j");
    await editor.page.locator(".tab.active", { hasText: "queue.c (" }).waitFor();
    // The tree shows it, too; closed again it leaves room for the others.
    await editor.row(/^take\(\)/, "Series").waitFor();
    await editor.toggle(/^1\/2 queue: lock the head/, "Series");
    await editor.press(editor.row(/^2\/2 queue: leave early/), "Show All Changes of the Patch");
    await editor.page.locator(".tab.active", { hasText: "2/2: queue: leave early" }).waitFor();
    await expect.poll(all).toContain("head > 9");
    await editor.press(editor.row(/^queue: lock the head2 patches/), "Show All Changes of the Series");
    await expect.poll(() => editor.page.locator(".multiDiffEntry").count()).toBe(2);
    await expect.poll(all).toContain("lock++");
    // Labels have a number in place of a message's whole id.
    expect(await all()).toMatch(/queue\.c.*\(mail \d+\)/);
    await editor.picture("desk-series");
  });

  test("what came since the last look is marked as new, and can be shown alone", async () => {
    const mailbox = join(place.folder, "news.mbox");
    writeFileSync(mailbox, patchMail("first"));
    await editor.run("View: Show Explorer");
    await editor.choose(editor.row(/^news\.mbox/), "Open as Dig Site");
    await editor.row(/^first: one more/, "Series").waitFor();
    expect(await editor.row(/^first: one more/, "Series").textContent()).not.toContain("new");
    appendFileSync(mailbox, patchMail("second"));
    // The editor of the whole series is still open: a text of it that does not come back is a complaint in the console.
    await editor.remembers("first@example.org");
    await editor.page.reload();
    await editor.row(/^second: one more.*new/, "Series").waitFor();
    await editor.run("Patch Archaeology: Choose Which Hunks to Show…", "new since the last look");
    await editor.row(/^first: one more/, "Series").waitFor({ state: "detached" });
    await editor.row(/^second: one more.*new/, "Series").waitFor();
    await editor.run("Patch Archaeology: Show All Hunks");
    await editor.closeSite(/^news\.mbox/);
  });

  test("what is open, viewed and known is the same after that reload", async () => {
    await editor.row(/2 of 2 hunks viewed/, "Series").waitFor();
    await editor.row(/^patch@example.org.mbox/, "Series").waitFor();
  });

  test("a closed dig site is opened again from the recent ones", async () => {
    await editor.closeSite(/^patch@example.org.mbox/);
    await editor.run("Patch Archaeology: Open Recent Dig Site…", "patch@");
    await editor.row(/^patch@example.org.mbox/).waitFor();
    await editor.picture("desk-trees");
  });

  useTheLines(() => ({ editor, place }));

  test("a thread of 2,000 mails is read beside the editor, and opens, and is reviewed like any other", async () => {
    await editor.page.evaluate((text) => navigator.clipboard.writeText(text), longThread(2000));
    await editor.run("Patch Archaeology: Import from Clipboard");
    await editor.row(/^clipboard(-\d)?\.txt200 patches/, "Series").waitFor();
    await editor.run("Patch Archaeology: Find in Series…", "Person 3");
    // Parts 1, 8, 15 … are hers: ten mails a part, seven people in turn.
    await editor.row(/^part 8 of/, "Series").waitFor();
    await editor.row(/^part 2 of/, "Series").waitFor({ state: "detached" });
    await editor.run("Patch Archaeology: Find in Series…", "part 150");
    await editor.row(/^part 150/, "Series").waitFor();
    await editor.toggle(/^part 150/, "Series");
    await editor.toggle(/^f150\.c/, "Series");
    await editor.row(/#1 .*9 comments/, "Series").click();
    await editor.page.locator(".tab", { hasText: "f150.c" }).waitFor();
    await editor.page.locator(".monaco-diff-editor .comment-thread").first().waitFor();
    await editor.picture("desk-long");
    await editor.run("Patch Archaeology: Show All Hunks");
  });

  test("the Comments panel lists all that was said in the long thread, also about texts that are not open", async () => {
    await editor.run("Comments: Focus on Comments View");
    const panel = editor.page.locator(".comments-panel");
    await editor.page.locator('.part.panel input[placeholder^="Filter"]').fill("(1993)");
    await panel.getByText("Why is this (1993)?").waitFor();
    await editor.run("View: Hide Panel");
  });

  test("a long import is given up by a click, and nothing of it is left", async () => {
    await editor.page.evaluate((text) => navigator.clipboard.writeText(text), longThread(30_000));
    await editor.run("Patch Archaeology: Import from Clipboard");
    const toast = editor.page.locator(".notification-toast", { hasText: "Reading the clipboard" });
    await toast.getByRole("button", { name: "Cancel" }).click();
    await toast.waitFor({ state: "detached" });
    expect(await editor.page.locator(".pane .monaco-list-row", { hasText: "3000 patches" }).count()).toBe(0);
  });

  test("the proxy of the settings is asked, not the archive itself", async () => {
    editor.configure({
      "http.proxy": new URL(archive.address).origin,
      "patchArchaeology.archiveServer": "http://archive.example/all",
      "patchArchaeology.confirmDownloads": false,
    });
    await editor.page.reload();
    await editor.row(/^clipboard(-\d)?\.txt/).waitFor();
    await editor.run("Patch Archaeology: Fetch Thread from List Archive…", "gone@example.org");
    await editor.notified(/archive\.example/);
    expect(archive.asked).toContainEqual(expect.stringContaining("archive.example"));
  });

  test("without a network a fetch says so", async () => {
    archive.close();
    await editor.run("Patch Archaeology: Fetch Thread from List Archive…", "patch@example.org");
    await editor.notified(/could not be reached: there is no network/);
  });

  test("nothing went wrong behind the scenes", () => {
    expect(editor.complaints).toEqual([]);
  });
});
