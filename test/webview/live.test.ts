import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import type { Setup } from "../../src/protocol";
import { bundle, launch, type Bundle } from "./browser";
import { openLive, readmeRace, workerStarter, type LivePanel } from "./livePanel";
import { themes } from "./themes";

/** The panel with the extension's own session, the real models and real worker threads behind it. */
let browser: Browser;
let parts: Bundle;
let worker: Awaited<ReturnType<typeof workerStarter>>;
beforeAll(async () => {
  [browser, parts, worker] = await Promise.all([launch(), bundle(), workerStarter()]);
});
afterAll(() => worker.remove());

const [dark] = themes;
async function open(setup: Setup): Promise<LivePanel> {
  if (!dark) throw new Error("There is no theme.");
  const size = { width: 1000, height: 800 };
  const panel = await openLive(browser, parts, worker.start, dark, size, setup);
  await panel.page.locator(".row").first().waitFor();
  return panel;
}

const hidden: Setup = { ...readmeRace, revision: "lock", scenario: "aio-read" };

test("the race of 2.6.20 by keyboard alone: found, lost at a step that is named, explained and shared", async () => {
  const panel = await open(hidden);
  const { page } = panel;
  // kernel-facts: BUG_ON(!dio->is_async && ret2 != 0) reads the dio after the last bio has freed it.
  await page.getByRole("button", { name: /^After step \d+ every order fails/ }).waitFor();
  await page.keyboard.press("n");
  expect(await page.locator(".row.selected").textContent()).toContain("kfree(dio);");
  await page.keyboard.press("f");
  expect(await page.locator(".detail").textContent()).toContain("BUG_ON(!dio->is_async && ret2 != 0);");
  expect(await page.locator(".detail .finding").textContent()).toContain("Nobody said so in the documents");
  const lost = panel.current.now?.execution.noReturn ?? 0;
  expect(lost).toBe((panel.current.now?.execution.steps.length ?? 0) - 1);
  await page.getByRole("button", { name: "Share" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Copy as text for a mail").focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => panel.copied.length).toBe(1);
  expect(panel.copied[0]).toMatch(
    /schedule s\d+ b0\.\d+ b1\.\d+ s1\npatch-archaeology [\d.]+, model [0-9a-f]{16}/,
  );
  expect(panel.errors).toEqual([]);
  await panel.close();
});

/** What stands out of the window to the right, or has text that is cut although it may not be. */
function cutOff(panel: LivePanel): Promise<readonly string[]> {
  return panel.page.evaluate(() => {
    const out: string[] = [];
    const wide = document.documentElement.clientWidth + 0.5;
    for (const element of Array.from(
      document.querySelectorAll("button, vscode-button, vscode-dropdown, h2, .banner p"),
    )) {
      const { left, right, width } = element.getBoundingClientRect();
      if (width === 0 || element.closest(".matrix-scroll, .lanes, .spoken")) continue;
      if (left < -0.5 || right > wide) out.push(`${element.tagName} ${element.textContent ?? ""}`);
    }
    return out;
  });
}

/** Pairs of the panel's main parts that lie over each other. */
function overlaps(panel: LivePanel): Promise<readonly string[]> {
  return panel.page.evaluate(() => {
    const names = [
      ".setup",
      ".bar",
      ".banner",
      ".lanes",
      ".detail",
      ".watches",
      ".objects-side",
      ".scheduler",
      ".transport",
    ];
    const boxes = names.flatMap((name) => {
      const box = document.querySelector(name)?.getBoundingClientRect();
      return box && box.width > 0 && box.height > 0 ? [{ name, box }] : [];
    });
    return boxes.flatMap(({ name, box }, i) =>
      boxes.slice(i + 1).flatMap((other) => {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        return across > 1 && down > 1 ? [`${name} and ${other.name}`] : [];
      }),
    );
  });
}

// 700 by 450 CSS pixels are a window of 1400 by 900 at a zoom of 200 %.
const sizes = [
  [1400, 900],
  [900, 900],
  [700, 450],
  [600, 900],
  [498, 900],
] as const;

test("whatever its size nothing overlaps, no control is cut, and there is room for steps", async () => {
  const panel = await open({ ...hidden, revision: "p4", scenario: "aio-write-hole-second-block" });
  for (const [width, height] of sizes) {
    const size = `${width} by ${height}`;
    await panel.page.setViewportSize({ width, height });
    for (const key of ["f", "o", "l"]) {
      await panel.page.keyboard.press(key);
      // What follows the size of the panel does so with the next frame.
      await expect.poll(() => overlaps(panel), { message: size }).toEqual([]);
      await expect.poll(() => cutOff(panel), { message: size }).toEqual([]);
    }
    const room = await panel.page.locator(".scroller").evaluate((list) => list.clientHeight);
    expect(room, size).toBeGreaterThan(60);
  }
  await panel.close();
});
