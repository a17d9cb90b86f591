import * as vscode from "vscode";
import { readLink } from "../../lessons/link";
import type { Client } from "../worker/client";
import type { GlossaryHover } from "./glossaryHover";
import type { Stage } from "./stage";

/** What links of a lesson can reach. */
export interface Reach {
  readonly stage: Stage;
  readonly worker: Client;
  readonly glossary: GlossaryHover;
  readonly openLesson: (id: string) => void;
  readonly say: (sentence: string) => void;
}

/** Follows a link of a lesson. @throws Error with one sentence if it leads nowhere */
export async function follow(target: string, title: string, reach: Reach): Promise<void> {
  const link = readLink(target, title);
  if (typeof link === "string") throw new Error(link);
  switch (link.kind) {
    case "claim": {
      const { ground, schedule } = await reach.worker.ask("example", link.target);
      return reach.stage.replay(ground, schedule, { at: "failure", by: null });
    }
    case "glossary": {
      const entry = await reach.glossary.entry(link.name);
      return reach.say(entry ? entry.plain : vscode.l10n.t('The glossary has no entry "{0}".', link.name));
    }
    case "lesson":
      return reach.openLesson(link.id);
    case "document":
      return reach.stage.passage(link.passage);
    case "hunk":
      return reach.stage.hunkLine(link.hunkLine);
    case "web":
      await vscode.env.openExternal(vscode.Uri.parse(link.url));
  }
}
