import "./style/main.css";
// First, because every other module may say something while it is loaded.
import "./language";
import { t } from "@vscode/l10n";
import type { ToHost } from "../src/protocol";
import { protocolVersion } from "../src/protocol";
import { banner } from "./banner";
import { connect } from "./bridge";
import { Conductor } from "./conductor";
import { el } from "./dom";
import { Matrix } from "./finding/matrix";
import { Outcomes } from "./finding/outcomes";
import { helpButton, SetupBar, viewTabs } from "./finding/setupBar";
import { helpSheet } from "./help";
import { keyBindings, listen } from "./keys";
import { filterBar } from "./lanes/filterBar";
import { Lanes } from "./lanes/lanes";
import { shareMenu } from "./sharing/shareMenu";
import { speech } from "./speech";
import { Detail } from "./state/detail";
import { Objects } from "./state/objects";
import { Watches } from "./state/watches";
import { keepMenu } from "./stepping/keepMenu";
import { startPlayer } from "./stepping/player";
import { Scheduler } from "./stepping/scheduler";
import { Transport } from "./stepping/transport";
import type { ViewName } from "./store";
import { Store, toSave } from "./store";
import { toast } from "./toast";

const store = new Store();
const bridge = connect(
  (message) => conductor.receive(message),
  (why) => conductor.say(why, true),
);
const send = (message: ToHost): void => bridge.send(message);
const conductor = new Conductor(store, send);

const lanes = new Lanes(store, conductor);
const watches = new Watches(store, conductor);
const help = helpSheet(() => bindings);
const bindings = keyBindings(store, conductor, {
  help: help.open,
  focusSteps: () => lanes.focus(),
  focusWatch: () => watches.focus(),
});

const filters = filterBar(store, conductor);
const nothing = t(
  "Nothing is replayed yet: Outcomes tells how the search goes, and each of its cards can be replayed.",
);
const replay = el(
  "div",
  { class: "replay" },
  el("p", { class: "nothing hint" }, nothing),
  banner(store, conductor, filters.toggle),
  el(
    "div",
    { class: "split" },
    el("div", { class: "lane-side" }, filters.element, lanes.element, new Detail(store, conductor).element),
    el(
      "aside",
      { class: "state", "aria-label": t("State") },
      watches.element,
      new Objects(store, conductor).element,
    ),
  ),
  new Scheduler(store, conductor).element,
  new Transport(store, conductor).element,
);
const views = {
  replay,
  outcomes: new Outcomes(store, conductor).element,
  matrix: new Matrix(store, conductor).element,
} as const;
for (const [name, view] of Object.entries(views)) {
  view.id = `view-${name}`;
  view.setAttribute("role", "tabpanel");
  view.setAttribute("aria-labelledby", `tab-${name}`);
}

const extras = el(
  "div",
  { class: "extras" },
  keepMenu(store, conductor),
  shareMenu(store, conductor, send),
  helpButton(help.open),
);
document.body.append(
  el(
    "main",
    {},
    el("h1", { class: "spoken" }, t("Replay")),
    new SetupBar(store, conductor).element,
    el("div", { class: "bar" }, viewTabs(store, conductor), extras),
    ...Object.values(views),
  ),
  toast(store),
  speech(store),
  help.element,
);

/**
 * When the focused control went away with its view, the focus goes to the view that came. A panel that somebody else fills,
 * such as a lesson, takes the focus from nobody.
 */
function keepFocus(view: ViewName): void {
  if (!document.hasFocus()) return;
  const active = document.activeElement;
  if (active && active !== document.body && active.checkVisibility()) return;
  if (view === "replay") lanes.focus();
  else views[view].querySelector<HTMLElement>("button, vscode-button")?.focus();
}

// Whoever comes by the keyboard begins at what is in front, and not where something was clicked last.
window.addEventListener("focus", () => keepFocus(store.state.view));

startPlayer(store, conductor);
listen(bindings, store);

store.follow((state, before) => {
  for (const [name, view] of Object.entries(views)) view.hidden = name !== state.view;
  replay.classList.toggle("empty", state.execution === null);
  if (state.view !== before.view) keepFocus(state.view);
  if (state === before) return;
  bridge.save(toSave(state));
  if (state.cursor === before.cursor && state.execution === before.execution) return;
  if (state.execution) send({ kind: "at", schedule: state.execution.view.schedule, cursor: state.cursor });
});

send({ kind: "ready", version: protocolVersion, saved: bridge.saved });
