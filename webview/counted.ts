import { t } from "@vscode/l10n";

/** What the panel counts. */
type Thing = "steps" | "executions" | "states" | "hunks" | "other fields";

/** "1 step", "1,294 steps"; whole phrases, so that a translation can put them as its language does. */
export function counted(count: number, thing: Thing): string {
  const isOne = count === 1;
  const number = count.toLocaleString("en");
  switch (thing) {
    case "steps":
      return isOne ? t("1 step") : t("{0} steps", number);
    case "executions":
      return isOne ? t("1 execution") : t("{0} executions", number);
    case "states":
      return isOne ? t("1 state") : t("{0} states", number);
    case "hunks":
      return isOne ? t("1 hunk") : t("{0} hunks", number);
    case "other fields":
      return isOne ? t("1 other field") : t("{0} other fields", number);
  }
}
