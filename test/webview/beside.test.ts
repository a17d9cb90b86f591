import { expect, test } from "vitest";
import type { TestPanel } from "./browser";
import { mended, opening, race, setup } from "./fixture";
import { closeClean, selected, usePanels } from "./panels";

const open = usePanels();

/** The race beside the mended revision, which has other code from the race's step 13 on. */
async function openBeside(at: number | null, width = 1000): Promise<TestPanel> {
  const panel = await open({ width });
  await panel.send(...opening);
  await panel.page.click("#tab-replay");
  await panel.send({
    kind: "comparison",
    comparison: { execution: mended, parts: at === null ? null : { at, why: "other end" } },
  });
  return panel;
}

test("the first row that differs is told beside where the revisions part for good, and leads there", async () => {
  const panel = await openBeside(15);
  expect(await panel.page.locator(".banner .jump").allTextContents()).toEqual([
    "First real difference: step 13 (base: completes with -EFAULT: event in the ring)",
    "They part for good after step 15",
  ]);
  await panel.page.click("text=First real difference: step 13");
  expect(await selected(panel)).toContain("Step 13 of 16");
  expect(await panel.page.locator(".row.different").first().getAttribute("aria-label")).toContain(
    "Step 13 of",
  );
  await closeClean(panel);
});

test("revisions that end alike still tell their first difference", async () => {
  const panel = await openBeside(null);
  expect(await panel.page.locator(".banner .jump").allTextContents()).toEqual([
    "First real difference: step 13 (base: completes with -EFAULT: event in the ring)",
  ]);
  await closeClean(panel);
});

test("a row that differs but that nobody else could notice is told behind, and says when it is all there is", async () => {
  const [first, ...others] = race.steps;
  const other = { ...race, steps: first ? [{ ...first, cText: "dio = kzalloc();" }, ...others] : [] };
  const panel = await openBeside(null);
  await panel.send({ kind: "comparison", comparison: { execution: other, parts: null } });
  const told = panel.page.locator(".partings");
  const code = "First other code: (after )?step \\d";
  const same = "What contexts share and what comes out is the same\\.";
  expect(await told.innerText()).toMatch(new RegExp(`^${code}\\s+${same}$`));
  // Another end is something else that comes out, though no step shows it.
  const end = { ...other, outcome: mended.outcome };
  await panel.send({ kind: "comparison", comparison: { execution: end, parts: null } });
  expect(await told.innerText()).toMatch(new RegExp(`^${code}$`));
  await closeClean(panel);
});

test("a step of one side says on the other that it is not taken there", async () => {
  const panel = await openBeside(12);
  await panel.page.keyboard.press("End");
  // Steps 13 to 16 of the race are none of the other revision, which has one of its own.
  expect(await panel.page.locator(".cell.absent").allTextContents()).toEqual(Array(5).fill("not taken here"));
  await closeClean(panel);
});

test("the other revision's verdict in every order is asked for beside its end in this one, and then told", async () => {
  const panel = await openBeside(12);
  await panel.send({ kind: "setup", setup: { ...setup, beside: "p5" } });
  const every = panel.page.locator(".banner-text .link");
  expect(await every.textContent()).toBe("And in every order?");
  await every.click();
  expect(await panel.page.locator("#view-matrix").isVisible()).toBe(true);
  expect((await panel.sent()).at(-1)).toEqual({ kind: "matrix", search: "scenario" });
  const cell = { scenario: "two-bios", revision: "p5", result: "fails", word: "hang" } as const;
  const cells = [{ ...cell, detail: "1 outcome", schedule: "s6", findings: [] }];
  await panel.send({ kind: "matrix", cells, anew: true, done: 1, total: 1, running: false });
  await panel.page.click("#tab-replay");
  expect(await every.textContent()).toBe("In every order: hang");
  // The matrix knows nothing of other programs than its own.
  for (const other of [{ irq: "same-cpu" }, { continueAfterOops: true }, { custom: "scenario" }] as const) {
    await panel.send({ kind: "setup", setup: { ...setup, beside: "p5", ...other } });
    expect(await every.count()).toBe(0);
  }
  await panel.send({ kind: "setup", setup: { ...setup, beside: "p5" } });
  expect(await every.count()).toBe(1);
  await closeClean(panel);
});

test("where both are the same place, one line says so", async () => {
  const panel = await openBeside(12);
  expect(await panel.page.locator(".banner .jump").allTextContents()).toEqual([
    "They part for good after step 12",
  ]);
  await closeClean(panel);
});

test("a violation is named whole or shortened with dots in half of a narrow panel, never cut off", async () => {
  const panel = await openBeside(12, 541);
  await panel.page.keyboard.press("End");
  const badge = panel.page.locator(".badge-violation");
  const room = await badge.locator("xpath=ancestor::div[@class='text']").boundingBox();
  const box = await badge.boundingBox();
  expect(box?.width).toBeGreaterThan(60);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((room?.x ?? 0) + (room?.width ?? 0));
  await closeClean(panel);
});
