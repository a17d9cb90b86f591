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

test.each(sizes.flatMap((size) => [false, true].map((beside) => ({ ...size, beside }))))(
  "a panel of $width by $height pixels shows the whole transport (beside: $beside; contexts too: $turns)",
  async ({ width, height, turns, beside }) => {
    const panel = await open({ width, height });
    await panel.send(...opening);
    await panel.page.click("#tab-replay");
    if (beside)
      await panel.send({
        kind: "comparison",
        comparison: { execution: mended, parts: { at: 15, why: "other end" } },
      });
    await panel.page.keyboard.press("End");
    const topOf = async (selector: string, limit: number): Promise<number> => {
      const box = await panel.page.locator(selector).last().boundingBox();
      if (!box) throw new Error(`${selector} is not shown.`);
      expect(box.x + box.width, selector).toBeLessThanOrEqual(width);
      expect(box.y + box.height, selector).toBeLessThanOrEqual(limit);
      expect(box.y, selector).toBeGreaterThanOrEqual(0);
      return box.y;
    };
    await topOf(".transport-buttons button", height);
    await topOf(".where", height);
    const timeline = await topOf(".timeline", height);
    if (turns) await topOf(".turn", timeline);
    await closeClean(panel);
  },
);
