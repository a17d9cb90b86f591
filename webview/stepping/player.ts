import type { Conductor } from "../conductor";
import type { Store } from "../store";

/** Plays the execution: a step at a time at the speed of the state, until its end or until it is paused. */
export function startPlayer(store: Store, conductor: Conductor): void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const next = (): void => {
    timer = null;
    const { execution, cursor, playing } = store.state;
    if (!playing) return;
    if (!execution || cursor >= execution.length) return conductor.pause();
    // The step changes the state, which may have set the timer for the next one already.
    conductor.step();
    timer ??= setTimeout(next, 1000 / store.state.speed);
  };
  store.follow((state) => {
    if (state.playing && timer === null) timer = setTimeout(next, 1000 / state.speed);
    if (!state.playing && timer !== null) {
      clearTimeout(timer);
      timer = null;
    }
  });
}
