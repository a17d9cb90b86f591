import { expect, test } from "vitest";
import { longExecution, opening } from "./fixture";
import { closeClean, selected, usePanels } from "./panels";

const open = usePanels();

test("10,000 steps: only the lines near the visible part exist, and every step can be reached", async () => {
  const panel = await open();
  await panel.send(...opening, {
    kind: "execution",
    execution: longExecution(10_000),
    cursor: 0,
    reason: "long",
    show: false,
  });
  await panel.page.click("#tab-replay");
  const rows = panel.page.locator(".row");
  expect(await rows.count()).toBeLessThan(60);
  await panel.page.keyboard.press("End");
  expect(await selected(panel)).toContain("Step 10000 of 10000");
  expect(await panel.page.locator('[data-object="dio"] dd.changed').first().textContent()).toBe(
    "9999 → 10000",
  );
  await panel.page.keyboard.press("Home");
  await panel.page.keyboard.press("ArrowRight");
  expect(await selected(panel)).toContain("Step 1 of 10000");
  expect(await panel.page.locator('[data-object="dio"] dd.changed').first().textContent()).toBe("0 → 1");
  await panel.page.locator(".scroller").evaluate((scroller) => scroller.scrollTo(0, 5000 * 44));
  await panel.page.waitForSelector("#line-5000");
  expect(await rows.count()).toBeLessThan(60);
  await closeClean(panel);
});
