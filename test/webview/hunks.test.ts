import { expect, test } from "vitest";
import type { TestPanel } from "./browser";
import { opening, setup, verdict } from "./fixture";
import { closeClean, usePanels } from "./panels";

const open = usePanels();

async function openOnP5(): Promise<TestPanel> {
  const panel = await open();
  await panel.send(...opening, { kind: "setup", setup: { ...setup, revision: "p5" } });
  return panel;
}

/** The hunks that the panel asked to be left out last. */
async function without(panel: TestPanel): Promise<readonly string[] | undefined> {
  const last = (await panel.sent()).at(-1);
  return last?.kind === "setUp" ? last.setup.without : undefined;
}

test("hunks that go together are one group with one switch, each with its functions, lines and a row", async () => {
  const panel = await openOnP5();
  await panel.page.getByRole("button", { name: "Hunks" }).click();
  const units = panel.page.locator(".hunk-unit");
  expect(await units.count()).toBe(2);
  const together = units.nth(1);
  expect(await together.getByRole("checkbox").allTextContents()).toEqual(["2 hunks that only go together"]);
  expect(await together.locator("strong").allTextContents()).toEqual([
    "dio_complete_aio(), dio_bio_end_aio()",
    "direct_io_worker()",
  ]);
  expect(await together.locator("code").first().textContent()).toBe(
    "- static void dio_complete_aio(struct dio *dio)",
  );
  expect(await together.locator("small").allTextContents()).toEqual([
    "lines 251–274, then 260–265 · p5/fs/direct-io.c#2",
    "lines 1082–1128, then 1076–1108 · p5/fs/direct-io.c#3",
  ]);
  // A patch that is not open: the id is all there is.
  expect(await units.first().getByRole("checkbox").textContent()).toBe("p5/fs/direct-io.c#1");
  await closeClean(panel);
});

test("Space on a switch keeps the focus, Escape closes the list, and what goes along comes back", async () => {
  const panel = await openOnP5();
  const { keyboard } = panel.page;
  const button = panel.page.getByRole("button", { name: "Hunks" });
  await button.click();
  const focused = (): Promise<string> => panel.page.evaluate(() => document.activeElement?.textContent ?? "");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await expect.poll(focused).toBe("2 hunks that only go together");
  await keyboard.press(" ");
  const all = [1, 2, 3].map((n) => `p5/fs/direct-io.c#${n}`);
  await expect.poll(async () => (await without(panel))?.toSorted()).toEqual(all);
  await expect.poll(focused).toBe("2 hunks that only go together");
  const boxes = panel.page.getByRole("checkbox");
  const checked = async (): Promise<readonly (string | null)[]> =>
    Promise.all((await boxes.all()).map((box) => box.getAttribute("aria-checked")));
  await expect.poll(checked).toEqual(["false", "false"]);
  // Without the first hunk the other two have to go, so they come back before it can.
  await keyboard.press("Shift+Tab");
  await keyboard.press(" ");
  await expect.poll(() => without(panel)).toEqual([]);
  await expect.poll(checked).toEqual(["true", "true"]);
  await keyboard.press(" ");
  await expect.poll(() => without(panel)).toEqual(["p5/fs/direct-io.c#1"]);
  await keyboard.press("Escape");
  await panel.page.locator(".hunk-list").waitFor({ state: "hidden" });
  await expect.poll(focused).toBe("1 off");
  await closeClean(panel);
});

test("the outcomes say in which functions hunks were left out", async () => {
  const panel = await openOnP5();
  const left = { ...setup, revision: "p5", without: ["p5/fs/direct-io.c#2"] };
  await panel.send(
    { kind: "setup", setup: left },
    { kind: "verdict", verdict: { ...verdict, setup: left, leftOut: left.without } },
  );
  expect(await panel.page.locator(".summary").textContent()).toContain(
    "Run without 1 hunk (dio_complete_aio(), dio_bio_end_aio()).",
  );
  await closeClean(panel);
});
