import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../../src/launch/folders.mjs";
import { readLesson } from "../../src/lessons/lesson";
import type { Opening } from "../../src/lessons/opening";
import { Editor } from "./editor";

const folder = join(root, "media", "lessons");
const course = readdirSync(folder)
  .filter((name) => /^\d\d-/.test(name))
  .map((name) => readLesson(name, readFileSync(join(folder, name), "utf8")).lesson);

/** The lesson view: the frame that holds its page. */
async function lessonView(editor: Editor): Promise<Frame> {
  let found: Frame | undefined;
  const look = async () => {
    for (const frame of editor.page.frames()) {
      const parts = frame.locator(".page .shelf, .page .eyebrow.where");
      if ((await parts.count().catch(() => 0)) > 0) found = frame;
    }
    return found !== undefined;
  };
  await expect.poll(look).toBe(true);
  if (!found) throw new Error("The lesson view did not appear.");
  return found;
}

/** The tabs that a step has to open, by words of their titles. */
function tabsOf({ passage, hunkLine, moment }: Opening): readonly string[] {
  return [
    ...(passage ? [passage.document] : []),
    ...(hunkLine ? [`(${hunkLine.hunk.split("/")[0] ?? ""})`] : []),
    ...(moment ? [`${moment.scenario} on ${moment.revision}`] : []),
  ];
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

  test("the list shows the lessons, each with what it takes", async () => {
    await editor.run("Open Lessons");
    const view = await lessonView(editor);
    await expect.poll(() => view.locator(".lesson").count()).toBe(course.length);
    expect(await view.locator(".page").textContent()).toMatch(/10 lessons, about 3 hours/);
  });

  test.each(course)("$id plays from its first step to its last", async ({ id, title, steps }) => {
    const view = await lessonView(editor);
    await view.locator(`.lesson[data-id="${id}"]`).click();
    for (const [n, step] of steps.entries()) {
      if (n > 0) await view.locator("nav .next").click();
      await view.locator(".where", { hasText: `${n + 1} of ${steps.length}` }).waitFor();
      await view.locator('main[aria-busy="false"]').waitFor();
      expect(await view.locator("main h1").textContent()).toBe(step.title);
      expect(await view.locator(".said.problem").count(), step.title).toBe(0);
      for (const tab of step.opening ? tabsOf(step.opening) : [])
        await editor.page.locator(".tab", { hasText: tab }).first().waitFor();
      if (step.diagram) await view.locator(".drawn li").first().waitFor();
      if (step.title === "Freed under the callback") await editor.readmePicture("lesson");
      if (step.challenge) await view.locator(".challenge h2", { hasText: step.challenge.title }).waitFor();
    }
    await view.getByRole("button", { name: "All lessons", exact: true }).click();
    await view
      .locator(".lesson", { hasText: title })
      .getByText(`${steps.length} of ${steps.length} steps`)
      .waitFor();
  });

  test("a challenge is won by playing it", async () => {
    const view = await lessonView(editor);
    await view.locator('.lesson[data-id="02-between"]').click();
    const runOn = (context: string, words: string) =>
      view.getByRole("button", { name: `${context}: run ${words}` }).click();
    await view.getByRole("button", { name: /^Start (the challenge|again)$/ }).click();
    await view.locator(".turns li", { hasText: "bio0" }).waitFor();
    const next = view.locator(".turns li", { hasText: "submitter" }).locator("code");
    // One stride after the other: the AIO core completes the request, then takes the lock to give it back.
    const where = (await editor.panel()).locator(".where");
    const isWaiting = async () =>
      (await next.textContent())?.includes("spin_lock_irq(&ctx->ctx_lock)") ?? false;
    for (let before = ""; !(await isWaiting());) {
      await runOn("submitter", "to its next meeting");
      await expect.poll(() => where.textContent()).not.toBe(before);
      before = (await where.textContent()) ?? "";
    }
    await runOn("bio0", "until it cannot go on");
    await view.locator(".challenge.won").waitFor();
    expect(await view.locator(".score").textContent()).toContain("Your best: 1 preemption. Par, proven: 1");
    await editor.picture("course-challenge");
    await view.getByRole("button", { name: "All lessons", exact: true }).click();
  });

  test("a wrong choice is answered with the order that breaks it, the right one with a proof", async () => {
    const view = await lessonView(editor);
    await view.locator('.lesson[data-id="07-lock"]').click();
    for (let step = 0; step < 2; step += 1) await view.locator("nav .turn").first().click();
    await view.getByRole("button", { name: /^After the drop/ }).click();
    await view.locator(".verdict", { hasText: "There an execution ends with a violation" }).waitFor();
    await editor.page.locator(".tab", { hasText: "on whatif-test-after-drop" }).waitFor();
    await view.getByRole("button", { name: /^Drop, look and wake together/ }).click();
    await view.locator(".verdict", { hasText: "All executions were explored" }).waitFor();
  });

  test("a claim runs, a word is explained, notes come on demand, and type grows for a class", async () => {
    const view = await lessonView(editor);
    await view.locator("nav .next").click();
    await view.locator(".link.claim").first().click();
    await editor.page.locator(".tab", { hasText: "aio-write-one-block on lock" }).waitFor();
    await view.getByRole("button", { name: "Instructor's notes" }).click();
    await view.locator(".notes", { hasText: "It seldom hurts" }).waitFor();
    await view.getByRole("button", { name: "Presentation" }).click();
    await view.locator("body.presenting").waitFor();
    await (await editor.panel()).locator("body.presenting").waitFor();
    await editor.readmePicture("presentation");
    await view.getByRole("button", { name: "Presentation" }).click();
    await view.locator("body:not(.presenting)").waitFor();
  });

  test("nothing went wrong behind the scenes", () => {
    expect(editor.complaints).toEqual([]);
  });
});
