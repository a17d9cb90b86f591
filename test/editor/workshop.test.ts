import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../../src/launch/folders.mjs";
import { documentedCommands } from "../unit/cli/documentedCommands";
import { Editor, happens } from "./editor";

const lesson = `---
title: My own lesson
summary: A ring, a word, a challenge.
---

## A ring

![A ring of eight slots](pictures/ring.svg)

The event lies in a [slot](glossary:slot). Here is where the talk begins.

\`\`\`open
document: 001
quote: The only time it is safe to call aio_complete() is when the ->ki_retry
\`\`\`

\`\`\`notes
Draw it.
\`\`\`

## Your turn

\`\`\`challenge
challenge: own-event
title: Let the read finish
scenario: aio-read-one-block
revision: base
reach: event 4096
hints:
  - Any order wins.
  - Nobody has to be cut off.
  - The submitter first, then bio0.
\`\`\`
`;

/** A ring of eight slots, 40 pixels wide. */
const ring =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="15" fill="none" stroke="#888" stroke-width="8" stroke-dasharray="10 1.8"/></svg>';

const classFile = {
  format: "patch-archaeology/class",
  version: 1,
  title: "Monday",
  lessons: ["own", "02-between"],
  hints: false,
  solutions: false,
  notes: false,
};

describe("a class in the whole of VS Code", () => {
  const folder = mkdtempSync(join(tmpdir(), "class-"));
  const file = (...names: readonly string[]) => join(folder, ...names);
  let editor: Editor;

  beforeAll(async () => {
    mkdirSync(file("lessons", "pictures"), { recursive: true });
    writeFileSync(file("lessons", "own.md"), lesson);
    writeFileSync(file("lessons", "pictures", "ring.svg"), ring);
    writeFileSync(file("lessons", "glossary.md"), "# Words\n\n## slot\n\nRoom for one event in the ring.\n");
    editor = await Editor.open("whole", folder);
  });
  afterAll(async () => {
    await editor.picture("workshop-end");
    await editor.close();
    rmSync(folder, { recursive: true });
  });

  const view = (): Promise<Frame> => editor.frame(".page .shelf, .page .eyebrow.where");

  /** Opens the list of lessons, as soon as the extension is there. */
  async function openLessons(): Promise<Frame> {
    await editor.page.locator('.activitybar a[class*="patchArchaeologyWorkshop"]').waitFor();
    await editor.run("Patch Archaeology: Open Lessons");
    return view();
  }

  /** Confirms VS Code's own dialog for files with the name that it proposes. */
  async function saveAs(name: string): Promise<string> {
    const input = editor.page.locator(".quick-input-widget input:visible").first();
    await expect.poll(() => input.inputValue()).toContain(name);
    await editor.page.locator(".quick-input-action .monaco-button:visible").first().click();
    await expect.poll(() => existsSync(file(name))).toBe(true);
    await expect.poll(() => readFileSync(file(name), "utf8")).not.toBe("");
    return readFileSync(file(name), "utf8");
  }

  async function choose(words: string): Promise<void> {
    await editor.page
      .locator(".quick-input-list .monaco-list-row")
      .filter({ has: editor.page.getByText(words, { exact: true }) })
      .first()
      .click();
  }

  test("lessons of the workspace stand beside the course", async () => {
    const page = await openLessons();
    await page.getByRole("heading", { name: "Lessons of this workspace" }).waitFor();
    await page.locator('.lesson[data-id="own"]').click();
    await page.getByRole("heading", { name: "A ring" }).waitFor();
  });

  test("their pictures are loaded from their folder, their words come from their glossary", async () => {
    // The view is loaded anew when it may read another folder, which takes its frame away.
    const widthOf = async () =>
      (await view())
        .locator("main img")
        .evaluate((one) => (one as HTMLImageElement).naturalWidth)
        .catch(() => 0);
    await expect.poll(widthOf).toBe(40);
    const page = await view();
    await page.getByRole("link", { name: "slot" }).click();
    await page.locator(".said", { hasText: "slot: Room for one event in the ring." }).waitFor();
  });

  test("a word of the glossary is explained where the pointer rests on it in a mail", async () => {
    const word = editor.page.locator(".view-line", { hasText: "is when the ->ki_retry" }).first();
    await word.waitFor();
    const box = await word.locator("span", { hasText: "aio_complete()" }).last().boundingBox();
    const column = "The only time it is safe to call aio".length;
    const text = (await word.textContent()) ?? "";
    const start = text.replaceAll("\u00a0", " ").indexOf("The only");
    if (!box) throw new Error("The line is not drawn.");
    const letter = box.width / text.length;
    await editor.page.mouse.move(box.x + (start + column) * letter, box.y + box.height / 2);
    await editor.page
      .locator(".monaco-hover", { hasText: "Puts the event of a request into the ring" })
      .waitFor();
    await editor.page.mouse.move(0, 0);
  });

  test("who has won hands in, and the answer sheet says so", async () => {
    const page = await view();
    await page.locator("nav .next").click();
    const where = (await editor.panel()).locator(".transport .where");
    for (const context of ["submitter", "bio0"]) {
      const run = page.getByRole("button", { name: `${context}: run until it cannot go on` });
      await run.waitFor();
      await where.filter({ hasText: /^([1-9]\d*) of \1$/ }).waitFor();
      const before = await where.textContent();
      // Pressed twice in a hurry it counts once, and cuts nothing.
      await run.dblclick();
      await expect.poll(() => where.textContent()).not.toBe(before);
    }
    await page.locator(".challenge.won").waitFor();
    expect(await page.locator(".said.problem").count()).toBe(0);
    await page.getByRole("button", { name: "Hand in…" }).click();
    const input = editor.page.locator(".quick-input-widget input:visible").first();
    await input.fill("Ada Lovelace");
    await editor.page.keyboard.press("Enter");
    await saveAs("Ada-Lovelace.own-event.json");
    const cli = [join(root, "dist", "cli.js"), "grade", folder, "--lessons", file("lessons"), "--json"];
    const { answers } = JSON.parse(execFileSync(process.execPath, cli, { encoding: "utf8" })) as {
      readonly answers: readonly object[];
    };
    expect(answers).toMatchObject([
      { who: "Ada Lovelace", challenge: "own-event", won: true, preemptions: 0, par: 0 },
    ]);
  });

  test("a lesson is exported as a page that holds its pictures and its race, and as a CodeTour", async () => {
    const page = await view();
    await page.getByRole("button", { name: "Export" }).click();
    await choose("HTML page");
    const html = await saveAs("own.html");
    expect(html).toContain('<img src="data:image/svg+xml;base64,');
    expect(html).not.toContain("Draw it.");
    await page.getByRole("button", { name: "Export" }).click();
    await choose("CodeTour");
    expect(JSON.parse(await saveAs("own.tour"))).toMatchObject({ title: "My own lesson" });
  });

  test("progress is there after the window was loaded again", async () => {
    await editor.page.reload();
    await editor.page.locator(".monaco-workbench .activitybar").waitFor();
    const card = (await openLessons()).locator('.lesson[data-id="own"]');
    await card.getByText("2 of 2 steps · 1 of 1 challenge won").waitFor();
    // The step that was looked at last is the one that is opened.
    await card.click();
    await (await view()).getByRole("heading", { name: "Your turn" }).waitFor();
  });

  test("lessons are checked against documents and models, and what is wrong is counted", async () => {
    await openLessons();
    writeFileSync(file("lessons", "own.md"), lesson.replace("reach: event 4096", "reach: hang"));
    // It may take a moment until the editor has noticed the change.
    await expect
      .poll(async () => {
        await editor.run("Patch Archaeology: Check Lessons");
        const words = "1 problem is listed in Problems.";
        const toast = editor.page.locator(".notification-toast", { hasText: words }).first();
        return happens(toast.waitFor({ timeout: 6_000 }));
      })
      .toBe(true);
    writeFileSync(file("lessons", "own.md"), lesson);
    await editor.notified("1 problem is listed in Problems.");
  });

  test("a class file decides what participants see, as soon as it is saved", async () => {
    await editor.run("Patch Archaeology: Make a Class File");
    for (const question of ["the lessons of the class", "what participants see"]) {
      await editor.page.locator(".quick-input-titlebar", { hasText: question }).waitFor();
      expect(existsSync(file("patch-archaeology.class.json"))).toBe(false);
      await editor.page.keyboard.press("Enter");
    }
    await editor.page.locator(".tab", { hasText: "patch-archaeology.class.json" }).waitFor();
    const page = await view();
    await page.getByRole("button", { name: "Show a solution" }).waitFor({ state: "detached" });
    writeFileSync(file("patch-archaeology.class.json"), JSON.stringify(classFile));
    await page.getByRole("button", { name: /^Hint/ }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "All lessons", exact: true }).click();
    await page.getByRole("heading", { name: "Monday" }).waitFor();
    expect(await page.locator(".lesson .title").allTextContents()).toEqual([
      "My own lesson",
      "Between submission and completion",
    ]);
    await page.locator('.lesson[data-id="02-between"]').click();
    await page.getByRole("heading", { name: "One rule" }).waitFor();
    expect(await page.getByRole("button", { name: "Instructor's notes" }).count()).toBe(0);
  });

  // The same line stands in the README and in the docs.
  const matrices = documentedCommands.filter(
    ({ words, path }) => words[0] === "matrix" && path === "README.md",
  );

  test.each(matrices)("$path: $line runs with the built program", ({ words }) => {
    const out = execFileSync(process.execPath, ["dist/cli.js", ...words], { cwd: root, encoding: "utf8" });
    expect(out).toContain("aio-write-hole-second-block");
  });

  test("the walkthrough ticks off what was done", async () => {
    await editor.run("Welcome: Open Walkthrough...");
    await choose("Dig in old patches");
    const steps = editor.page.locator(".getting-started-step");
    const learn = steps.filter({ hasText: "Take the course" });
    await learn.click();
    const done = learn.locator(".codicon-getting-started-step-checked");
    expect(await done.count()).toBe(0);
    await learn.getByRole("button", { name: "Open Lessons" }).click();
    await done.waitFor();
  });

  test("nothing went wrong behind the scenes", () => {
    expect(editor.complaints).toEqual([]);
  });
});
