import { expect, test } from "vitest";
import { layOut } from "../../webview/lanes/geometry";
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
  [541, 858],
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

test.each([
  [210, 390],
  [720, 300],
])(
  "in a panel of %i by %i pixels nothing lies over something else, and all can be scrolled to",
  async (width, height) => {
    const panel = await open({ width, height });
    await panel.send(...opening);
    await panel.page.click("#tab-replay");
    await panel.page.keyboard.press("End");
    // On the way, what scrolls goes under the transport.
    await panel.page.locator("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
    const parts = [".setup", ".bar", ".banner", ".lane-headers", ".scroller", ".watches", ".objects-side"];
    const boxes = await panel.page.evaluate(
      (all) =>
        all.map((selector) => {
          const {
            x,
            y,
            width: w,
            height: h,
          } = document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
          return { selector, x, y, right: x + w, bottom: y + h };
        }),
      [...parts, ".scheduler", ".timeline", ".transport-buttons"],
    );
    const over = boxes.flatMap((one, i) =>
      boxes
        .slice(i + 1)
        .filter(
          (other) =>
            other.x < one.right - 1 &&
            one.x < other.right - 1 &&
            other.y < one.bottom - 1 &&
            one.y < other.bottom - 1,
        )
        .map((other) => `${one.selector} ${other.selector}`),
    );
    expect(over).toEqual([]);
    const steps = boxes.find(({ selector }) => selector === ".scroller");
    expect((steps?.bottom ?? 0) - (steps?.y ?? 0)).toBeGreaterThanOrEqual(95);
    const outside = boxes.filter(({ x, right }) => x < 0 || right > width).map(({ selector }) => selector);
    expect(outside).toEqual([]);
    for (const name of ["Play", "Keep", "Find races"]) {
      const button = panel.page.getByRole("button", { name, exact: true });
      await button.scrollIntoViewIfNeeded();
      const box = await button.boundingBox();
      expect(box?.y, name).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0), name).toBeLessThanOrEqual(height);
      expect((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(width);
    }
    await closeClean(panel);
  },
);

test("with nothing to replay the view says what to do; a closed menu and a message give the keys back", async () => {
  const panel = await open({ width: 600, height: 800 });
  const [snapshot, ...rest] = opening;
  await panel.send(...(snapshot ? [snapshot] : []));
  await panel.page.click("#tab-replay");
  const nothing = panel.page.getByText("Nothing is replayed yet");
  expect(await nothing.isVisible()).toBe(true);
  expect(await panel.page.locator(".transport").isVisible()).toBe(false);
  await panel.send(...rest);
  expect(await nothing.isVisible()).toBe(false);
  expect(await panel.page.locator(".transport").isVisible()).toBe(true);
  // The name of the scenario has a line of its own, and stands there whole.
  const [inside, outside] = await panel.page
    .locator(".scenario-choice .chooser-text")
    .evaluate((one) => [one.scrollWidth, one.clientWidth]);
  expect(inside).toBeLessThanOrEqual(outside ?? 0);
  await panel.page.getByRole("button", { name: "Share" }).press("Enter");
  await panel.page.keyboard.press("Escape");
  await panel.page.keyboard.press("o");
  expect(await panel.page.locator("#tab-outcomes").getAttribute("aria-selected")).toBe("true");
  await panel.send({ kind: "said", sentence: "There is no such step.", problem: true });
  const toast = panel.page.locator(".toast");
  expect(await toast.isVisible()).toBe(true);
  await panel.page.keyboard.press("Escape");
  expect(await toast.isVisible()).toBe(false);
  await closeClean(panel);
});

test("rails of twelve contexts draw together where the words beside them would have no room", () => {
  const lanes = Array.from({ length: 12 }, (_, i) => i);
  const { rail, textLeft, textWidth } = layOut(0, 500, lanes, false);
  expect(textWidth(0)).toBeGreaterThan(150);
  expect(rail(11)).toBeLessThan(textLeft(11));
  // Marks of 20 pixels still clear each other.
  expect(rail(1) - rail(0)).toBeGreaterThan(20);
});
