import { describe, test } from "vitest";
import { tellStory } from "./story";

/** Theme ids of VS Code, and the class that its workbench then has. */
const themes = [
  ["light", "Light Modern", "vs"],
  ["dark", "Dark Modern", "vs-dark"],
  ["contrast", "Default High Contrast", "hc-black"],
] as const;

describe("the whole of VS Code", () => {
  const editor = tellStory("whole");

  test.each(themes)(
    "the panel comes back after a reload, and has its picture taken in a %s theme",
    async (name, theme, themeClass) => {
      await editor().theme(theme, themeClass);
      const panel = await editor().panel();
      await panel.locator(".where", { hasText: /of [1-9]/ }).waitFor();
      await editor().toggle("centralize completion");
      await editor().toggle("direct-io.c");
      await editor()
        .row(/^direct_io_worker\(\) ?#/)
        .click();
      await editor().page.locator(".tab", { hasText: "direct-io.c (p1)" }).waitFor();
      await editor()
        .page.locator(".codelens-decoration a:visible", { hasText: "Replay before" })
        .first()
        .waitFor();
      await editor().picture(`whole-${name}`);
    },
  );
});
