import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Editor, happens } from "./editor";

describe("a race as a debug session", () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await Editor.open("light");
  });
  afterAll(async () => {
    await editor.picture("debug-end");
    await editor.close();
  });

  const button = (name: string) =>
    editor.page.locator(`.debug-toolbar .action-label[aria-label^="${name}"]`).first();
  /** A row of the views Variables, Call Stack or Breakpoints. */
  const row = (words: string | RegExp) =>
    editor.page.locator(".debug-pane .monaco-list-row", { hasText: words }).first();
  /** Opens a row. The view is drawn anew when the session moves, and a click in that moment is lost. */
  const unfold = (words: RegExp, child: RegExp) =>
    expect
      .poll(async () => {
        if (await row(child).isVisible()) return true;
        await happens(row(words).locator(".monaco-tl-twistie").click({ timeout: 2000 }));
        return happens(row(child).waitFor({ timeout: 2000 }));
      })
      .toBe(true);
  /** The number of the latest step, as the status bar says it; 0 before the first. */
  const step = async (): Promise<number> => {
    const text =
      (await editor.page
        .locator('[id="patch-archaeology.patch-archaeology.patchArchaeology.step"], .statusbar-item', {
          hasText: /on base: before the first step|, step \d+ of/,
        })
        .first()
        .textContent()) ?? "";
    return Number(/step (\d+) of/.exec(text)?.[1] ?? 0);
  };

  /** The line of the cursor, as the status bar says it. */
  const currentLine = async (): Promise<number> => {
    const text = await editor.page.locator(".statusbar-item", { hasText: /^Ln \d+, Col/ }).textContent();
    return Number(/Ln (\d+)/.exec(text ?? "")?.[1] ?? 0);
  };
  /** Where the call stack says that the session stands, such as `9:1`. */
  const top = () => editor.page.locator(".debug-call-stack .stack-frame .line-number").first().textContent();
  const topLine = async () => Number.parseInt((await top()) ?? "");
  /** Steps over a statement, and waits until the call stack has it and the cursor was taken there, which is the last that VS Code does. */
  const stepOver = async (): Promise<void> => {
    const [before, line] = [await step(), await top()];
    await button("Step Over").click();
    await expect.poll(step).toBeGreaterThan(before);
    await expect.poll(top).not.toBe(line);
    await expect.poll(async () => (await topLine()) === (await currentLine())).toBe(true);
  };

  /** A line of C that the diff in front shows, by words in it. */
  const codeLine = (words: string) =>
    editor.page.locator(".monaco-diff-editor .editor.modified .view-line", { hasText: words }).first();
  /** Rests the pointer on a word of a line of C. */
  const rest = async (line: string, word: string): Promise<void> => {
    const [x, y] = await codeLine(line).evaluate((element, wanted) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const at = text.textContent?.indexOf(wanted) ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + wanted.length);
        const box = range.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2] as const;
      }
      return [0, 0] as const;
    }, word);
    await editor.page.mouse.move(x, y);
  };
  /** Waits until the call stack says why the session stands. */
  const paused = (why: string | RegExp) =>
    editor.page.locator(".debug-call-stack .state.label", { hasText: why }).first().waitFor();
  /** A view of the debugger by its title. */
  const pane = (title: string) =>
    editor.page.locator(".pane", { has: editor.page.locator(".pane-header", { hasText: title }) });
  /** The field that a view opens among its rows, to be typed into. */
  const field = (title: string) =>
    pane(title).locator(".monaco-list-row input:not([type=checkbox]):visible").first();
  const typed = async (title: string, words: string): Promise<void> => {
    await field(title).fill(words);
    await editor.page.keyboard.press("Enter");
  };
  /** Chooses from the menu of a row until that has a result: a view that is drawn anew opens no menu, or takes it away. */
  const choose = (words: RegExp, entry: string, result: Locator) =>
    expect
      .poll(async () => {
        if (await result.isVisible()) return true;
        await happens(row(words).click({ button: "right", timeout: 2000 }));
        const line = editor.page.locator(".monaco-menu .action-item", { hasText: entry }).first();
        const isThere = await happens(line.hover({ timeout: 2000 }));
        await editor.page.keyboard.press(isThere ? "Enter" : "Escape");
        return happens(result.waitFor({ timeout: 2000 }));
      })
      .toBe(true);

  test("starts at the first line that a diff shows, with contexts as threads and no console over them", async () => {
    await editor.showViews();
    await editor.row("centralize completion").waitFor();
    // What p3 brings: a bio takes bio_lock after the submitter has freed the dio.
    await expect.poll(() => editor.badge(editor.row("formalize bio"))).toBe("⚑1");
    await editor.run("Debug a Race");
    await editor.page.locator(".debug-toolbar").waitFor();
    await editor.run("View: Show Run and Debug");
    await row("submitter").waitFor();
    await row("bio0").waitFor();
    await editor.page.locator(".monaco-diff-editor .debug-top-stack-frame-line").first().waitFor();
    expect(await step()).toBeGreaterThan(0);
    expect(await editor.page.locator(".repl").isVisible()).toBe(false);
  });

  test("steps forwards and back, to the very first step", async () => {
    await button("Reverse").click();
    await expect.poll(step).toBe(0);
    await button("Step Over").click();
    await expect.poll(step).toBeGreaterThan(0);
    await button("Step Back").click();
    await expect.poll(step).toBe(0);
    await editor.picture("debug-start");
  });

  test("shows the model's TypeScript where no hunk has the line, and goes there from any step and back", async () => {
    const source = editor.page.locator(".monaco-editor", { hasText: "*io_submit_one(k: Kernel)" }).first();
    // The first step is in io_submit_one(), which no patch of the sample shows.
    await row("io_submit_one").click();
    await source.waitFor();
    // Past io_submit_one(), each statement of the request's part stands on a line of its own.
    for (let n = 0; n < 3; n++) await stepOver();
    const [there, next] = [await step(), await topLine()];
    await editor.run("Show the Model’s TypeScript");
    // The debugger's line is the next statement's; the step that was done stands above it.
    await expect.poll(currentLine).toBe(next - 1);
    await editor.picture("debug-model");
    await stepOver();
    await editor.run("Show the Model’s TypeScript");
    // What was the next statement is the step that is looked at now.
    await expect.poll(currentLine).toBe(next);
    await editor.goToLine(next - 1);
    await expect.poll(currentLine).toBe(next - 1);
    await editor.run("Go to the Step in the Replay");
    await expect.poll(step).toBe(there);
  });

  test("shows memory as variables", async () => {
    await unfold(/^kiocb$/, /^kiocb ?=/);
    await unfold(/^kiocb ?=/, /^ki_users/);
    await editor.picture("debug-session");
  });

  test("stops at a breakpoint in the diff itself, and opens no other text over it", async () => {
    await editor.run("Patch Archaeology: Focus on Series View");
    await editor.toggle("centralize completion");
    await editor.toggle("direct-io.c");
    await editor.row(/^finished_one_bio\(\) ?#/).click();
    await codeLine("spin_lock_irqsave(&dio->bio_lock").click();
    await editor.page.keyboard.press("F9");
    await button("Continue").click();
    await editor.page.locator(".monaco-diff-editor .debug-top-stack-frame-line").first().waitFor();
    await expect
      .poll(() => editor.page.locator(".tab .label-name").allTextContents())
      .toEqual([expect.stringContaining("direct-io.c (p1)")]);
    await editor.picture("debug-breakpoint");
  });

  test("a line that no step reaches gets no breakpoint, and the reason where the pointer rests on it", async () => {
    await codeLine("Last reference to the dio is going").click();
    await editor.page.keyboard.press("F9");
    const mark = editor.page.locator(".editor.modified .codicon-debug-breakpoint-unverified").first();
    const reason = editor.page.locator(".monaco-hover", { hasText: "Nothing runs here: comment." });
    // A hover does not change when the debugger's answer comes, so the pointer goes there until it says it.
    await expect
      .poll(async () => {
        await editor.page.mouse.move(0, 0);
        await happens(mark.hover({ timeout: 2000 }));
        return happens(reason.waitFor({ timeout: 2000 }));
      })
      .toBe(true);
    await editor.page.keyboard.press("F9");
    await mark.waitFor({ state: "detached" });
    // From here on the other one is in the way.
    const other = pane("Breakpoints").locator(".monaco-list-row", { hasText: "direct-io.c" });
    await codeLine("spin_lock_irqsave(&dio->bio_lock").click();
    await editor.page.keyboard.press("F9");
    await other.waitFor({ state: "detached" });
  });

  test("an expression is watched, and has its value where the pointer rests on it", async () => {
    await editor.press(pane("Watch").locator(".pane-header"), "Add Expression");
    await typed("Watch", "dio->bio_count + 1");
    const watched = pane("Watch").locator(".monaco-list-row", { hasText: /^dio->bio_count \+ 1 ?=/ });
    // Both bios are under way, and direct_io_worker() holds a count of its own.
    await watched.locator(".value", { hasText: /^4$/ }).waitFor();
    const shown = editor.page.locator(".debug-hover-widget .value:visible", { hasText: /^3$/ });
    // The text may still move when the pointer comes to rest; then it has to come again.
    const rested = async () => {
      await editor.page.mouse.move(0, 0);
      await rest("if (dio->bio_count == 1)", "bio_count");
      await happens(shown.waitFor({ timeout: 3000 }));
      return shown.isVisible();
    };
    await expect.poll(rested).toBe(true);
    await editor.page.mouse.move(0, 0);
    await editor.picture("debug-watch");
  });

  test("a call is restarted from its first statement", async () => {
    const there = await step();
    await editor.press(row("direct_io_worker"), "Restart Frame");
    await expect.poll(step).toBeLessThan(there);
    await row(/^direct_io_worker/).waitFor();
    await paused("restart");
  });

  test("stops where a function is entered", async () => {
    await editor.press(pane("Breakpoints").locator(".pane-header"), "Add Function Breakpoint");
    await typed("Breakpoints", "dio_bio_end_aio");
    await row(/^dio_bio_end_aio/).waitFor();
    await button("Continue").click();
    await paused("dio_bio_end_aio()");
  });

  test("goes back to where a field became 1, and from there on again", async () => {
    const entered = await step();
    await unfold(/^kiocb$/, /^kiocb ?=/);
    await unfold(/^kiocb ?=/, /^ki_users/);
    await choose(/^ki_users ?=/, "Break on Value Change", row(/^kiocb->ki_users/));
    await choose(/^kiocb->ki_users/, "Edit Condition", field("Breakpoints"));
    await typed("Breakpoints", "1");
    await button("Reverse").click();
    // The submitter's own reference is gone, that of the request itself is left.
    await paused("kiocb->ki_users: 2 → 1");
    expect(await step()).toBeLessThan(entered);
    await editor.picture("debug-data");
    await button("Continue").click();
    await expect.poll(step).toBe(entered);
  });

  test("stops at a violation, and says which", async () => {
    await editor.press(pane("Breakpoints").locator(".pane-header"), "Remove All Breakpoints");
    await row(/^dio_bio_end_aio\s*$/).waitFor({ state: "detached" });
    await button("Continue").click();
    await editor.page
      .locator(".exception-widget", { hasText: "use-after-free of kiocb by bio1 in finished_one_bio()" })
      .waitFor();
    await editor.picture("debug-violation");
  });

  test("ends when it is stopped", async () => {
    await button("Stop").click();
    await editor.page.locator(".debug-toolbar").waitFor({ state: "hidden" });
  });

  test("leaves the panel its column, with the diff beside it, also where it was begun in the panel", async () => {
    await editor.run("View: Close All Editors");
    await editor.run("Patch Archaeology: Replay a Race");
    await (await editor.panel()).locator(".where", { hasText: /of [1-9]/ }).waitFor();
    await editor.run("Debug a Race");
    await editor.page.locator(".debug-toolbar").waitFor();
    await button("Continue").click();
    await expect.poll(step).toBeGreaterThan(0);
    const columns = async () => {
      const tabs = await editor.page.locator(".editor-group-container .tabs-container").all();
      return Promise.all(tabs.map((one) => one.locator(".label-name").allTextContents()));
    };
    await expect
      .poll(columns)
      .toEqual([[expect.stringContaining("direct-io.c")], [expect.stringMatching(/ on \w+$/)]]);
    // It has stopped at a deleted line: beside the panel a diff has no room for the old text, which is shown alone.
    await editor.page.locator(".monaco-editor .exception-widget", { hasText: "use-after-free" }).waitFor();
    expect(await editor.page.locator(".monaco-diff-editor .exception-widget").count()).toBe(0);
    // What was hidden behind a text draws itself anew.
    await (await editor.panel()).locator(".where", { hasText: /^([1-9]\d*) of \1$/ }).waitFor();
    await editor.picture("debug-panel");
    await button("Stop").click();
    await editor.page.locator(".debug-toolbar").waitFor({ state: "hidden" });
    await editor.run("View: Close All Editors");
  });

  test("races stand in the Test Explorer, and one that is run fails with its violation", async () => {
    await editor.run("Testing: Focus on Test Explorer View");
    const item = (words: RegExp) =>
      editor.page.locator(".test-explorer .monaco-list-row", { hasText: words }).first();
    await item(/^lock/).locator(".monaco-tl-twistie").click();
    await editor.press(item(/^aio-read\s?[^-]/), "Run Test");
    await item(/^aio-read\s?[^-]/)
      .locator(".codicon-testing-failed-icon")
      .waitFor();
    await editor.picture("debug-tests");
    expect(editor.complaints).toEqual([]);
  });
});
