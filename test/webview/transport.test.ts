import { expect, test } from "vitest";
import { mended, opening } from "./fixture";
import { closeClean, usePanels } from "./panels";

const open = usePanels();

/** Panels beside a diff in a window of 1000 by 700 pixels, with and without a terminal below, and smaller ones. */
const sizes = [
  { width: 500, height: 600, turns: true },
  { width: 500, height: 420, turns: true },
  { width: 480, height: 340, turns: false },
  { width: 380, height: 300, turns: false },
  { width: 721, height: 300, turns: false },
];

test.each([false, true])("a panel of any size shows the whole transport (beside: %s)", async (beside) => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.click("#tab-replay");
  if (beside)
    await panel.send({
      kind: "comparison",
      comparison: { execution: mended, parts: { at: 15, why: "other end" } },
    });
  await panel.page.keyboard.press("End");
  for (const { width, height, turns } of sizes) {
    await panel.page.setViewportSize({ width, height });
    const topOf = async (selector: string, limit: number): Promise<number> => {
      const box = await panel.page.locator(selector).last().boundingBox();
      if (!box) throw new Error(`${selector} is not shown.`);
      const where = `${selector} in ${width} by ${height}`;
      expect(box.x + box.width, where).toBeLessThanOrEqual(width);
      expect(box.y + box.height, where).toBeLessThanOrEqual(limit);
      expect(box.y, where).toBeGreaterThanOrEqual(0);
      return box.y;
    };
    await topOf(".transport-buttons button", height);
    await topOf(".where", height);
    const timeline = await topOf(".timeline", height);
    if (turns) await topOf(".turn", timeline);
  }
  await closeClean(panel);
});
