import * as vscode from "vscode";
import type { Ground } from "../../debug/ground";
import type { LaunchArguments } from "../../debug/launch";
import { DebugSession } from "../../debug/session";
import type { Desk } from "../desk/desk";
import type { Diffs } from "../diffs/diffs";
import type { Models } from "../model/models";
import { firstSetup } from "../panel/panels";
import type { Replaying } from "../replay/replay";
import type { Client } from "../worker/client";
import { programKey } from "../worker/programKey";
import type { Searchers } from "../worker/searchers";
import { groundOf } from "./ground";
import { stopsInDiffs } from "./stopsInDiffs";
import { debugType } from "./type";

/** Debug sessions that replay executions: configurations, the adapter in this process, and the command that starts one. */
export function offerDebugging(
  desk: Desk,
  diffs: Diffs,
  replaying: Replaying,
  models: Models,
  searchers: Searchers,
): vscode.Disposable {
  const configurations: vscode.DebugConfigurationProvider = {
    provideDebugConfigurations: () => initialConfigurations(replaying),
    resolveDebugConfiguration: (_folder, configuration) => resolved(configuration, replaying),
  };
  return vscode.Disposable.from(
    stopsInDiffs(diffs, () => replaying.panels.columnBeside),
    vscode.debug.registerDebugAdapterDescriptorFactory(debugType, {
      createDebugAdapterDescriptor: () =>
        new vscode.DebugAdapterInlineImplementation(
          new Adapter(searchers, (searcher) => groundOf(desk, replaying, models, searcher)),
        ),
    }),
    vscode.debug.registerDebugConfigurationProvider(debugType, configurations),
    vscode.debug.registerDebugConfigurationProvider(
      debugType,
      configurations,
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
    vscode.commands.registerCommand("patchArchaeology.debug", (about?: LaunchArguments) =>
      startDebugging(about ?? {}),
    ),
  );
}

/** Starts a session; false if it could not begin. */
export async function startDebugging(about: LaunchArguments): Promise<boolean> {
  return vscode.debug.startDebugging(undefined, {
    type: debugType,
    request: "launch",
    name: vscode.l10n.t("Race"),
    ...about,
  });
}

/** VS Code's side of a session, which has a searcher of its own. */
class Adapter implements vscode.DebugAdapter {
  readonly #sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  readonly #searchers: Searchers;
  readonly #searcher: Client;
  readonly #session: DebugSession;
  readonly onDidSendMessage = this.#sent.event;

  constructor(searchers: Searchers, groundWith: (searcher: Client) => Ground) {
    this.#searchers = searchers;
    this.#searcher = searchers.take();
    this.#session = new DebugSession(groundWith(this.#searcher), (message) => this.#sent.fire(message));
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    // VS Code's type names no field; what comes is a message of the protocol.
    this.#session.handle(message as Parameters<DebugSession["handle"]>[0]);
  }

  dispose(): void {
    this.#session.dispose();
    this.#searchers.giveBack(this.#searcher);
    this.#sent.dispose();
  }
}

/** What the panel shows, or the race of the README. */
function initialConfigurations({ current, panels }: Replaying): vscode.DebugConfiguration[] {
  const { scenario, revision } = panels.chosen ?? current.now?.setup ?? firstSetup;
  const name = vscode.l10n.t("{0} on {1}", scenario, revision);
  return [{ type: debugType, request: "launch", name, revision, scenario }];
}

/** A configuration that says nothing, as with F5 without a launch.json, goes on with what the panel shows. */
function resolved(
  configuration: vscode.DebugConfiguration,
  { current, panels }: Replaying,
): vscode.DebugConfiguration {
  // F5 without a launch.json gives a configuration without a single field.
  const {
    type = debugType,
    request = "launch",
    name = vscode.l10n.t("Race"),
  } = configuration as Partial<vscode.DebugConfiguration>;
  // What a session says stands in the call stack too; its console need not come in front for it.
  const defaults = { stopOnEntry: "shown", internalConsoleOptions: "neverOpen" };
  const base = { ...defaults, ...configuration, type, request, name };
  if (["trace", "scenario", "revision", "schedule"].some((key) => key in configuration)) return base;
  const { now } = current;
  const setup = panels.chosen ?? now?.setup ?? firstSetup;
  const { scenario, custom, revision, without, irq, continueAfterOops } = setup;
  const run = {
    ...base,
    scenario,
    revision,
    without,
    irq,
    continueAfterOops,
    ...(custom !== null && { custom }),
  };
  // Where the panel's search is not through yet, the session searches too.
  const isReplayed = now && programKey(now.setup) === programKey(setup);
  return isReplayed ? { ...run, schedule: now.execution.schedule } : run;
}
