import { expect, test } from "vitest";
import { opening } from "./fixture";
import { closeClean, usePanels } from "./panels";

const open = usePanels();

test("in an editor of another language every text that has a translation is shown in it", async () => {
  const texts = {
    "Find races": 'Wettläufe <b>finden</b> & "zeigen"',
    Replay: "Wiedergabe",
    "{0} of {1}": "{0} von {1}",
    "a step back": "ein Schritt zurück",
  };
  const panel = await open({ texts });
  await panel.send(...opening);
  const { page } = panel;
  // The sign that ends an attribute and those that begin a tag come through as they are.
  expect(await page.locator("vscode-button", { hasText: "Wettläufe" }).first().textContent()).toContain(
    'Wettläufe <b>finden</b> & "zeigen"',
  );
  expect(await page.locator("#tab-replay").textContent()).toBe("Wiedergabe");
  await page.click("#tab-replay");
  expect(await page.locator(".where").textContent()).toMatch(/^\d+ von \d+$/);
  await page.keyboard.press("?");
  expect(await page.locator("dialog.help").textContent()).toContain("ein Schritt zurück");
  await closeClean(panel);
});
