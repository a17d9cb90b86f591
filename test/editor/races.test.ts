import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Editor } from "./editor";

const patience = { timeout: 20_000 };

/** How the race of `lock` is named in files of expectations; test/golden/dio-read-after-put.lock.txt argues it. */
const readAfterPut = "use-after-free dio submitter";

/** What the file of expectations says of the revision `lock`. */
type Expected = Readonly<Record<string, "must pass" | readonly string[]>>;

describe("races as tests, in the whole of VS Code", () => {
  let editor: Editor;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "races-"));
    editor = await Editor.open("whole", folder);
  });
  afterAll(async () => {
    await editor.picture("races-end");
    await editor.close();
    rmSync(folder, { recursive: true });
  });

  const file = () => join(folder, "patch-archaeology.expect.json");
  const expected = (): Expected | undefined =>
    existsSync(file())
      ? (JSON.parse(readFileSync(file(), "utf8")) as { cells: { lock?: Expected } }).cells.lock
      : undefined;
  const write = (cells: Expected) =>
    writeFileSync(
      file(),
      JSON.stringify({ format: "patch-archaeology/expectations", version: 1, cells: { lock: cells } }),
    );
  const rows = () => editor.page.locator(".test-explorer .monaco-list-row");
  /** A test by its scenario or its revision, which its title follows without a blank. */
  const item = (name: string) =>
    rows()
      .filter({ hasText: new RegExp(`^${name}(?!-)`) })
      .first();
  const hasMark = (scenario: string, mark: "failed" | "passed" | "skipped") =>
    item(scenario).locator(`.codicon-testing-${mark}-icon`).waitFor(patience);
  const press = async (scenario: string, action: string) => {
    await item(scenario).hover();
    await item(scenario).locator(`.action-label[aria-label^="${action}"]`).click();
  };
  const choose = async (scenario: string, entry: string) => {
    await item(scenario).click({ button: "right" });
    const line = editor.page.locator(".monaco-menu .action-item", { hasText: entry });
    await line.waitFor();
    // A menu takes no click in the moment in which it opens.
    await expect
      .poll(async () => {
        await line.click({ timeout: 2000 }).catch(() => undefined);
        return line.waitFor({ state: "hidden", timeout: 1000 }).then(
          () => true,
          () => false,
        );
      }, patience)
      .toBe(true);
  };

  test("a failure that is accepted is written down, and passes from then on", async () => {
    await editor.showViews();
    await editor.page.locator(".activitybar .codicon-test-view-icon").click();
    await item("lock").locator(".monaco-tl-twistie").click();
    await press("aio-read", "Run Test");
    await hasMark("aio-read", "failed");
    await choose("aio-read", "Accept as Known Failure");
    await hasMark("aio-read", "passed");
    // The finding dio-read-after-put: a submitter that is not the last looks at the dio that a bio has freed.
    expect(expected()).toEqual({ "aio-read": [readAfterPut] });
    await editor.picture("races-accepted");
  });

  test("one that is expected to pass fails again", async () => {
    await choose("aio-read", "Expect to Pass");
    await hasMark("aio-read", "failed");
    expect(expected()).toEqual({ "aio-read": "must pass" });
  });

  test("with continuous running on, a change of the file runs it again; after it is turned off, no more", async () => {
    await press("aio-read", "Turn on Continuous Run");
    write({ "aio-read": [readAfterPut] });
    await hasMark("aio-read", "passed");
    write({});
    await hasMark("aio-read", "failed");
    await press("aio-read", "Turn off Continuous Run");
    write({ "aio-read": [readAfterPut] });
    // Another test that is run and judged by the file has had more time than the first would have needed.
    await press("aio-write", "Run Test");
    await editor.page.waitForTimeout(1500);
    await hasMark("aio-read", "failed");
  });

  test("results come one by one, and a run that is cancelled leaves the rest unjudged", async () => {
    await item("base").locator(".monaco-tl-twistie").click();
    // Seven hundred of them: nobody is through with all before somebody else cancels.
    await editor.run("Test: Run All Tests");
    const judged = rows().locator(".codicon-testing-failed-icon, .codicon-testing-passed-icon");
    const waiting = rows().locator(".codicon-testing-queued-icon");
    await waiting.first().waitFor(patience);
    await expect.poll(() => judged.count(), patience).toBeGreaterThan(1);
    expect(await waiting.count()).toBeGreaterThan(0);
    await editor.picture("races-running");
    await editor.run("Test: Cancel Test Run");
    await expect.poll(() => waiting.count(), patience).toBe(0);
    await rows().locator(".codicon-testing-skipped-icon").first().waitFor(patience);
    await editor.picture("races-cancelled");
    expect(editor.complaints).toEqual([]);
  });
});
