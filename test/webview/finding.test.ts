import { expect, test } from "vitest";
import { matching } from "../../webview/chooser";
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
  await panel.send({ kind: "noReturn", schedule: race.schedule, step: 14, words });
  await panel.page.getByRole("button", { name: words }).click();
  expect(await panel.page.locator(".where").textContent()).toBe("14 of 16");
  expect(await panel.page.locator(".row.selected .badge-no-return").textContent()).toBe("point of no return");
  expect(await panel.page.locator(".fate-note").textContent()).toBe(words);
  expect(await panel.page.getByRole("status").first().textContent()).toContain("Point of no return");
  await panel.send({ kind: "noReturn", schedule: "another", step: 2, words: "Too late." });
  expect(await panel.page.getByText("Too late.").count()).toBe(0);
  await closeClean(panel);
});
