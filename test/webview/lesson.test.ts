import AxeBuilder from "@axe-core/playwright";
import { mkdirSync } from "node:fs";
import type { Browser } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { pageOf } from "../../src/lessons/page";
import { readLesson } from "../../src/lessons/lesson";
import { Ways } from "../../src/lessons/ways";
import type { DiagramView, FromLesson, ToLesson } from "../../src/lessonProtocol";
import { lessonText } from "../unit/lessons/shipped";
import { turnsOf } from "../../src/host/lessons/pageOf";
import { race } from "./fixture";
import { bundle, launch, openPanel, type Bundle, type TestPanel } from "./browser";
import { shelfMessage, stepMessage } from "./lessonPages";
import { themes, type Theme } from "./themes";

type View = TestPanel<ToLesson, FromLesson>;

let browser: Browser;
let parts: Bundle;
beforeAll(async () => {
  [browser, parts] = await Promise.all([launch(), bundle("webview/lesson/main.ts")]);
});

function open(theme: Theme | undefined = themes[0], width = 498, height = 1100): Promise<View> {
  if (!theme) throw new Error("There is no theme.");
  return openPanel<ToLesson, FromLesson>(browser, parts, theme, { width, height });
}

async function closeClean(view: View): Promise<void> {
  expect(view.errors).toEqual([]);
  await view.page.context().close();
}

async function findings(view: View, theme: string): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page: view.page });
  const { violations } = await (theme === "dark" ? axe : axe.withRules(["color-contrast"])).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 140)} ${any[0]?.message ?? ""}`),
  );
}

/** Every kind of page, and whether it has anything for axe that the others lack. */
const played = {
  words: "It ends without double-completion of the kiocb.",
  hints: ["There are two contexts.", "Cut somebody off."],
  turns: [
    { context: "submitter", ready: true, next: "if (waitqueue_active(&ctx->wait))" },
    { context: "bio0", ready: false, next: "waits for ctx->ctx_lock" },
  ],
};
const diagram: DiagramView = {
  ground: "aio-write-hole-second-block on p3",
  contexts: [
    { id: "submitter", letter: "s", class: "submitter", kind: "task" },
    { id: "bio0", letter: "b0", class: "bio", kind: "interrupt" },
  ],
  rows: [
    { n: 272, context: 0, cText: "kfree(dio);", words: "dio0 allocated → freed", violation: "" },
    {
      n: 303,
      context: 1,
      cText: "spin_lock_irqsave(&dio->bio_lock, flags);",
      words: "",
      violation: "use-after-free: dio",
    },
  ],
  ending: "use-after-free of dio by bio0",
};
const pages: readonly (readonly [string, () => ToLesson | Promise<ToLesson>, boolean])[] = [
  ["list", shelfMessage, true],
  ["prose", () => stepMessage("02-between.md", "Two conditions"), false],
  ["notes", () => stepMessage("03-references.md", "Freed under the callback", {}, {}, diagram), true],
  ["challenge", () => stepMessage("02-between.md", "Your turn", {}, played), true],
  ["choice", () => stepMessage("07-lock.md", "Place the check", {}, { wrong: [0, 1] }), true],
  [
    "won",
    () => stepMessage("02-between.md", "Your turn", {}, { won: true, words: "Won.", score: "Par: 1." }),
    false,
  ],
  ["presentation", () => stepMessage("07-lock.md", "What it overlooks", { presenting: true }), false],
];

describe.each(themes.map((theme) => [theme.name, theme] as const))("in %s", (name, theme) => {
  test("axe finds nothing on any kind of page, and the policy is kept", async () => {
    const view = await open(theme);
    for (const [kind, message] of pages.filter(([, , looked]) => looked)) {
      await view.send(await message());
      expect(await findings(view, name), kind).toEqual([]);
      mkdirSync("test-results", { recursive: true });
      await view.page.screenshot({ path: `test-results/lesson-${kind}-${name}.png` });
    }
    await closeClean(view);
  });
});

// The second is the first at twice the zoom.
test.each([498, 249])("nothing stands out of a view of %i pixels", async (width) => {
  const view = await open(themes[1], width, 600);
  for (const [kind, message] of pages) {
    await view.send(await message());
    const over = await view.page.evaluate(() => {
      const wide = Array.from(document.querySelectorAll("body *")).filter((one) => {
        // What is next ends in dots where there is no room for it.
        const isScrolled = one.closest("pre, .spoken, .gauge, .turn-next > *") !== null;
        return !isScrolled && one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5;
      });
      return wide.map(({ outerHTML }) => outerHTML.slice(0, 120));
    });
    expect(over, kind).toEqual([]);
  }
  await closeClean(view);
});

test("a lesson by keyboard alone: open it, follow a claim, ask for a hint, turn the page", async () => {
  const view = await open();
  const { keyboard } = view.page;
  const focused = () =>
    view.page.evaluate(() => {
      const one = document.activeElement;
      return one?.matches("button, a") !== true
        ? ""
        : (one?.getAttribute("aria-label") ?? one?.textContent ?? "");
    });
  const tabTo = async (words: string) => {
    for (let i = 0; i < 40 && !(await focused()).includes(words); i++) await keyboard.press("Tab");
    expect(await focused()).toContain(words);
    await keyboard.press("Enter");
    return (await view.sent()).at(-1);
  };
  await view.send(await shelfMessage());
  expect(await tabTo("Between submission")).toEqual({ kind: "openLesson", id: "02-between" });
  await view.send(stepMessage("02-between.md", "A read that faults"));
  expect(await view.page.locator("main:focus h1").textContent()).toBe("A read that faults");
  expect(await tabTo("The request is completed twice")).toMatchObject({ kind: "follow" });
  expect(await tabTo("Beside")).toEqual({ kind: "reopen" });
  await view.send(stepMessage("02-between.md", "Your turn"));
  expect(await tabTo("Hint 1 of 3")).toEqual({ kind: "hint" });
  await keyboard.press("ArrowLeft");
  expect((await view.sent()).at(-1)).toEqual({ kind: "go", step: 4 });
  await view.send(await shelfMessage());
  expect(await focused()).toContain("Between submission");
  const { shelves } = await shelfMessage();
  await view.send(stepMessage("01-direct.md", "Be the scheduler", { shelves }));
  expect(await tabTo("Next lessonBetween submission")).toEqual({ kind: "openLesson", id: "02-between" });
  await view.send(stepMessage("02-between.md", "Your turn", { shelves }));
  expect(await tabTo("The course ends here")).toEqual({ kind: "shelf" });
  await closeClean(view);
});

test("focus is always visible, and stays where it was when the page is drawn anew", async () => {
  const view = await open();
  const message = stepMessage("02-between.md", "Your turn", {}, played);
  await view.send(message);
  const seen = new Set<string>();
  for (let i = 0; i < 25; i++) {
    await view.page.keyboard.press("Tab");
    const { name, outline } = await view.page.evaluate(() => {
      const one = document.activeElement;
      const name = one?.getAttribute("aria-label") ?? one?.textContent ?? "";
      return {
        name,
        outline: one && one !== document.body ? getComputedStyle(one).outlineStyle : "none of ours",
      };
    });
    if (outline !== "none of ours") expect([name, outline]).toEqual([name, "solid"]);
    seen.add(name);
  }
  // Tools, a mark for each of six steps, four strides less two that cannot run, four actions, the way back.
  expect(seen.size).toBeGreaterThan(13);
  const hint = view.page.getByRole("button", { name: "Show a solution" });
  await hint.focus();
  await view.send({ ...message, busy: true });
  expect(await hint.evaluate((one) => one === document.activeElement)).toBe(true);
  await closeClean(view);
});

test("an arrow in C stays whole at the end of a line, in code and in the words of a quote", async () => {
  const view = await open(themes[0], 249);
  await view.send(stepMessage("02-between.md", "One rule"));
  const quoted = view.page.locator("blockquote .whole");
  expect(await quoted.allTextContents()).toContain("->ki_retry");
  await view.send(stepMessage("02-between.md", "Your turn", {}, played));
  expect(await view.page.locator(".turns .whole").textContent()).toBe("&ctx->wait");
  await closeClean(view);
});

test("while a challenge is played every button keeps its place, and the focus", async () => {
  // So narrow that what is next does not fit.
  const view = await open(themes[0], 300);
  const run = (who: string) => view.page.getByRole("button", { name: `${who}: run until it cannot go on` });
  const turns = (submitter: boolean, next: string) => [
    { context: "submitter", ready: submitter, next },
    { context: "bio0", ready: true, next: "bio = req->bio;" },
    { context: "bio1", ready: false, next: "has not begun" },
  ];
  const places = () =>
    view.page
      .locator(".challenge button")
      .evaluateAll((all) =>
        all.map((one) => [one.getAttribute("aria-label") ?? one.textContent, one.getBoundingClientRect().y]),
      );
  const playing = { ...played, turns: turns(true, "if (waitqueue_active(&ctx->wait))") };
  await view.send(stepMessage("02-between.md", "Your turn", {}, playing));
  const before = await places();
  await run("submitter").focus();
  const done = turns(false, `waits until ${"somebody ".repeat(30)}has given back ctx->ctx_lock`);
  const said = { ...played, words: "It ends well: one event. ".repeat(4), score: "Best: 2. Par: 1." };
  await view.send(stepMessage("02-between.md", "Your turn", {}, { ...said, turns: done }));
  expect(await places()).toEqual(before);
  expect(await run("submitter").evaluate((one) => one === document.activeElement)).toBe(true);
  // Neither winning nor the last hint moves what was there.
  const ended = { ...said, won: true, nextHint: null, turns: done };
  await view.send(stepMessage("02-between.md", "Your turn", {}, ended));
  const later = new Map((await places()).map(([name, y]) => [name, y]));
  expect(before.filter(([name, y]) => later.has(name) && later.get(name) !== y)).toEqual([]);
  expect([...later.keys()]).toEqual(expect.arrayContaining(["Hints", "Hand in…"]));
  // Who cannot run is no button that somebody could press by mistake.
  const sent = (await view.sent()).length;
  await run("submitter").press("Enter");
  expect((await view.sent()).slice(sent)).toEqual([]);
  await run("bio0").press("Enter");
  expect((await view.sent()).slice(sent)).toEqual([{ kind: "runOn", context: "bio0", far: "end" }]);
  await closeClean(view);
});

test("contexts stand in a challenge in the order in which they began, and stay when they have finished", () => {
  const at = (cursor: number) => turnsOf({ execution: race, cursor });
  expect(at(0).map(({ context }) => context)).toEqual(["submitter"]);
  for (const { n } of race.steps) {
    const before = at(n - 1).map(({ context }) => context);
    const now = at(n).map(({ context }) => context);
    expect(now.slice(0, before.length)).toEqual(before);
  }
  // The submitter sleeps in the end, bio0 has finished, and bio1 was stopped in the middle of its work.
  expect(at(race.steps.length).map(({ context, ready }) => [context, ready])).toEqual([
    ["submitter", false],
    ["bio0", false],
    ["bio1", false],
  ]);
});

test("what changes is spoken: the step, what the judge says, a hint", async () => {
  const view = await open();
  const spoken = view.page.locator('.spoken[role="status"]');
  await view.send(stepMessage("02-between.md", "A read that faults"));
  expect(await spoken.textContent()).toBe("Step 3 of 6: A read that faults");
  await view.send(stepMessage("02-between.md", "Your turn", { busy: true }));
  expect(await spoken.textContent()).toBe("Step 6 of 6: Your turn. Opening what this step shows …");
  await view.send(stepMessage("02-between.md", "Your turn", {}, { hints: ["Think of two."] }));
  expect(await spoken.textContent()).toBe("Think of two.");
  await view.send(stepMessage("02-between.md", "Your turn", {}, { words: "Won: it was twice." }));
  expect(await spoken.textContent()).toBe("Won: it was twice.");
  await view.send({ kind: "said", sentence: "There is no such document.", problem: true });
  expect(await view.page.locator('[role="alert"]').textContent()).toBe("There is no such document.");
  // What is said takes its room from the text, not from the way on.
  const hidden = await view.page.evaluate(
    () => (document.querySelector("nav")?.getBoundingClientRect().bottom ?? Infinity) - innerHeight,
  );
  expect(hidden).toBeLessThanOrEqual(0);
  await closeClean(view);
});

test("nothing moves for somebody who wants less motion", async () => {
  const view = await open();
  const moving = () => view.page.evaluate(() => document.getAnimations().length);
  await view.send(stepMessage("02-between.md", "A read that faults", { busy: true }));
  expect(await moving()).toBe(0);
  await view.page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await moving()).toBeGreaterThan(0);
  await closeClean(view);
});

test("markup in a lesson stays text, and a message of another kind is refused in a sentence", async () => {
  const view = await open();
  const page = stepMessage("02-between.md", "One rule");
  const text = "<img src=x onerror=alert(1)><script>alert(1)</script>";
  const blocks = [{ kind: "paragraph", content: [{ kind: "text", text }] }] as const;
  if (page.step) await view.send({ ...page, step: { ...page.step, blocks } });
  expect(await view.page.locator("main > p:not(.eyebrow)").textContent()).toBe(text);
  expect(await view.page.locator("main img, main script").count()).toBe(0);
  await view.send({ kind: "page", stray: 1 } as unknown as ToLesson);
  expect(await view.page.locator(".said").textContent()).toContain("no such field");
  await closeClean(view);
});

test("an exported lesson passes axe, and on paper shows its race and no table that is folded away", async () => {
  const { lesson } = readLesson("05-sleeping.md", lessonText("05-sleeping.md"));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.setContent(pageOf(lesson, { hunks: {}, documents: {}, pictures: {} }, new Ways(), true));
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`)),
  ).toEqual([]);
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("figure svg").first().isVisible()).toBe(true);
  expect(await page.locator("details").first().isVisible()).toBe(false);
  const paper = await page.pdf({ format: "A4" });
  expect(paper.subarray(0, 5).toString()).toBe("%PDF-");
  await context.close();
});
