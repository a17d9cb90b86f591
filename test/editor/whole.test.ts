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

  test.each(themes)("pictures are taken in a %s theme", async (name, theme, themeClass) => {
    await editor().theme(theme, themeClass);
    await editor().picture(`whole-${name}`);
  });
});
