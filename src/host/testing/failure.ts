import * as vscode from "vscode";
import type { Setup, ViolationView } from "../../protocol";
import type { Place } from "../../models/places/shownRows";
import type { Desk } from "../desk/desk";
import { findPatch } from "../desk/lookup";
import { addressOf } from "../diffs/address";
import type { Replaying } from "../replay/replay";

/** A violation, and the schedule of an execution that has it. */
export interface Failure extends ViolationView {
  readonly schedule: string;
}

/** A frame of a test message's stack, where VS Code has them (1.93 and newer). */
type FrameType = new (label: string, uri?: vscode.Uri, position?: vscode.Position) => object;

/** A violation as a test message: at its line of C, with the stacks of all contexts. */
export async function messageOf(
  sentence: string,
  failure: Failure | undefined,
  setup: Setup,
  desk: Desk,
  replaying: Replaying,
): Promise<vscode.TestMessage> {
  const message = new vscode.TestMessage(sentence);
  if (!failure) return message;
  const places = await replaying.placesOf(setup.revision);
  const run = { setup, schedule: failure.schedule };
  const { execution } = await replaying.stepper.ask("replay", run);
  const stacks = await replaying.stepper.ask("inspect", { ...run, at: execution.steps.length });
  const own = execution.contexts.findIndex(({ id }) => id === failure.contextId);
  // A line that no hunk shows has callers; innermost call first.
  const calls = [failure, ...[...(stacks[own] ?? [])].reverse()];
  const place = calls.flatMap((call) => places(call))[0];
  const location = place && (await locationOf(place, desk));
  if (location) message.location = location;
  const { TestMessageStackFrame: Frame } = vscode as { readonly TestMessageStackFrame?: FrameType };
  if (Frame) {
    const frames = stacks.flatMap((stack, context) =>
      [...stack].reverse().map(async (frame) => {
        const label = `${execution.contexts[context]?.id ?? ""}: ${frame.function}`;
        const [shown] = places(frame);
        const there = shown && (await locationOf(shown, desk));
        return new Frame(label, there?.uri, there?.range.start);
      }),
    );
    Object.assign(message, { stackTrace: await Promise.all(frames) });
  }
  return message;
}

async function locationOf(place: Place, desk: Desk): Promise<vscode.Location | undefined> {
  const { patch, path, side, line } = place;
  const found = await findPatch(desk, patch);
  if (!found) return undefined;
  const uri = addressOf({ site: found.site.key, patch, path, side });
  return new vscode.Location(uri, new vscode.Position(Math.max(0, line - 1), 0));
}
