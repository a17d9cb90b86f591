import { expect, test } from "vitest";
import { inkCount, inks } from "../../src/contextMark";
import type { TestPanel } from "./browser";
import { opening } from "./fixture";
import { closeClean, usePanels } from "./panels";
import { themes } from "./themes";

const open = usePanels();

type Rgb = readonly [number, number, number];

/** Relative luminance of a colour (WCAG 2.2, section 8). */
function luminance(colour: Rgb): number {
  const [r = 0, g = 0, b = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of two colours (WCAG 2.2, section 8). */
function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** What a CSS colour, translucent ones too, looks like on the panel's background; and that background. */
async function painted(panel: TestPanel, colours: readonly string[]): Promise<readonly Rgb[]> {
  return panel.page.evaluate((all) => {
    const canvas = document.createElement("canvas").getContext("2d");
    if (!canvas) throw new Error("There is no canvas.");
    const ground = getComputedStyle(document.body).backgroundColor;
    return [ground, ...all].map((colour): Rgb => {
      for (const layer of [ground, colour]) {
        // What is no colour leaves the one before: black, which would be seen on white.
        canvas.fillStyle = ground;
        canvas.fillStyle = layer;
        canvas.fillRect(0, 0, 1, 1);
      }
      const [r = 0, g = 0, b = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b];
    });
  }, colours);
}

test.each(themes.map((theme) => [theme.name, theme] as const))(
  "every context stands out from the ground in %s: its rail, its mark, its button, done or still to come, and each of the six colours",
  async (_name, theme) => {
    const panel = await open({ theme });
    await panel.send(...opening);
    await panel.page.click("#tab-replay");
    await panel.page.keyboard.press("Home");
    // What is still to come is drawn fainter than what is done, by an opacity of all of a line.
    const future = await panel.page.locator(".row.future :is(.rail, .mark path)").evaluateAll((all) =>
      all.map((one) => {
        let opacity = Number(getComputedStyle(one).strokeOpacity);
        for (let at: Element | null = one; at; at = at.parentElement)
          opacity *= Number(getComputedStyle(at).opacity);
        return `color-mix(in srgb, ${getComputedStyle(one).stroke} ${opacity * 100}%, transparent)`;
      }),
    );
    expect(future.length).toBeGreaterThan(3 * 3);
    await panel.page.keyboard.press("End");
    const done = await panel.page.evaluate((count) => {
      const style = (element: Element): CSSStyleDeclaration => getComputedStyle(element);
      const root = style(document.documentElement);
      return [
        ...Array.from({ length: count }, (_, i) => root.getPropertyValue(`--ink-${i}`).trim()),
        ...Array.from(document.querySelectorAll(".rail, .lane-head .mark path")).map(
          (one) => style(one).stroke,
        ),
        ...Array.from(document.querySelectorAll(".row.selected")).map((one) => style(one).outlineColor),
        ...Array.from(document.querySelectorAll(".turn")).map((one) => style(one).borderLeftColor),
      ];
    }, inkCount);
    expect(done.length).toBeGreaterThan(inkCount + 3 * 3);
    const drawn = [...future, ...done];
    const [ground, ...colours] = await painted(panel, drawn);
    if (!ground) throw new Error("There is no ground.");
    const faint = colours.flatMap((colour, i) => (contrast(ground, colour) < 3 ? [drawn[i]] : []));
    expect(faint).toEqual([]);
    await closeClean(panel);
  },
);

test("contrast is reckoned as WCAG does", () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  // #767676 on white is the grey that WCAG's tools name as the lightest of 4.5 : 1.
  expect(contrast([0x76, 0x76, 0x76], [255, 255, 255])).toBeCloseTo(4.54, 2);
});

test("the colours of marks in diffs, which no theme reaches, are those of the panel in dark and light themes", () => {
  const of = (name: string, context: number): string | undefined =>
    themes.find((theme) => theme.name === name)?.variables[`--vscode-patchArchaeology-context${context + 1}`];
  for (const [i, { theme, dark, light }] of inks.entries()) {
    expect(theme).toBe(`patchArchaeology.context${i + 1}`);
    expect([dark, light]).toEqual([of("dark", i), of("light", i)]);
  }
});

test("the timeline is drawn again in the colours of another theme", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.click("#tab-replay");
  const shows = (colour: Rgb): Promise<boolean> =>
    panel.page.evaluate((wanted) => {
      const canvas = document.querySelector<HTMLCanvasElement>(".timeline-drawing");
      const pixels = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      for (let i = 0; i < pixels.length; i += 4)
        if (wanted.every((part, k) => pixels[i + k] === part)) return true;
      return false;
    }, colour);
  const name = "--vscode-patchArchaeology-context1";
  const [, blue] = await painted(panel, [themes[0]?.variables[name] ?? ""]);
  if (!blue) throw new Error("There is no first colour.");
  expect(await shows(blue)).toBe(true);
  await panel.page.evaluate((of) => document.documentElement.style.setProperty(of, "#0a55b8"), name);
  expect(await shows([0x0a, 0x55, 0xb8])).toBe(true);
  expect(await shows(blue)).toBe(false);
  await closeClean(panel);
});
