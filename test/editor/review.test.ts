import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Editor, happens } from "./editor";

/** A counter whose increment is mended in two patches; the second version of the series mends it another way. */
const versions = {
  before: "int count;\n\nvoid add(void)\n{\n\tint old = count;\n\tcount = old + 1;\n}\n",
  first: "int count;\n\nvoid add(void)\n{\n\tcount++;\n}\n",
  locked: "int count;\n\nvoid add(void)\n{\n\tspin_lock(&lock);\n\tcount++;\n\tspin_unlock(&lock);\n}\n",
  atomic: "atomic_t count;\n\nvoid add(void)\n{\n\tatomic_inc(&count);\n}\n",
} as const;

/** Makes a repository with two versions of a series and mails both as `git format-patch` writes them. */
function mailTwoVersions(folder: string, mails: string): void {
  // git makes a Message-ID of commit, second and committer: two versions sent within a second need two committers.
  const gitAs = (committer: string, ...args: readonly string[]) =>
    execFileSync("git", args, {
      cwd: folder,
      stdio: "pipe",
      env: {
        ...process.env,
        GIT_AUTHOR_NAME: "Ann Author",
        GIT_AUTHOR_EMAIL: "ann@example.org",
        GIT_COMMITTER_NAME: "Ann Author",
        GIT_COMMITTER_EMAIL: committer,
      },
    });
  const git = (...args: readonly string[]) => gitAs("ann@example.org", ...args);
  const commit = (text: string, subject: string) => {
    writeFileSync(join(folder, "count.c"), text);
    git("add", "count.c");
    git("commit", "-q", "-m", subject);
  };
  const send = (version: number) =>
    gitAs(
      `v${version}@example.org`,
      "format-patch",
      "-q",
      "--stdout",
      "--thread",
      `-v${version}`,
      "start..HEAD",
    );
  git("init", "-q");
  commit(versions.before, "count: begin");
  git("tag", "start");
  commit(versions.first, "count: shorten add()");
  commit(versions.locked, "count: make add() atomic");
  writeFileSync(join(mails, "count-v1.mbox"), send(1));
  git("reset", "-q", "--hard", "HEAD^");
  commit(versions.atomic, "count: make add() atomic");
  writeFileSync(join(mails, "count-v2.mbox"), send(2));
}

describe("a reviewer's day", () => {
  const repository = mkdtempSync(join(tmpdir(), "review-repository-"));
  const mails = mkdtempSync(join(tmpdir(), "review-mails-"));
  let editor: Editor;
  beforeAll(async () => {
    mailTwoVersions(repository, mails);
    editor = await Editor.open("light", mails);
  });
  afterAll(async () => {
    await editor.picture("review-end");
    await editor.close();
    for (const folder of [repository, mails]) rmSync(folder, { recursive: true });
  });

  test("both versions of the series come out of the folder", async () => {
    await editor.showViews();
    await editor.page.getByRole("button", { name: "Open This Folder as Dig Site" }).click();
    await editor.row("v2, 2 patches").waitFor();
  });

  test("two versions stand side by side, what did not change left out", async () => {
    await editor.run("Patch Archaeology: Compare Two Versions");
    const list = editor.page.locator(".quick-input-list .monaco-list-row");
    await list.filter({ hasText: /v1/ }).first().click();
    await list.filter({ hasText: /v2/ }).first().click();
    await editor.page.locator(".tab", { hasText: "v1 to v2" }).waitFor();
    const text = () =>
      editor.page
        .locator(".multiDiffEntry, .multi-diff-root-floating-menu, .monaco-component")
        .allTextContents();
    await expect
      .poll(async () => (await text()).join(" ").replaceAll("\u00a0", " "))
      .toContain("atomic_inc(&count)");
    await editor.picture("review-versions");
  });

  test("a note on a line becomes a mail that quotes the line, and bears the trailer that was given", async () => {
    await editor.toggle(/make add\(\) atomic.*\+2 −2/);
    await editor.toggle("count.c");
    await editor.row(/#1 +\+2 −2/).click();
    const line = editor.page.locator(".editor.modified .view-line", { hasText: "atomic_inc" });
    await editor.page.locator(".tab.active", { hasText: "count.c (" }).waitFor();
    await expect.poll(() => happens(line.click({ timeout: 2000 }))).toBe(true);
    await editor.run("Comments: Add Comment on Current Selection");
    await editor.page.locator(".review-widget .monaco-editor.focused").waitFor();
    await editor.page.keyboard.type("Why not a plain lock here?");
    await editor.page.keyboard.press("Control+Enter");
    await editor.page.locator(".review-widget .comment-body", { hasText: "Why not a plain lock" }).waitFor();
    // The keyboard is back in the diff, where its keys work.
    await editor.page.locator(".monaco-diff-editor .editor.modified .monaco-editor.focused").waitFor();
    await editor.picture("review-note");
    await editor.run("Patch Archaeology: Draft Reply");
    await editor.page.locator(".quick-input-widget", { hasText: "Reply to" }).waitFor();
    const trailer = editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "Reviewed-by" });
    await trailer.locator(".quick-input-list-checkbox").click();
    await editor.page.locator(".quick-input-widget").getByRole("button", { name: "OK" }).click();
    await editor.page.locator(".quick-input-widget", { hasText: "Your name and address" }).waitFor();
    await editor.page.keyboard.type("Rita Reviewer <rita@example.org>");
    await editor.page.keyboard.press("Enter");
    const mail = editor.page.locator(".editor-instance .view-lines", { hasText: "In-Reply-To" });
    await mail.waitFor();
    const text = ((await mail.textContent()) ?? "").replaceAll("\u00a0", " ");
    expect(text).toContain("Ann Author <ann@example.org>");
    expect(text).toContain("Reviewed-by: Rita Reviewer <rita@example.org>");
    expect(text).toMatch(/> \+\s*atomic_inc\(&count\);.*Why not a plain lock here\?/);
  });

  test("nothing went wrong behind the scenes", () => {
    expect(editor.complaints).toEqual([]);
  });
});
