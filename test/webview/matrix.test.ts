import { expect, test } from "vitest";
import type { PlacesOf } from "../../src/models/places/places";
import type { CatalogueView, CellView } from "../../src/protocol";
import type { TestPanel } from "./browser";
import { catalogue, setup } from "./fixture";
import { closeClean, usePanels } from "./panels";
import { client, handlers, ready, session } from "./sessions";

const open = usePanels();

/** As many revisions as the sample has, one of them with its longest name. */
const ids = Array.from({ length: 15 }, (_, i) => (i === 12 ? "whatif-invalidate-inside" : `p${i}`));

const wide: CatalogueView = {
  scenarios: catalogue.scenarios.map((scenario) => ({ ...scenario, revisions: ids })),
  revisions: ids.map((id) => ({ id, title: `what ${id} does`, group: "The series", hunks: [] })),
};

const cells = wide.scenarios.flatMap(({ id: scenario }) =>
  ids.map((revision, i): CellView => ({
    revision,
    scenario,
    result: i % 2 === 0 ? "fails" : "holds",
    word: i % 2 === 0 ? "use-after-free +1" : "holds",
    detail: "in words",
    findings: [],
    schedule: null,
  })),
);

async function openMatrix(width: number): Promise<TestPanel> {
  const panel = await open({ width });
  await panel.send({ kind: "snapshot", catalogue: wide, setup, saved: null });
  await panel.page.click("#tab-matrix");
  await panel.send({ kind: "matrix", cells, anew: true, done: 30, total: 30, running: false });
  return panel;
}

test.each([1400, 498])(
  "all fifteen revisions are seen at once in a panel of %i pixels: signs, with the words as titles",
  async (width) => {
    const panel = await openMatrix(width);
    const buttons = await panel.page.locator(".verdict").all();
    expect(buttons).toHaveLength(30);
    for (const button of buttons) {
      const box = await button.boundingBox();
      // Large enough for a finger of WCAG 2.2's target size if the gaps are counted in, and not under the names.
      expect(box?.width).toBeGreaterThanOrEqual(16);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    }
    expect(await buttons[0]?.getAttribute("title")).toContain("in words");
    expect(await buttons[0]?.getAttribute("aria-label")).toContain("fails");
    // Both names stand whole beside the signs, over as many lines as it takes.
    for (const name of await panel.page.locator('th[scope="row"]').all()) {
      const [inside, outside] = await name.evaluate((one) => [one.scrollWidth, one.clientWidth]);
      expect(inside).toBeLessThanOrEqual(outside ?? 0);
      expect((await name.boundingBox())?.width).toBeGreaterThan(110);
    }
    const heads = panel.page.locator('th[scope="col"]');
    const sizes = await Promise.all((await heads.locator("span").all()).map((one) => one.boundingBox()));
    // Read from below: higher than wide, and no head over its neighbour.
    expect(sizes[12]?.height).toBeGreaterThan(100);
    for (const [i, size] of sizes.entries())
      expect((size?.x ?? 0) + (size?.width ?? 0)).toBeLessThanOrEqual((sizes[i + 1]?.x ?? width) + 1);
    await closeClean(panel);
  },
);

test("where all columns have room for them the words are there", async () => {
  const panel = await openMatrix(1900);
  const words = panel.page.locator(".verdict span");
  expect(await words.first().isVisible()).toBe(true);
  await panel.page.setViewportSize({ width: 900, height: 700 });
  await expect.poll(() => words.first().isVisible()).toBe(false);
  await closeClean(panel);
});

test("a matrix that is in front when the window is loaded again asks for its cells, and can go on", async () => {
  const panel = await open();
  await panel.send({ kind: "snapshot", catalogue: wide, setup, saved: null });
  await panel.page.click("#tab-matrix");
  const kept = await panel.saved();
  expect(kept).toMatchObject({ view: "matrix" });
  await closeClean(panel);
  const again = await open({ kept });
  await again.send({ kind: "snapshot", catalogue: wide, setup, saved: kept });
  const asked = async () => (await again.sent()).filter(({ kind }) => kind === "matrix");
  expect(await asked()).toEqual([{ kind: "matrix", search: "nothing" }]);
  await again.send({ kind: "matrix", cells: [], anew: true, done: 0, total: 30, running: false });
  await again.page.getByRole("button", { name: "Search all" }).click();
  expect((await asked()).slice(1)).toEqual([{ kind: "matrix", search: "all" }]);
  await closeClean(again);
});

test("M searches nothing: it says how much there is to search, and offers all or the row of the chosen scenario", async () => {
  const panel = await open();
  await panel.send({ kind: "snapshot", catalogue: wide, setup, saved: null });
  await panel.page.keyboard.press("m");
  await panel.send({ kind: "matrix", cells: [], anew: true, done: 0, total: 30, running: false });
  const head = panel.page.locator(".matrix-head");
  expect(await head.innerText()).toContain("0 of 30 cells are searched.");
  expect(await panel.page.locator("tr.chosen").innerText()).toContain(catalogue.scenarios[0]?.title);
  const row = panel.page.getByRole("button", { name: "Only the chosen scenario" });
  await row.press("Enter");
  const asked = (await panel.sent()).filter(({ kind }) => kind === "matrix" || kind === "cancel");
  expect(asked).toEqual([
    { kind: "matrix", search: "nothing" },
    { kind: "matrix", search: "scenario" },
  ]);
  // Progress and the way to stop it take the place of the buttons, and keep the focus.
  await panel.send({
    kind: "matrix",
    cells: cells.slice(0, 4),
    anew: true,
    done: 4,
    total: 15,
    running: true,
  });
  expect(await head.innerText()).toMatch(/^4 of 15\s+Cancel/);
  expect(await panel.page.locator("progress").evaluate((bar: HTMLProgressElement) => bar.value)).toBe(4);
  await panel.page.keyboard.press("Enter");
  expect((await panel.sent()).at(-1)).toEqual({ kind: "cancel" });
  await panel.send({
    kind: "matrix",
    cells: cells.slice(4, 15),
    anew: false,
    done: 15,
    total: 30,
    running: false,
  });
  // The row is known now, so only the others are left to search.
  expect(await row.isVisible()).toBe(false);
  expect(await head.innerText()).toContain("15 of 30 cells are searched.");
  await panel.send({
    kind: "matrix",
    cells: cells.slice(15),
    anew: false,
    done: 30,
    total: 30,
    running: false,
  });
  expect(await head.getByRole("button").count()).toBe(0);
  await closeClean(panel);
});

test("the search of a window loaded again begins before its matrix, and so does not cancel it", async () => {
  const asked: string[] = [];
  const { client: searcher } = client(false, {
    ...handlers,
    explore: (...all) => {
      asked.push("explore");
      return handlers.explore(...all);
    },
    cell: (...all) => {
      asked.push("cell");
      return handlers.cell(...all);
    },
  });
  // The replay, after which the verdict is told, waits for its lines until the matrix is full.
  let read: () => void = () => undefined;
  const places = new Promise<PlacesOf>((done) => {
    read = () => done(() => []);
  });
  const { one, sent } = session(searcher, "s1", undefined, () => places);
  const saved = { version: 1, setup, schedule: "s1", cursor: 0, view: "matrix", speed: 2 };
  const opened = one.receive({ ...ready, saved: { ...saved, branches: [], bookmarks: [], watches: [] } });
  await expect.poll(() => sent.map(({ kind }) => kind)).toContain("snapshot");
  await one.receive({ kind: "matrix", search: "all" });
  read();
  await opened;
  expect(asked).toEqual(["explore", "cell", "cell", "cell", "cell"]);
  expect(sent.at(-1)).toMatchObject({ kind: "verdict" });
});
