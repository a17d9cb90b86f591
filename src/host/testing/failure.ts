import * as vscode from "vscode";
import type { PlacesOf } from "../../models/places/places";
import type { Place } from "../../models/places/shownRows";
import type { Desk } from "../desk/desk";
import { findPatch } from "../desk/lookup";
import { addressOf } from "../diffs/address";
import type { JudgedDifference } from "../worker/requests";

/** A frame of a test message's stack, where VS Code has them (1.93 and newer). */
type FrameType = new (label: string, uri?: vscode.Uri, position?: vscode.Position) => object;

/** What differs as a test message: a violation at its line of C, with the stacks of all contexts. */
export async function messageOf(
  { sentence, failure }: JudgedDifference,
  places: PlacesOf,
  desk: Desk,
): Promise<vscode.TestMessage> {
  const message = new vscode.TestMessage(sentence);
  if (!failure) return message;
  const { stacks } = failure;
  const own = stacks.find(({ context }) => context === failure.contextId);
  // A line that no hunk shows has callers; innermost call first.
  const calls = [failure, ...(own?.calls ?? []).toReversed()];
  const place = calls.flatMap((call) => places(call))[0];
  const location = place && (await locationOf(place, desk));
  if (location) message.location = location;
  const { TestMessageStackFrame: Frame } = vscode as { readonly TestMessageStackFrame?: FrameType };
  if (Frame) {
    const frames = stacks.flatMap(({ context, calls: stack }) =>
      stack.toReversed().map(async (call) => {
        const [shown] = places(call);
        const there = shown && (await locationOf(shown, desk));
        return new Frame(`${context}: ${call.function}`, there?.uri, there?.range.start);
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
