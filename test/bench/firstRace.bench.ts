import { test } from "vitest";
import { bundle, launch } from "../webview/browser";
import { openLive, readmeRace, workerStarter, type LivePanel } from "../webview/livePanel";
import { themes } from "../webview/themes";

/**
 * How long it takes from the choice of a scenario to the first race on screen, beside how long the verdict takes,
 * which is what a panel waits for that shows nothing before. Run it with `BENCH=1 npx vitest run --project bench`.
 */
const scenarios = [
  "aio-read-fault-second-page",
  "aio-read-mapping-error",
  "aio-write-invalidate-fails",
  "aio-write-osync-metadata-fails",
  "aio-write-invalidate-fails-bio-error",
  "aio-write-kjournald",
  "xfs-aio-read-fault-second-page",
];

interface Times {
  readonly first: number;
  readonly verdict: number;
}

/** Chooses a scenario by keyboard and waits for what comes, in milliseconds since Enter was pressed. */
async function choose(panel: LivePanel, scenario: string): Promise<Times> {
  const { page } = panel;
  await page.getByRole("button", { name: /^Scenario:/ }).click();
  await page.keyboard.type(scenario);
  const times = page.evaluate(
    () =>
      new Promise<Times>((done) => {
        let pressed = 0;
        let first = 0;
        document.addEventListener("keydown", () => (pressed = performance.now()), {
          capture: true,
          once: true,
        });
        const observer = new MutationObserver(() => {
          const outcomes = document.querySelector(".outcomes");
          const now = performance.now() - pressed;
          if (outcomes?.querySelector(".searching ~ .cards .card.wrong")) first ||= now;
          if (pressed === 0 || !outcomes?.querySelector(".summary")) return;
          observer.disconnect();
          done({ first: first || now, verdict: now });
        });
        observer.observe(document.body, { childList: true, subtree: true });
      }),
  );
  await page.keyboard.press("Enter");
  return times;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

test("the first race and the verdict after a choice", async () => {
  const [theme] = themes;
  if (!theme) throw new Error("There is no theme.");
  const [browser, parts, worker] = await Promise.all([launch(), bundle(), workerStarter()]);
  const panel = await openLive(browser, parts, worker.start, theme, { width: 1000, height: 800 }, readmeRace);
  await panel.page.locator(".summary").waitFor({ state: "attached" });
  const all: Times[] = [];
  for (const scenario of scenarios) {
    const times = await choose(panel, scenario);
    all.push(times);
    console.log(
      `${scenario}: first race ${times.first.toFixed(0)} ms, verdict ${times.verdict.toFixed(0)} ms`,
    );
  }
  const middle = (of: keyof Times): string => median(all.map((times) => times[of])).toFixed(0);
  console.log(`median: first race ${middle("first")} ms, verdict ${middle("verdict")} ms`);
  await panel.close();
  await browser.close();
  worker.remove();
});
