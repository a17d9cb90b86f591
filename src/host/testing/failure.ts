import * as vscode from "vscode";
import { modelPatch } from "../../models/sources/modelSources";
import type { PlacesOf } from "../../models/places/places";
import type { Place } from "../../models/places/shownRows";
import type { Desk } from "../desk/desk";
import { findPatch } from "../desk/lookup";
import { addressOf } from "../diffs/address";
import { modelAddress } from "../model/address";
import type { JudgedDifference } from "../worker/requests";

/** A frame of a test message's stack, where VS Code has them (1.93 and newer). */
type FrameType = new (label: string, uri?: vscode.Uri, position?: vscode.Position) => object;

/** The lines of steps: in the diffs that are open, and in the models' own source, which is always there. */
export interface FailurePlaces {
  readonly inDiffs: PlacesOf;
  readonly inModels: PlacesOf;
}

/** A difference in words; what tells it from others comes first, since lists cut the rest off. */
export function messageWords({ sentence, failure }: JudgedDifference): string {
  if (!failure) return sentence;
  const { kind, object, function: name } = failure;
  return `${kind} ${object}${name === "" ? "" : `, ${name}()`}: ${sentence}`;
}

/** What differs as a test message: a violation at its line of C, with the stacks of all contexts. */
export async function messageOf(
  difference: JudgedDifference,
  { inDiffs, inModels }: FailurePlaces,
  desk: Desk,
): Promise<vscode.TestMessage> {
  const message = new vscode.TestMessage(messageWords(difference));
  const { failure } = difference;
  if (!failure) return message;
  const { stacks } = failure;
  const own = stacks.find(({ context }) => context === failure.contextId);
  // A line that no hunk shows has callers; innermost call first.
  const calls = [failure, ...(own?.calls ?? []).toReversed()];
  const place = calls.flatMap((call) => inDiffs(call))[0] ?? calls.flatMap((call) => inModels(call))[0];
  const location = place && (await locationOf(place, desk));
  if (location) message.location = location;
  const { TestMessageStackFrame: Frame } = vscode as { readonly TestMessageStackFrame?: FrameType };
  if (Frame) {
    const frames = stacks.flatMap(({ context, calls: stack }) =>
      stack.toReversed().map(async (call) => {
        const shown = inDiffs(call)[0] ?? inModels(call)[0];
        const there = shown && (await locationOf(shown, desk));
        return new Frame(`${context}: ${call.function}`, there?.uri, there?.range.start);
      }),
    );
    Object.assign(message, { stackTrace: await Promise.all(frames) });
  }
  return message;
}

async function locationOf(place: Place, desk: Desk): Promise<vscode.Location | undefined> {
  const uri = await addressIn(place, desk);
  return uri && new vscode.Location(uri, new vscode.Position(Math.max(0, place.line - 1), 0));
}

async function addressIn({ patch, path, side }: Place, desk: Desk): Promise<vscode.Uri | undefined> {
  if (patch === modelPatch) return modelAddress(path);
  const found = await findPatch(desk, patch);
  return found && addressOf({ site: found.site.key, patch, path, side });
}
