import { expect, test } from "vitest";
import type { TestPanel } from "./browser";
import { opening, setup } from "./fixture";
import { closeClean, usePanels } from "./panels";

const open = usePanels();

/** How far the page is scrolled or could be, in any of the boxes that hold all of it. */
function scrolled(panel: TestPanel): Promise<readonly number[]> {
  return panel.page.evaluate(() =>
    [document.documentElement, document.body].flatMap((box) => [
      box.scrollLeft,
      box.scrollTop,
      box.scrollWidth - box.clientWidth,
      box.scrollHeight - box.clientHeight,
    ]),
  );
}

const still = [0, 0, 0, 0, 0, 0, 0, 0];

test.each([
  [1400, 900],
  [541, 858],
  [498, 700],
  [260, 420],
])("what opens in a panel of %i by %i pixels stays in it, and nothing scrolls", async (width, height) => {
  const panel = await open({ width, height });
  await panel.send(...opening, { kind: "setup", setup: { ...setup, revision: "p5" } });
  await panel.page.click("#tab-replay");
  await panel.page.keyboard.press("5");
  expect(await scrolled(panel)).toEqual(still);
  const buttons = panel.page.locator(".chooser-button, .popup > vscode-button");
  const sheets = panel.page.locator(".chooser-sheet, .popup-sheet");
  // Scenario, revision, beside, hunks, keep, share.
  expect(await buttons.count()).toBe(6);
  for (const [i, button] of (await buttons.all()).entries()) {
    await button.click();
    expect(await scrolled(panel), `sheet ${i}`).toEqual(still);
    const box = await sheets.nth(i).boundingBox();
    expect(box?.x, `sheet ${i}`).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0), `sheet ${i}`).toBeLessThanOrEqual(width);
    expect((box?.y ?? 0) + (box?.height ?? 0), `sheet ${i}`).toBeLessThanOrEqual(height);
    await panel.page.keyboard.press("Escape");
  }
  await closeClean(panel);
});
