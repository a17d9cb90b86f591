import type { Frame } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Editor } from "./editor";

/** How long the editor may take to draw what was asked for. */
const patience = { timeout: 20_000 };

/** The lesson view: the frame that holds its page. */
async function lessonView(editor: Editor): Promise<Frame> {
  let found: Frame | undefined;
  const look = async () => {
    for (const frame of editor.page.frames()) {
      const count = await frame
        .locator(".page .shelf, .page nav .where")
        .count()
        .catch(() => 0);
      if (count > 0) found = frame;
    }
    return found !== undefined;
  };
  await expect.poll(look, patience).toBe(true);
  if (!found) throw new Error("The lesson view did not appear.");
  return found;
}

describe("the course in VS Code", () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await Editor.open("light");
  });
  afterAll(async () => {
    await editor.picture("course-end");
    await editor.close();
  });

  test("the list shows the lessons", async () => {
    await editor.run("Open Lessons");
    const view = await lessonView(editor);
    await view.locator(".lesson", { hasText: "Between submission" }).waitFor();
    await editor.picture("course-list");
  });

  test("a lesson opens the mail, then the replay", async () => {
    const view = await lessonView(editor);
    await view.locator(".lesson", { hasText: "Between submission" }).click();
    await view.locator("h2", { hasText: "Two ways to the end" }).waitFor();
    await editor.page.locator(".view-line", { hasText: "The only time it is safe" }).first().waitFor();
    await editor.picture("course-mail");
    await view.getByRole("button", { name: "Next ›" }).click();
    const panel = await editor.panel();
    await panel.locator(".where", { hasText: /^[1-9]\d\d of/ }).waitFor();
    await editor.picture("course-replay");
  });

  test("a challenge is won by playing it", async () => {
    const view = await lessonView(editor);
    await view.getByRole("button", { name: "Next ›" }).click();
    await view.getByRole("button", { name: /^(Play|Start again)$/ }).click();
    const runOn = (context: string, words: string) =>
      view.getByRole("button", { name: `${context}: run ${words}` }).click();
    const bio = view.locator(".turns li", { hasText: "bio0" });
    await bio.waitFor();
    const next = view.locator(".turns li", { hasText: "submitter" }).locator("code");
    // One stride after the other: the AIO core completes the request, then looks whether anybody waits for it.
    const where = (await editor.panel()).locator(".where");
    const isWaiting = async () => (await next.textContent())?.includes("waitqueue_active") ?? false;
    for (let before = ""; !(await isWaiting());) {
      await runOn("submitter", "to its next meeting");
      await expect.poll(() => where.textContent(), patience).not.toBe(before);
      before = (await where.textContent()) ?? "";
    }
    await runOn("bio0", "until it cannot go on");
    await view.locator(".challenge.won").waitFor();
    await editor.picture("course-challenge");
  });

  test("nothing went wrong behind the scenes", () => {
    expect(editor.complaints).toEqual([]);
  });
});
