import * as vscode from "vscode";
import type { Setup } from "../../protocol";

/** What a link to a replay says. */
export interface LinkedRun {
  readonly setup: Setup;
  readonly schedule: string;
  readonly cursor: number;
}

/** Path of the addresses that open a replay. */
export const replayPath = "/replay";

/** The query of a link; what has its usual value is left out, so that a link stays short enough for a mail. */
export function linkQuery({ setup, schedule, cursor }: LinkedRun): string {
  const query = new URLSearchParams({ scenario: setup.scenario, revision: setup.revision, schedule });
  if (cursor > 0) query.set("step", String(cursor));
  if (setup.custom !== null) query.set("custom", setup.custom);
  if (setup.beside !== null) query.set("beside", setup.beside);
  for (const hunk of setup.without) query.append("without", hunk);
  if (setup.irq !== "any-cpu") query.set("irq", setup.irq);
  if (setup.continueAfterOops) query.set("continueAfterOops", "1");
  return query.toString();
}

/** Reads the query of a link. @throws Error with one sentence that names the missing or wrong part */
export function readLinkQuery(text: string): LinkedRun {
  const query = new URLSearchParams(text);
  const required = (name: string): string => {
    const value = query.get(name);
    if (value === null || value === "") throw new Error(vscode.l10n.t('The link has no "{0}".', name));
    return value;
  };
  const step = query.get("step") ?? "0";
  if (!/^\d{1,9}$/.test(step))
    throw new Error(vscode.l10n.t('The link\'s "step" is not a number: {0}.', step));
  const irq = query.get("irq") ?? "any-cpu";
  if (irq !== "any-cpu" && irq !== "same-cpu")
    throw new Error(vscode.l10n.t('The link\'s "irq" is neither any-cpu nor same-cpu: {0}.', irq));
  return {
    setup: {
      scenario: required("scenario"),
      custom: query.get("custom"),
      revision: required("revision"),
      beside: query.get("beside"),
      without: query.getAll("without"),
      irq,
      continueAfterOops: query.get("continueAfterOops") === "1",
    },
    schedule: required("schedule"),
    cursor: Number(step),
  };
}
