import { expect, test } from "vitest";
import { mended, opening, race, raceOutcome, setup } from "./fixture";
import { closeClean, selected, usePanels } from "./panels";

const open = usePanels();

test("a card replays its schedule, violations come first", async () => {
  const panel = await open();
  await panel.send(...opening);
  const cards = panel.page.locator(".card");
  expect(await cards.first().locator(".card-title").textContent()).toBe(
    "use-after-free: kiocb, in aio_complete, by a bio",
  );
  await cards.first().click();
  expect(await panel.sent()).toContainEqual({
    kind: "replay",
    schedule: "s6 b0 3 s5 b1 2",
    cursor: null,
    reason: "use-after-free: kiocb, in aio_complete, by a bio",
  });
  expect(await panel.page.locator("#view-replay").isVisible()).toBe(true);
  await closeClean(panel);
});

test("each step tells the host where the panel is, so that its line can be lit", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.click("#tab-replay");
  await panel.page.keyboard.press("ArrowRight");
  await panel.page.keyboard.press("ArrowRight");
  expect((await panel.sent()).at(-1)).toEqual({ kind: "at", schedule: "s6 b0 3 s5 b1 2", cursor: 2 });
  await closeClean(panel);
});

test("keys of the replay are left to the view in front; a panel that gets the focus begins with its steps", async () => {
  const panel = await open();
  await panel.send(...opening);
  const where = panel.page.locator(".where");
  await panel.page.click("#tab-replay");
  await panel.page.keyboard.press("ArrowRight");
  expect(await where.textContent()).toBe("1 of 16");
  await panel.page.click("#tab-outcomes");
  for (const key of ["ArrowDown", "End", "f"]) await panel.page.keyboard.press(key);
  await panel.page.click("#tab-replay");
  expect(await where.textContent()).toBe("1 of 16");
  const focused = await panel.page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    window.dispatchEvent(new Event("focus"));
    return document.activeElement?.getAttribute("role");
  });
  expect(focused).toBe("listbox");
  await closeClean(panel);
});

test("who else moves along the execution takes the panel with them", async () => {
  const panel = await open();
  await panel.send(...opening, { kind: "moved", cursor: 5 });
  expect(await panel.page.locator(".where").textContent()).toBe("5 of 16");
  await closeClean(panel);
});

test("a click on a line of the diff goes to the next step that runs it, and from the last one to the first", async () => {
  const panel = await open();
  await panel.send(...opening);
  const click = { kind: "lineClicked", path: "fs/direct-io.c", line: 236, side: "old" } as const;
  await panel.page.click("#tab-replay");
  const where = panel.page.locator(".where");
  for (const at of ["13 of 16", "16 of 16", "13 of 16"]) {
    await panel.send(click);
    expect(await where.textContent()).toBe(at);
  }
  // Most clicks into a diff are not meant for the replay.
  await panel.send({ ...click, line: 1 });
  expect(await where.textContent()).toBe("13 of 16");
  expect(await panel.page.locator(".toast").textContent()).toBe("");
  await panel.page.click("#tab-matrix");
  await panel.send(click);
  expect(await where.textContent()).toBe("13 of 16");
  await closeClean(panel);
});

test("you are the scheduler: the recorded choice steps, another one branches, undo takes it back", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.click("#tab-replay");
  for (let i = 0; i < 12; i++) await panel.page.keyboard.press("ArrowRight");
  const turns = panel.page.locator(".turn");
  await turns.nth(0).click();
  expect(await panel.page.locator(".where").textContent()).toBe("13 of 16");
  await turns.nth(2).click();
  expect((await panel.sent()).at(-1)).toEqual({ kind: "choose", at: 13, context: "bio1", choice: null });
  const [last] = mended.steps.slice(-1);
  if (!last) throw new Error("The fixture has no steps.");
  const step = { ...last, n: 14 };
  await panel.send({
    kind: "extended",
    keep: 13,
    steps: [step],
    schedule: "s6 b0 3 s4 b1 1",
    end: "open",
    outcome: null,
  });
  expect(await panel.page.locator(".where").textContent()).toBe("14 of 14");
  await panel.page.keyboard.press("u");
  expect(await panel.page.locator(".where").textContent()).toBe("13 of 16");
  expect(await panel.sent()).toContainEqual({
    kind: "replay",
    schedule: race.schedule,
    cursor: 13,
    reason: "Undone",
  });
  await closeClean(panel);
});

test("what is undone belongs to what is chosen: another revision has nothing to undo", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.click("#tab-outcomes");
  // The card leaves an execution to go back to.
  await panel.page.locator(".card").first().click();
  await panel.send({ kind: "setup", setup: { ...setup, revision: "p5" } });
  await panel.page.keyboard.press("u");
  expect(await panel.page.locator(".toast").textContent()).toContain("There is nothing to undo.");
  expect((await panel.sent()).filter((message) => message.kind === "replay")).toHaveLength(1);
  await closeClean(panel);
});

test("a blocked context is disabled and says why", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.click("#tab-replay");
  for (let i = 0; i < 7; i++) await panel.page.keyboard.press("ArrowRight");
  const blocked = panel.page.locator(".turn").first();
  expect(await blocked.getAttribute("aria-disabled")).toBe("true");
  expect(await blocked.textContent()).toContain("waits for bio_lock, held by bio0");
  const before = (await panel.sent()).length;
  await blocked.click({ force: true });
  expect((await panel.sent()).length).toBe(before);
  expect(await panel.page.locator(".toast").textContent()).toContain(
    "submitter cannot run: waits for bio_lock, held by bio0.",
  );
  await closeClean(panel);
});

test("the state shows changes inside values, who holds an object and who freed it", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.click("#tab-replay");
  await panel.page.keyboard.press("End");
  const kiocb = panel.page.locator('[data-object="kiocb"]');
  expect(await kiocb.locator(".freed-by").textContent()).toBe("freed by submitter, step 14");
  expect(await kiocb.locator(".held-by").textContent()).toBe("held by dio->iocb");
  for (let i = 0; i < 2; i++) await panel.page.keyboard.press("ArrowLeft");
  expect(await kiocb.locator("dd.changed").textContent()).toBe("1 → 0");
  await panel.page.keyboard.press("ArrowLeft");
  expect(await kiocb.locator(".freed-by").count()).toBe(0);
  await closeClean(panel);
});

test("filters show what happens before, after and concurrently with the selected step", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.click("#tab-replay");
  await panel.send({ kind: "lineClicked", path: "fs/direct-io.c", line: 229, side: "old" });
  await panel.page.click('[aria-label="Filter steps"]');
  const choose = async (label: string): Promise<string | null> => {
    await panel.page.click('vscode-dropdown[aria-label="Steps shown, by order"]');
    await panel.page.click(`vscode-option:text-is("${label}")`);
    return panel.page.locator(".shown").textContent();
  };
  // Step 8 is bio0's second. Steps 1 to 7 lead to it; 9 and, through the lock and the counter, all from 10 follow.
  expect(await choose("before the selected")).toBe("8 steps of 16");
  expect(await choose("after the selected")).toBe("9 steps of 16");
  expect(await choose("concurrent with the selected")).toBe("1 step of 16");
  await closeClean(panel);
});

test("a revision beside is aligned, and the panel says where the two part", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.click("#tab-replay");
  await panel.send({
    kind: "comparison",
    comparison: { execution: mended, parts: { at: 12, why: "bio1 reads a counter on p5" } },
  });
  await panel.page.click("text=They part for good after step 12");
  expect(await panel.page.locator(".where").textContent()).toBe("12 of 16");
  expect(await panel.page.locator(".parts-note").textContent()).toBe(
    "From here the two revisions go different ways. bio1 reads a counter on p5",
  );
  expect(await selected(panel)).toContain("Step 12 of 16, submitter");
  await closeClean(panel);
});

test("a watched expression has its values over all steps, a wrong one says what is wrong", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.click("#tab-replay");
  await panel.page.keyboard.press("w");
  await panel.page.keyboard.type("dio->bio_count + 1");
  await panel.page.keyboard.press("Enter");
  // bio_count is 0, 1 from step 2, 2 from step 4 and 1 again from step 8.
  expect(await panel.page.locator(".watch-values button").allTextContents()).toEqual([
    "01",
    "22",
    "43",
    "82",
  ]);
  await panel.page.keyboard.type("dio->nothing");
  await panel.page.keyboard.press("Enter");
  expect(await panel.page.locator(".watch-problem").textContent()).toBe(
    "There is no dio->nothing in this execution.",
  );
  await closeClean(panel);
});

test("loading the panel again keeps branches, bookmarks, watches and the view", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.click("#tab-replay");
  for (const key of ["ArrowRight", "ArrowRight", "b"]) await panel.page.keyboard.press(key);
  const kept = await panel.saved();
  expect(kept).toMatchObject({
    cursor: 2,
    schedule: race.schedule,
    bookmarks: [{ step: 2, note: "bio_count 0 → 1" }],
    view: "replay",
  });
  await closeClean(panel);
  const again = await open({ kept });
  expect((await again.sent())[0]).toEqual({ kind: "ready", version: 1, saved: kept });
  const [snapshot] = opening;
  if (snapshot?.kind !== "snapshot") throw new Error("The fixture does not begin with a snapshot.");
  await again.send(
    { ...snapshot, saved: kept },
    { kind: "execution", execution: race, cursor: 2, reason: "Restored", show: false },
  );
  expect(await again.page.locator(".where").textContent()).toBe("2 of 16");
  expect(await again.page.locator(".row.bookmarked").count()).toBe(1);
  await closeClean(again);
});

test("an end that is a violation, as a hang is, is a failure of the last step", async () => {
  const panel = await open();
  const hang = { kind: "hang", object: "dio", context: "", contextId: "", function: "", cText: "" };
  // Nothing fails in the steps themselves; what is found is found when nobody can go on.
  const execution = { ...mended, outcome: { ...raceOutcome, title: "hang", violations: [hang] } };
  await panel.send(...opening.slice(0, 2));
  await panel.send({ kind: "execution", execution, cursor: 3, reason: "", show: true });
  const where = panel.page.locator(".where");
  await panel.page.keyboard.press("f");
  expect(await where.textContent()).toBe("13 of 13");
  await panel.page.keyboard.press("Home");
  await panel.page.click('.transport [aria-label^="To the failure"]');
  expect(await where.textContent()).toBe("13 of 13");
  // An end in which all is well has no failure.
  await panel.send({ kind: "execution", execution: mended, cursor: 3, reason: "", show: true });
  await panel.page.keyboard.press("f");
  expect(await where.textContent()).toBe("3 of 13");
  await closeClean(panel);
});

test("a message of a wrong form is refused with a sentence, and the panel goes on", async () => {
  const panel = await open();
  await panel.send(...opening);
  await panel.page.evaluate(() =>
    window.postMessage({ kind: "progress", progress: { executions: "many" } }, "*"),
  );
  await panel.page.waitForSelector(".toast.problem");
  expect(await panel.page.locator(".toast").textContent()).toContain(
    "message progress.progress.executions: expected a whole number",
  );
  await panel.page.click("#tab-replay");
  await panel.page.keyboard.press("ArrowRight");
  expect(await panel.page.locator(".where").textContent()).toBe("1 of 16");
  await closeClean(panel);
});
