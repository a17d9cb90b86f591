import type { Frame } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Editor, happens, type EditorKind } from "./editor";

/** The number of the step that the panel shows, as in "29 of 406". */
async function stepShown(panel: Frame): Promise<number> {
  return Number.parseInt((await panel.locator(".where").textContent()) ?? "", 10);
}

/**
 * The first dig, as a person does it: open the sample, read the tree, click a hunk, compare before and after.
 *
 * @returns gives the editor to the tests that follow
 *
 * The lines that are expected stand in the seed document 001 and were read off it by eye.
 */
export function tellStory(kind: EditorKind): () => Editor {
  let editor: Editor;
  beforeAll(async () => {
    editor = await Editor.open(kind);
  });
  afterAll(async () => {
    await editor.picture(`${kind}-end`);
    await editor.close();
  });

  test("the sample is in front, its five patches in a series", async () => {
    await editor.showViews();
    await editor.row("centralize completion").waitFor();
    await editor.row("only call aio_complete").waitFor();
  });

  test("a patch says which bugs that are known by name it brings and mends, and shows alone with its like", async () => {
    // p4 makes the waiter read a freed dio, lose a wake-up, and ends what p3 brought: the table of findings in README.md.
    await editor.row(/^4\/5 .*brings 3 findings · mends 1 finding/, "Series").waitFor();
    await editor.run("Patch Archaeology: Choose Which Hunks to Show…", "findings or races");
    await editor.row(/^2\/5 /, "Series").waitFor({ state: "detached" });
    await editor.row(/^4\/5 /, "Series").waitFor();
    await editor.run("Patch Archaeology: Show All Hunks");
    await editor.row(/^2\/5 /, "Series").waitFor();
  });

  test("a key that finds no diff says so; a click on a patch shows why it was made", async () => {
    await editor.row("formalize bio counters").click();
    await editor.page.locator(".tab.active", { hasText: "001_9edfb32b0ba350d2.txt" }).waitFor();
    await editor.page.locator(".view-line", { hasText: "confusing counts of bio progress" }).waitFor();
    await editor.page.keyboard.press("Alt+u");
    await editor.page.locator(".statusbar-item", { hasText: "No diff is open" }).waitFor();
  });

  test("a patch opens to its file, the file to its hunks", async () => {
    await editor.toggle("formalize bio counters");
    await editor.toggle("direct-io.c");
    await editor.row("dio_bio_end_aio()").waitFor();
    expect(await editor.row("dio_bio_end_aio()").textContent()).toContain("+4 −0");
  });

  test("a click on a hunk opens VS Code's diff editor on both texts, at the hunk", async () => {
    await editor.row("dio_bio_end_aio()").click();
    await expect.poll(() => editor.side("modified")).toContain("if (atomic_dec_and_test(&dio->refcount))");
    const before = await editor.side("original");
    expect(before).toContain("dio_bio_complete(dio, bio);");
    expect(before).not.toContain("atomic_dec_and_test");
    expect(before).toContain("no hunk shows");
    // The hunk is in sight, right below what no hunk shows; words of C have colours of their own.
    const line = editor.page.locator(".editor.modified .view-line", { hasText: "atomic_dec_and_test" });
    const colours = await line.locator("span span").evaluateAll((spans) => spans.map((one) => one.className));
    expect(new Set(colours).size).toBeGreaterThan(1);
    const [first] = (await editor.side("original")).split("\n");
    expect(first).not.toMatch(/^\.\.\.$/);
    // What is unknown is dimmed, which VS Code does by a class for the decoration.
    const unknown = editor.page.locator(".editor.modified .view-line", { hasText: "no hunk shows" });
    await unknown.locator('[class*="TextEditorDecorationType"]').first().waitFor();
  });

  test("Replay before opens the panel beside the diff, on the code before the patch", async () => {
    await editor.toggle("formalize bio counters");
    await editor.toggle("centralize completion");
    await editor.toggle("direct-io.c");
    await editor.row(/^direct_io_worker\(\) ?#/).click();
    await editor.page.locator(".tab", { hasText: "direct-io.c (p1)" }).waitFor();
    await editor.page.locator(".codelens-decoration a:visible", { hasText: "Replay before" }).first().click();
    const panel = await editor.panel();
    await panel.locator(".where", { hasText: /^0 of [1-9]/ }).waitFor();
    await editor.page.locator(".tab", { hasText: "aio-read-fault-third-page on base" }).waitFor();
  });

  test("the search finds the double completion, and that freed memory is used", async () => {
    const panel = await editor.panel();
    await panel.getByRole("tab", { name: "Outcomes" }).click();
    const cards = panel.locator(".card-title");
    await cards.first().waitFor();
    const titles = (await cards.allTextContents()).join("\n");
    expect(titles).toContain("use-after-free");
    expect(titles).toContain("double-completion");
    await panel.getByRole("tab", { name: "Replay" }).click();
  });

  test("steps go forward and back, and play runs by itself", async () => {
    const panel = await editor.panel();
    const step = panel.getByRole("button", { name: "Step", exact: true });
    const start = await stepShown(panel);
    await step.click();
    const first = await stepShown(panel);
    await step.click();
    const second = await stepShown(panel);
    expect(start).toBeLessThan(first);
    expect(first).toBeLessThan(second);
    await panel.getByRole("button", { name: "Step back" }).click();
    expect(await stepShown(panel)).toBe(first);
    await panel.getByRole("button", { name: "Play" }).click();
    await expect.poll(() => stepShown(panel)).toBeGreaterThan(second);
    await panel.getByRole("button", { name: "Pause" }).click();
  });

  test("the step of the failure is shown beside its line of C", async () => {
    const panel = await editor.panel();
    await panel.getByRole("button", { name: "To the failure" }).click();
    await expect.poll(() => stepShown(panel)).toBeGreaterThan(100);
    // The freed kiocb is read where its position is: offset = dio->iocb->ki_pos.
    await editor.page.locator(".monaco-diff-editor", { hasText: "ki_pos" }).waitFor();
    // That line is deleted by p1; beside the panel both sides share a column, and the line above the block says it.
    const notes = () =>
      editor.page
        .locator(".editor.modified .view-line span")
        .evaluateAll((spans) => spans.map((span) => getComputedStyle(span, "::after").content).join());
    await expect.poll(notes).toContain("bio1 runs 250: offset = dio->iocb->ki_pos;");
    await editor.picture(`${kind}-failure`);
    if (kind !== "whole") return;
    // One step earlier the line is lit, and the failure is still in sight.
    await panel.getByRole("button", { name: "Step back" }).click();
    await editor.page.locator(".statusbar-item", { hasText: "unchanged by p1" }).waitFor();
    await editor.readmePicture("replay");
  });

  // The light editor takes no new settings while it runs.
  test.runIf(kind === "whole")(
    "over a line stand what the replay did there and what a word means; each can be switched off",
    async () => {
      const lock = "spin_lock_irqsave(&dio->bio_lock";
      const line = editor.page.locator(".editor.modified .view-line", { hasText: lock }).first();
      const hover = editor.page.locator(".monaco-hover:visible");
      const rest = (words: RegExp, none?: RegExp) =>
        expect
          .poll(async () => {
            await editor.page.mouse.move(0, 0);
            await editor.restOn(line, "bio_lock");
            await happens(hover.first().waitFor({ timeout: 3000 }));
            const said = (await hover.allTextContents()).join().replaceAll("\u00a0", " ");
            return words.test(said) && none?.test(said) !== true;
          })
          .toBe(true);
      const step = /Replay of aio-read-fault-third-page on base.*step \d+, bio1/s;
      // As media/lessons/glossary.md explains the word.
      const meaning = /The spinlock of a dio/;
      await rest(step);
      await rest(meaning);
      editor.configure({ "patchArchaeology.hovers": false });
      await rest(meaning, step);
      editor.configure({ "patchArchaeology.glossaryHovers": false });
      await rest(step, meaning);
      editor.configure({});
      await editor.page.mouse.move(0, 0);
    },
  );

  test("p5 set beside says where the two part under one schedule", async () => {
    const panel = await editor.panel();
    await panel.getByRole("button", { name: /^Revision beside/ }).click();
    await panel.getByRole("option", { name: /^p5:/ }).click();
    await expect.poll(() => panel.locator("main").textContent()).toMatch(/They part for good after step/);
    await editor.picture(`${kind}-beside`);
  });

  test("the panel comes back from behind another tab as it was", async () => {
    const panel = await editor.panel();
    const before = await stepShown(panel);
    await panel.locator(".where").click();
    await editor.run("New Untitled Text File");
    const other = editor.page.locator(".tab", { hasText: "Untitled" });
    await other.waitFor();
    await editor.page.locator(".tab", { hasText: "aio-read-fault-third-page on base" }).click();
    await expect.poll(async () => stepShown(await editor.panel())).toBe(before);
    await other.click({ button: "middle" });
  });

  // The other editor shows the same lenses; its next tests go on with the panel as it was.
  test.runIf(kind === "light")(
    "the lenses of a hunk set both sides of the patch beside each other, and lead to its findings",
    async () => {
      await editor.row(/#1 /, "Series").click();
      const lens = (words: string) =>
        editor.page.locator(".codelens-decoration a:visible", { hasText: words }).first();
      await lens("Replay both").click();
      await editor.page.locator(".tab", { hasText: "aio-read-fault-third-page on p1" }).waitFor();
      const panel = await editor.panel();
      await panel.getByRole("button", { name: /^Revision beside.*base/ }).waitFor();
      await lens("mends 1 finding").click();
      await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "mended by p1" }).click();
      await editor.page.locator(".tab", { hasText: "on base" }).waitFor();
    },
  );

  test("what the list said stands on its line, and opens there", async () => {
    await editor.toggle(/aio: fix oops because of extra.*\+3 −4/);
    await editor.toggle(/^filemap.c/);
    await editor.row(/#1 +\+3 −4/).click();
    await editor.page.locator(".tab", { hasText: "filemap.c (pgbusy)" }).waitFor();
    const body = editor.page.locator(".review-widget .comment-body").first();
    // The mark in the gutter may be drawn anew while the diff is still being computed, and a click on it be lost.
    const opened = async () => {
      if (!(await body.isVisible())) await editor.page.locator(".comment-thread").first().click();
      return happens(body.waitFor({ timeout: 2000 }));
    };
    await expect.poll(opened).toBe(true);
    expect(await body.textContent()).toContain("There are two problems behind this bug");
    await editor.picture(`${kind}-comment`);
  });

  test("what is typed below a remark of the list becomes a note on its line", async () => {
    const remark = editor.page.locator(".review-widget", { hasText: "There are two problems" });
    await remark.locator(".review-thread-reply-button").click();
    await editor.page.locator(".review-widget .monaco-editor.focused").waitFor();
    await editor.page.keyboard.type("Which two?");
    await editor.page.keyboard.press("Control+Enter");
    const note = editor.page.locator(".review-widget", { hasText: "Not sent yet" });
    await note.locator(".comment-body", { hasText: "Which two?" }).waitFor();
    expect(await remark.locator(".comment-body").count()).toBe(1);
    expect(await editor.page.locator(".review-widget [class*=comment-form].expand").count()).toBe(0);
  });

  test("the threads show who answered whom, ghosts marked", async () => {
    const ghost = editor.row("Leonid Ananiev");
    await ghost.waitFor();
    expect(await ghost.textContent()).toContain("ghost");
  });

  test("each document says what it is and what was wrong with it", async () => {
    await editor.page.locator(".pane-header", { hasText: "Documents" }).click();
    await editor.row("001_9edfb32b0ba350d2.txt").waitFor();
    expect(await editor.row("001_9edfb32b0ba350d2.txt").textContent()).toContain(
      "page of a package, 1 problem",
    );
  });

  test("a race that is clicked has the keys: the arrows step through it", async () => {
    await editor.row("AIO write of two blocks inside the file").click();
    await editor.page.locator(".tab", { hasText: "aio-write on base" }).waitFor();
    const panel = await editor.panel();
    await panel.locator(".where", { hasText: /^0 of / }).waitFor();
    await expect
      .poll(async () => {
        await editor.page.keyboard.press("ArrowRight");
        return stepShown(panel);
      })
      .toBeGreaterThan(0);
  });

  test("the command gives the keys back to the panel that is open", async () => {
    const panel = await editor.panel();
    const before = await stepShown(panel);
    await editor.run("View: Focus First Editor Group");
    await editor.run("Patch Archaeology: Replay a Race");
    await expect
      .poll(async () => {
        await editor.page.keyboard.press("ArrowRight");
        return stepShown(panel);
      })
      .toBeGreaterThan(before);
  });

  test("the guide comes with the extension", async () => {
    await editor.run("Patch Archaeology: Open the Guide");
    const guide = await editor.frame('a[href$="troubleshooting.md"]');
    expect(await guide.locator("h1").textContent()).toBe("Start");
    await editor.run("View: Close Editor");
  });

  test("nothing went wrong behind the scenes", () => {
    expect(editor.complaints).toEqual([]);
  });

  return () => editor;
}
