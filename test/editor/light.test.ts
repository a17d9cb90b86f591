import { describe } from "vitest";
import { tellStory } from "./story";

describe("VS Code in the browser only", () => {
  tellStory("light");
});
