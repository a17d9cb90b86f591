import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "vitest";
import type { TestPanel } from "./browser";
import { mended, opening, raceOutcome } from "./fixture";
import { closeClean, selected, usePanels } from "./panels";
import { themes } from "./themes";

const open = usePanels();

/** What axe finds, one line a finding; only contrast differs from theme to theme, so the rest is looked at once. */
async function findings(panel: TestPanel, theme: string): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page: panel.page });
  const { violations } = await (theme === "dark" ? axe : axe.withRules(["color-contrast"])).analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`,
    ),
  );
}

test.each(themes.map((theme) => [theme.name, theme] as const))(
  "axe finds nothing in %s",
  async (_name, theme) => {
    const panel = await open({ theme });
    await panel.send(...opening);
    expect(await findings(panel, theme.name)).toEqual([]);
    await panel.page.click("#tab-replay");
    await panel.page.keyboard.press("f");
    expect(await findings(panel, theme.name)).toEqual([]);
    await panel.send({
      kind: "comparison",
      comparison: { execution: mended, parts: { at: 12, why: "other code" } },
    });
    await panel.send({
      kind: "matrix",
      anew: true,
      running: true,
      done: 1,
      total: 2,
      cells: [
        {
          revision: "base",
          scenario: "two-bios",
          result: "fails",
          word: "oops",
          detail: "use-after-free: kiocb",
          findings: raceOutcome.findings,
          schedule: "s16",
        },
      ],
    });
    expect(await findings(panel, theme.name)).toEqual([]);
    await panel.page.click("#tab-matrix");
    expect(await findings(panel, theme.name)).toEqual([]);
    await panel.page.keyboard.press("?");
    expect(await findings(panel, theme.name)).toEqual([]);
    await closeClean(panel);
  },
);

test("a whole race by keyboard alone: find, open the card, step to the failure, share the schedule", async () => {
  const panel = await open({ theme: themes[1] });
  const { keyboard } = panel.page;
  const [snapshot, verdict, execution] = opening;
  if (!snapshot || !verdict || !execution) throw new Error("The fixture's opening is incomplete.");
  await panel.send(snapshot);
  await keyboard.press("r");
  expect((await panel.sent()).at(-1)).toEqual({ kind: "explore" });
  await panel.send(verdict);
  const focusedText = (): Promise<string> =>
    panel.page.evaluate(() => document.activeElement?.textContent ?? "");
  for (let i = 0; i < 30 && !(await focusedText()).includes("use-after-free"); i++)
    await keyboard.press("Tab");
  await keyboard.press("Enter");
  await panel.send(execution);
  await keyboard.press("l");
  await keyboard.press("ArrowDown");
  expect(await selected(panel)).toContain("Step 1 of 16, submitter");
  for (let i = 0; i < 15; i++) await keyboard.press("ArrowDown");
  const spoken = panel.page.locator('[role="status"].spoken');
  expect(await spoken.textContent()).toBe(
    "Step 16 of 16, bio1, in aio_complete: reads kiocb, which is freed. C: spin_lock_irqsave(&ctx->ctx_lock, flags); Violation: use-after-free of kiocb.",
  );
  await keyboard.press("Home");
  for (const [key, where] of [
    ["p", "7 of 16"],
    ["f", "16 of 16"],
    ["ArrowLeft", "15 of 16"],
    ["PageUp", "5 of 16"],
  ] as const) {
    await keyboard.press(key);
    expect(await panel.page.locator(".where").textContent()).toBe(where);
  }
  const focusedLabel = (): Promise<string> =>
    panel.page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  for (let i = 0; i < 40 && (await focusedLabel()) !== "Share"; i++) await keyboard.press("Shift+Tab");
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  expect((await panel.sent()).at(-1)).toEqual({
    kind: "copyText",
    text: "s6 b0 3 s5 b1 2",
    what: "Schedule",
  });
  await closeClean(panel);
});

test("every control a mouse reaches has a visible focus", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.click("#tab-replay");
  const without: string[] = [];
  const seen = new Set<string>();
  for (let i = 0; i < 60; i++) {
    await panel.page.keyboard.press("Tab");
    const found = await panel.page.evaluate(() => {
      const active = document.activeElement;
      if (!active || active === document.body) return null;
      const inner = active.shadowRoot?.activeElement ?? active;
      const shown = [
        active,
        inner,
        active.shadowRoot?.querySelector("[part=control]"),
        active.shadowRoot?.querySelector("[part=root]"),
        active.closest(".timeline"),
        active.querySelector(".row.selected"),
      ].some((part) => {
        if (!part) return false;
        const style = getComputedStyle(part);
        return (
          style.outlineStyle !== "none" ||
          style.boxShadow !== "none" ||
          style.borderColor === "rgb(0, 120, 212)"
        );
      });
      return {
        name: `${active.tagName} ${active.getAttribute("aria-label") ?? active.textContent?.slice(0, 30) ?? ""}`,
        shown,
      };
    });
    if (!found || seen.has(found.name)) continue;
    seen.add(found.name);
    if (!found.shown) without.push(found.name);
  }
  expect(seen.size).toBeGreaterThan(15);
  expect(without).toEqual([]);
  await closeClean(panel);
});

test.each([380, 260])("nothing stands out of a panel of %i pixels", async (width) => {
  const panel = await open({ width });
  await panel.send(...opening);
  for (const tab of ["#tab-outcomes", "#tab-replay"]) {
    await panel.page.click(tab);
    const over = await panel.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over).toBe(0);
  }
  await closeClean(panel);
});

test("type for a projector is a third larger, and nothing of a step is cut off", async () => {
  const panel = await open({ width: 620 });
  await panel.send(...opening);
  await panel.page.click("#tab-replay");
  const row = panel.page.locator(".row").first();
  const sizeOf = () => row.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  const usual = await sizeOf();
  await panel.send({ kind: "presenting", on: true });
  expect((await sizeOf()) / usual).toBeGreaterThan(1.29);
  const cut = await panel.page.evaluate(() =>
    Array.from(document.querySelectorAll(".row, .row .words, .row .source"))
      .filter((one) => one.scrollHeight > one.clientHeight)
      .map(({ textContent }) => textContent),
  );
  expect(cut).toEqual([]);
  const over = await panel.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over).toBe(0);
  await panel.page.screenshot({ path: "test-results/panel-presenting.png" });
  await panel.send({ kind: "presenting", on: false });
  expect(await sizeOf()).toBe(usual);
  await closeClean(panel);
});
