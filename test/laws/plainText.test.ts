import fc from "fast-check";
import { expect, test } from "vitest";
import { Execution } from "../../webview/model/execution";
import { plainText } from "../../webview/sharing/plainText";
import { race } from "../webview/fixture";

/** Words short and far longer than a line, with tabs, line ends and letters outside the basic plane between them. */
const words = fc
  .array(fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ minLength: 60, maxLength: 200 })), {
    maxLength: 8,
  })
  .map((all) => all.join(" "));

const squeezed = (text: string): string => text.replace(/\s+/g, "");

test("whatever the steps say, a text for a mail has no tab and no line over 78 characters, and loses nothing", () => {
  const step = fc.record({ function: words, cText: words, words, object: words });
  const sketch = fc.record({
    names: fc.array(fc.stringMatching(/^[a-z0-9_-]{1,90}$/), { minLength: 3, maxLength: 3 }),
    steps: fc.array(step, { minLength: 1, maxLength: race.steps.length }),
    title: words,
    versions: words,
  });
  fc.assert(
    fc.property(sketch, ({ names, steps, title, versions }) => {
      const text = plainText(
        new Execution({
          ...race,
          versions,
          contexts: race.contexts.map((context, i) => ({ ...context, id: names[i] ?? "" })),
          steps: race.steps.map((own, i) => {
            const { object, ...said } = steps[i] ?? { object: "" };
            return { ...own, ...said, violations: own.violations.map((one) => ({ ...one, object })) };
          }),
          outcome: race.outcome && { ...race.outcome, title },
        }),
      );
      const lines = text.split("\n");
      expect(lines.filter((line) => [...line].length > 78 || line.includes("\t"))).toEqual([]);
      const all = squeezed(text);
      for (const said of [
        title,
        versions,
        ...steps.flatMap((one) => [`${one.function}: ${one.cText}`, one.words]),
      ])
        expect(all).toContain(squeezed(said));
    }),
  );
});
