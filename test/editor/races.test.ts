import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { library } from "../../src/host/worker/models";
import { simulation } from "../../src/host/worker/simulation";
import { Editor, happens } from "./editor";
import { probeAnswers, probeTitle, writeToolProbe } from "./toolProbe";

/** How the race of `lock` is named in files of expectations; test/golden/dio-read-after-put.lock.txt argues it. */
const readAfterPut = "use-after-free dio submitter";

/** The lost wake-up of the whole series, by which the README begins. */
const hang = { revision: "p5", scenario: "aio-write-hole-second-block", schedule: "s231 b0.11 s2" };

/** Launch configurations by their names, all of one session type. */
const configurations: Readonly<Record<string, object>> = {
  "a saved trace": { trace: "race.trace.json" },
  "one schedule": hang,
  "whatever fails": { revision: "lock", scenario: "aio-read" },
  "the older trace": { trace: "old.trace.json" },
  "wrong revision": { revision: "p55", scenario: "aio-read" },
  "trace is gone": { trace: "gone.json" },
};

/** A trace file as the panel saves it. */
function traceFile(): string {
  const { schedule, ...cell } = hang;
  const setup = { ...cell, custom: null, beside: null, without: [], continueAfterOops: false };
  return simulation(library).writeTrace({ setup: { ...setup, irq: "any-cpu" }, schedule }, () => undefined);
}

/** What the file of expectations says of the revision `lock`. */
type Expected = Readonly<Record<string, "must pass" | readonly string[]>>;

describe("races as tests, in the whole of VS Code", () => {
  let editor: Editor;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "races-"));
    mkdirSync(join(folder, ".vscode"));
    const launch = { type: "patchArchaeology", request: "launch" };
    const all = Object.entries(configurations).map(([name, about]) => ({ ...launch, name, ...about }));
    writeFileSync(
      join(folder, ".vscode", "launch.json"),
      JSON.stringify({ version: "0.2.0", configurations: all }),
    );
    const trace = traceFile();
    writeFileSync(join(folder, "race.trace.json"), trace);
    const old = { ...(JSON.parse(trace) as object), fingerprint: "0" };
    writeFileSync(join(folder, "old.trace.json"), JSON.stringify(old));
    const probe = join(folder, "probe.vsix");
    writeToolProbe(probe, {
      patchArchaeology_series: {},
      patchArchaeology_findings: { revision: "lock" },
      patchArchaeology_explore: { revision: hang.revision, scenario: hang.scenario },
      patchArchaeology_explain: hang,
    });
    editor = await Editor.open("whole", folder, {}, [probe]);
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
    item(scenario).locator(`.codicon-testing-${mark}-icon`).waitFor();
  const press = (scenario: string, action: string) => editor.press(item(scenario), action);
  const choose = async (scenario: string, entry: string) => {
    await item(scenario).click({ button: "right" });
    const line = editor.page.locator(".monaco-menu .action-item", { hasText: entry });
    await line.waitFor();
    // A menu takes no click in the moment in which it opens.
    await expect
      .poll(async () => {
        await happens(line.click({ timeout: 2000 }));
        return happens(line.waitFor({ state: "hidden", timeout: 1000 }));
      })
      .toBe(true);
  };

  test("language models reach the tools through VS Code's own interface", async () => {
    await editor.showViews();
    await editor.page.getByRole("button", { name: "Open Sample Dig Site" }).first().click();
    await editor.row("centralize completion").waitFor();
    await editor.run(probeTitle);
    const answers = join(folder, probeAnswers);
    await expect.poll(() => existsSync(answers) && readFileSync(answers, "utf8")).toBeTruthy();
    const said = JSON.parse(readFileSync(answers, "utf8")) as Readonly<Record<string, string>>;
    expect(said["patchArchaeology_series"]).toContain('"p1/fs/direct-io.c#1"');
    expect(said["patchArchaeology_findings"]).toContain('"dio-read-after-put"');
    expect(said["patchArchaeology_explore"]).toContain("hang: task, in dio_await_one, by submitter");
    expect(said["patchArchaeology_explain"]).toContain("submitter dio_await_one: dio->waiter = current;");
  });

  test("a failure stands at its line of C, with the stack of each context", async () => {
    await editor.page.locator(".activitybar .codicon-test-view-icon").click();
    await item("p5").locator(".monaco-tl-twistie").click();
    await press(hang.scenario, "Run Test");
    await hasMark(hang.scenario, "failed");
    await editor.page.locator(".test-output-peek-tree .monaco-list-row", { hasText: "must pass" }).click();
    // The submitter sleeps for ever: its innermost call has a line of C, its caller is in no hunk.
    const call = (text: string) =>
      editor.page
        .locator(".test-output-call-stack-container .multiCallStackFrame", { hasText: text })
        .first();
    await call("/fs (p3)").locator(".view-line", { hasText: "io_schedule();" }).waitFor();
    await call("p3.ts").locator(".view-line", { hasText: "*dio_await_completion(k: Kernel" }).waitFor();
    await editor.picture("races-stack");
    await call("/fs (p3)").locator(".codicon-go-to-file").click();
    await editor.page.locator(".tab", { hasText: "direct-io.c (p3)" }).waitFor();
    await editor.cursorAt(400);
    await item("p5").locator(".monaco-tl-twistie").click();
  });

  test("a failure that is accepted is written down, and passes from then on", async () => {
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
    write({ "aio-read": [readAfterPut], "aio-write": [readAfterPut] });
    // By the time another one is judged by the new file, the first would long have been run again.
    await press("aio-write", "Run Test");
    await hasMark("aio-write", "passed");
    await hasMark("aio-read", "failed");
  });

  test("results come one by one, and a run that is cancelled leaves the rest unjudged", async () => {
    await item("base").locator(".monaco-tl-twistie").click();
    // Seven hundred of them: nobody is through with all before somebody else cancels.
    await editor.run("Test: Run All Tests");
    const judged = rows().locator(".codicon-testing-failed-icon, .codicon-testing-passed-icon");
    const waiting = rows().locator(".codicon-testing-queued-icon");
    await waiting.first().waitFor();
    await expect.poll(() => judged.count()).toBeGreaterThan(1);
    expect(await waiting.count()).toBeGreaterThan(0);
    await editor.picture("races-running");
    // A button is there at once; the palette may come when all is done.
    await editor.page.getByRole("button", { name: "Cancel Test Run" }).first().click();
    await expect.poll(() => waiting.count()).toBe(0);
    // On a slow machine the revision that is unfolded may be through by then, but not all ten.
    const summary = editor.page.locator(".result-summary");
    // The count has a line of its own; how long it took stands right behind it.
    const counted = async () => /^\d+\/(\d+)$/m.exec(await summary.innerText())?.[1] ?? "none yet";
    await expect.poll(async () => Number(await counted())).toBeLessThan(700);
    await editor.picture("races-cancelled");
  });

  test.each([
    ["a saved trace", /aio-write-hole-second-block on p5, \d+ steps: Debugged trace/],
    ["one schedule", /aio-write-hole-second-block on p5, \d+ steps: Debugged schedule/],
    ["whatever fails", /aio-read on lock, \d+ steps: use-after-free: dio, in direct_io_worker, by submitter/],
    [
      "the older trace",
      /The model has changed since this trace was made, but every step of it is still the same/,
    ],
  ])("the launch configuration of %s starts a session, which says what it shows", async (name, words) => {
    await editor.debug(name);
    const bar = editor.page.locator(".debug-toolbar");
    await bar.waitFor();
    await editor.page.locator(".statusbar-item", { hasText: /step [1-9]\d* of/ }).waitFor();
    await editor.run("Debug Console: Focus on Debug Console View");
    await editor.page.locator(".repl .monaco-list-row", { hasText: words }).waitFor();
    await bar.locator('.action-label[aria-label^="Stop"]').click();
    await bar.waitFor({ state: "hidden" });
  });

  test.each([
    ["wrong revision", 'There is no revision "p55"; the nearest is "p5".'],
    ["trace is gone", "The trace file gone.json cannot be read."],
  ])("a bad launch configuration, such as %s, is one sentence", async (name, sentence) => {
    await editor.debug(name);
    const dialog = editor.page.locator(".monaco-dialog-box", { hasText: sentence });
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
  });

  test("nothing went wrong behind the scenes", () => {
    expect(editor.complaints).toEqual([]);
  });
});
