import type { Browser } from "playwright-core";
import { beforeAll, expect } from "vitest";
import type { SavedPanel } from "../../src/protocol";
import type { Bundle, TestPanel } from "./browser";
import { bundle, launch, openPanel } from "./browser";
import type { Theme } from "./themes";
import { themes } from "./themes";

/** How a test opens a panel. */
export interface Opening {
  readonly theme?: Theme | undefined;
  readonly width?: number;
  readonly height?: number;
  readonly kept?: SavedPanel | null;
  /** Translations, as an editor in another language gives them. */
  readonly texts?: Readonly<Record<string, string>>;
}

/** The browser and the bundle; returns the function that opens a panel. */
export function usePanels(): (opening?: Opening) => Promise<TestPanel> {
  let browser: Browser | undefined;
  let parts: Bundle | undefined;
  beforeAll(async () => {
    [browser, parts] = await Promise.all([launch(), bundle()]);
  });
  return async ({ theme, width = 1000, height = 760, kept = null, texts } = {}) => {
    const chosen = theme ?? themes[0];
    if (!browser || !parts || !chosen) throw new Error("The browser has not started.");
    return openPanel(browser, parts, chosen, { width, height }, kept, texts);
  };
}

/** Fails if the panel broke its policy or reported an error; closes it. */
export async function closeClean(panel: TestPanel): Promise<void> {
  try {
    expect(panel.errors).toEqual([]);
  } finally {
    await panel.page.context().close();
  }
}

/** Text of the selected line, by its accessible name. */
export function selected(panel: TestPanel): Promise<string | null> {
  return panel.page.locator('.row[aria-selected="true"]').getAttribute("aria-label");
}
