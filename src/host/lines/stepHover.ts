import * as vscode from "vscode";
import type { StepView } from "../../protocol";
import { nameIn, scheme } from "../diffs/address";
import type { CurrentExecution, Shown } from "../replay/current";
import { asMarkdown } from "../text";

/** More steps than this make a hover that nobody reads. */
const MOST_STEPS = 8;

/** Over a line of a rebuilt text: what the current replay did there, step by step, and what it is yet to do. */
export function offerStepHovers(current: CurrentExecution): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    { scheme },
    {
      provideHover({ uri }, { line }) {
        const isOn = vscode.workspace.getConfiguration("patchArchaeology").get("hovers", true);
        const name = nameIn(uri);
        const shown = current.now;
        if (!isOn || name === undefined || shown === null) return undefined;
        const isHere = ({ place }: StepView): boolean =>
          place !== null &&
          place.patch === name.patch &&
          place.path === name.path &&
          (place.side === name.side ? place.line : place.unchanged ? place.across : null) === line + 1;
        const steps = shown.execution.steps.filter(isHere);
        return steps.length === 0 ? undefined : new vscode.Hover(wordsOf(shown, steps));
      },
    },
  );
}

function wordsOf({ execution, cursor }: Shown, steps: readonly StepView[]): vscode.MarkdownString {
  const { revision, scenario, contexts } = execution;
  const done = steps.filter(({ n }) => n <= cursor).length;
  // Around the position of the replay: what has just happened here, and what comes next.
  const first = Math.max(0, Math.min(done - MOST_STEPS / 2, steps.length - MOST_STEPS));
  const rows = steps.slice(first, first + MOST_STEPS).map(({ n, context, words, cText }) => {
    const who = contexts[context]?.id ?? "";
    const sentence = vscode.l10n.t("step {0}, {1}: {2}", n, who, words || cText);
    return n <= cursor ? `- ${asMarkdown(sentence)}` : `- *${asMarkdown(sentence)}*`;
  });
  const left = steps.length - rows.length;
  const body = new vscode.MarkdownString();
  body.appendMarkdown(`**${asMarkdown(vscode.l10n.t("Replay of {0} on {1}", scenario, revision))}**\n\n`);
  body.appendMarkdown(rows.join("\n"));
  if (left > 0) body.appendMarkdown(`\n\n${asMarkdown(vscode.l10n.t("and {0} more", left))}`);
  if (done < steps.length) body.appendMarkdown(`\n\n${asMarkdown(vscode.l10n.t("Slanted: not done yet."))}`);
  return body;
}
