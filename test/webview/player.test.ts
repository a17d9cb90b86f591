import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Conductor } from "../../webview/conductor";
import { Execution } from "../../webview/model/execution";
import { startPlayer } from "../../webview/stepping/player";
import { Store } from "../../webview/store";
import { longExecution } from "./fixture";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test.each([0.5, 2, 8])("plays %d steps a second, evenly, until it is paused or at its end", (speed) => {
  const store = new Store();
  const conductor = new Conductor(store, () => undefined);
  startPlayer(store, conductor);
  store.update({ execution: new Execution(longExecution(40)), speed });
  conductor.play();
  for (let second = 1; second <= 4; second++) {
    vi.advanceTimersByTime(1000);
    expect(store.state.cursor).toBe(Math.floor(speed * second));
  }
  conductor.pause();
  vi.advanceTimersByTime(10_000);
  expect(store.state.cursor).toBe(speed * 4);
  conductor.play();
  vi.advanceTimersByTime(100_000);
  expect(store.state).toMatchObject({ cursor: 40, playing: false });
});
