import { expect, test } from "vitest";
import type { CellView } from "../../src/protocol";
import { matching } from "../../webview/optionList";
import { opening, race, raceOutcome } from "./fixture";
import { closeClean, usePanels } from "./panels";

const open = usePanels();

test("a scenario is found by typing words of its title and taken with Enter", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.getByRole("button", { name: /^Scenario: AIO read of three pages/ }).focus();
  await panel.page.keyboard.press("ArrowDown");
  const options = panel.page.getByRole("option");
  expect(await options.allTextContents()).toEqual([
    "AIO read of three pages; the third page faults, two bios go outtwo-bios",
    "AIO read of one blockone-bio",
  ]);
  await panel.page.keyboard.type("one BLOCK");
  expect(await options.allTextContents()).toEqual(["AIO read of one blockone-bio"]);
  await panel.page.keyboard.press("Enter");
  expect((await panel.sent()).at(-1)).toMatchObject({ kind: "setUp", setup: { scenario: "one-bio" } });
  const button = panel.page.getByRole("button", { name: "Scenario: AIO read of one block" });
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  await closeClean(panel);
});

test("Escape and leaving the list change nothing, and what fits nothing says so", async () => {
  const panel = await open();
  await panel.send(...opening);
  const before = (await panel.sent()).length;
  await panel.page.getByRole("button", { name: /^Revision: on base/ }).click();
  await panel.page.keyboard.type("zebra");
  expect(await panel.page.getByRole("listbox", { name: "Revision" }).textContent()).toBe("Nothing fits.");
  await panel.page.keyboard.press("Enter");
  await panel.page.keyboard.press("Escape");
  expect(await panel.page.getByRole("listbox", { name: "Revision" }).isVisible()).toBe(false);
  expect(await panel.sent()).toHaveLength(before);
  await closeClean(panel);
});

test("every word that is typed has to be somewhere: in the title, the id or the heading", () => {
  const option = { value: "a", title: "AIO read", id: "aio-read", group: "XFS" };
  expect(matching([option], "xfs  READ")).toEqual([option]);
  expect(matching([option], "xfs write")).toEqual([]);
});

test("failures are cards while the search still runs", async () => {
  const panel = await open();
  const [snapshot] = opening;
  if (!snapshot) throw new Error("The fixture is empty.");
  const progress = { executions: 3, states: 0, steps: 60, milliseconds: 20, found: [raceOutcome] };
  await panel.send(snapshot, { kind: "progress", progress });
  const outcomes = panel.page.locator("#view-outcomes");
  expect(await outcomes.locator(".searching").textContent()).toContain("3 executions");
  expect(await outcomes.locator(".card-title").allTextContents()).toEqual([raceOutcome.title]);
  await closeClean(panel);
});

test("the point of no return comes later, in words, as a flag in the lanes and in what is spoken", async () => {
  const panel = await open();
  await panel.send(...opening, {
    kind: "execution",
    execution: { ...race, noReturn: null },
    cursor: 0,
    reason: "",
    show: true,
  });
  expect(await panel.page.locator(".badge-no-return").count()).toBe(0);
  const words = "After step 14 every order fails; before it, one still ends well.";
  await panel.send({ kind: "noReturn", schedule: race.schedule, step: 14, words, versions: "fixture 1" });
  await panel.page.getByRole("button", { name: words }).click();
  expect(await panel.page.locator(".where").textContent()).toBe("14 of 16");
  expect(await panel.page.locator(".row.selected .badge-no-return").textContent()).toBe("point of no return");
  expect(await panel.page.locator(".fate-note").textContent()).toBe(words);
  expect(await panel.page.getByRole("status").first().textContent()).toContain("Point of no return");
  await panel.send({ kind: "noReturn", schedule: "another", step: 2, words: "Too late.", versions: "" });
  expect(await panel.page.getByText("Too late.").count()).toBe(0);
  await closeClean(panel);
});

/** A cell of the matrix; what is not said holds. */
function cell(scenario: string, revision: string, part: Partial<CellView> = {}): CellView {
  const plain = {
    result: "holds",
    word: "holds",
    detail: "1 outcome",
    findings: [],
    schedule: null,
  } as const;
  return { scenario, revision, ...plain, ...part };
}

test("the matrix fills in place, is walked with arrow keys, and names the bugs behind its cells", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.keyboard.press("m");
  expect((await panel.sent()).at(-1)).toEqual({ kind: "matrix", search: "nothing" });
  const [known] = raceOutcome.findings;
  if (!known) throw new Error("The fixture has no finding.");
  const fails = { result: "fails", word: "use-after-free", findings: [{ ...known, saidBy: null }] } as const;
  await panel.send(
    {
      kind: "matrix",
      cells: [cell("two-bios", "base", fails)],
      anew: true,
      done: 1,
      total: 4,
      running: true,
    },
    { kind: "matrix", cells: [cell("one-bio", "p5")], anew: false, done: 2, total: 4, running: true },
  );
  const cells = panel.page.locator(".verdict");
  expect(await cells.allTextContents()).toEqual(["use-after-free✦", "holds"]);
  expect(await cells.first().getAttribute("aria-label")).toContain(
    "An error during submission is completed twice (older than the series, until p5 mends it; nobody said so)",
  );
  await cells.first().focus();
  await panel.page.keyboard.press("ArrowDown");
  // Below stands nothing yet: the focus stays.
  expect(await cells.first().evaluate((one) => one === document.activeElement)).toBe(true);
  await panel.send({
    kind: "matrix",
    cells: [cell("two-bios", "p5")],
    anew: false,
    done: 3,
    total: 4,
    running: false,
  });
  await panel.page.keyboard.press("ArrowRight");
  await panel.page.keyboard.press("ArrowDown");
  await panel.page.keyboard.press("Enter");
  expect(await panel.sent()).toContainEqual({ kind: "openCell", revision: "p5", scenario: "one-bio" });
  await panel.page.keyboard.press("m");
  await panel.page.getByRole("button", { name: "Search all" }).click();
  expect((await panel.sent()).at(-1)).toEqual({ kind: "matrix", search: "all" });
  await closeClean(panel);
});

test("a card names the bug behind it, and leads to the line that speaks of it", async () => {
  const panel = await open();
  await panel.send(...opening);
  const note = panel.page.locator(".card .finding");
  expect(await note.textContent()).toContain("older than the series, until p5 mends it");
  await note.getByRole("button", { name: "Said by Zach Brown: line 778" }).click();
  expect((await panel.sent()).at(-1)).toEqual({
    kind: "openSource",
    document: "001_9edfb32b0ba350d2.txt",
    line: 778,
  });
  await closeClean(panel);
});
