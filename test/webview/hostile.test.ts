import { expect, test } from "vitest";
import type { ExecutionView } from "../../src/protocol";
import { opening, race, raceOutcome, verdict } from "./fixture";
import { closeClean, usePanels } from "./panels";

const open = usePanels();

const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>&amp;"'\u202e`;

const execution: ExecutionView = {
  ...race,
  scenario: hostile,
  revision: hostile,
  objects: race.objects.map((object) => ({
    ...object,
    life: "static",
    note: hostile,
    fields: object.fields.map((field) => ({ ...field, value: hostile, note: hostile })),
  })),
  steps: race.steps.map((step) => ({
    ...step,
    cText: hostile,
    words: hostile,
    function: hostile,
    changes: [],
    statuses: step.statuses.map((status) => ({ ...status, cText: hostile, why: hostile })),
  })),
  outcome: { ...raceOutcome, title: hostile },
};

test("hostile text is shown as text everywhere", async () => {
  const panel = await open();
  await panel.send(...opening, {
    kind: "verdict",
    verdict: { ...verdict, outcomes: [{ ...raceOutcome, title: hostile, notes: [hostile] }] },
  });
  await panel.send(
    { kind: "execution", execution, cursor: 16, reason: hostile, show: false },
    { kind: "said", sentence: hostile, problem: true },
  );
  expect(await panel.page.locator(".card-title").textContent()).toBe(hostile);
  await panel.page.click("#tab-replay");
  expect(await panel.page.locator(".row.selected .said").textContent()).toBe(hostile);
  expect(await panel.page.locator('[data-object="dio"] dd').first().textContent()).toBe(hostile);
  expect(await panel.page.locator("img, body script:not([nonce])").count()).toBe(0);
  expect(await panel.page.title()).toBe("Replay");
  await closeClean(panel);
});

test("exports of hostile text hold no markup of it", async () => {
  const panel = await open();
  await panel.send(...opening, { kind: "execution", execution, cursor: 0, reason: "", show: false });
  const share = async (label: string): Promise<string> => {
    await panel.page.click('vscode-button[aria-label="Share"]');
    const before = (await panel.sent()).length;
    await panel.page.click(`.share-list vscode-button:text-is("${label}")`);
    await panel.page.waitForFunction(
      (count) => (window as unknown as { stub: { sent: unknown[] } }).stub.sent.length > count,
      before,
    );
    const message = (await panel.sent()).at(-1);
    return message?.kind === "saveFile" ? message.content : message?.kind === "copyText" ? message.text : "";
  };
  const picture = await share("Save picture (SVG)");
  const parsed = await panel.page.evaluate((source) => {
    const document = new DOMParser().parseFromString(source, "image/svg+xml");
    return {
      errors: document.querySelectorAll("parsererror").length,
      strange: document.querySelectorAll("img, script, foreignObject").length,
      texts: document.querySelectorAll("text").length,
    };
  }, picture);
  expect(parsed).toMatchObject({ errors: 0, strange: 0 });
  expect(parsed.texts).toBeGreaterThan(race.steps.length);
  expect(await share("Copy as Mermaid diagram")).not.toMatch(/<(img|script)/);
  const png = await share("Save picture (PNG)");
  // The eight bytes every PNG begins with (ISO/IEC 15948, 5.2).
  expect([...Buffer.from(png, "base64").subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  await closeClean(panel);
});
