import { t } from "@vscode/l10n";
import type { ToHost } from "../../src/protocol";
import type { Conductor } from "../conductor";
import { textButton } from "../controls";
import { el } from "../dom";
import type { Execution } from "../model/execution";
import { popup } from "../popup";
import type { Store } from "../store";
import { mermaid } from "./mermaid";
import { paletteOf, picture, png } from "./picture";
import { plainText } from "./plainText";
import type { Told } from "./told";
import { toldOf } from "./told";

/** Width of exported pictures in pixels. */
const pictureWidth = 900;

/** The sheet with every way to give an execution to somebody else. */
export function shareMenu(store: Store, conductor: Conductor, send: (message: ToHost) => void): HTMLElement {
  const sheet = el("div", { class: "share-list" });
  const menu = popup(t("Share"), "share", sheet);
  const item = (label: string, run: (execution: Execution) => void | Promise<void>): void => {
    const pressed = (): void => {
      const { execution } = store.state;
      menu.close();
      if (!execution) return conductor.say(t("There is no execution to share yet."));
      Promise.resolve(run(execution)).catch((error: unknown) =>
        conductor.say(
          t("{0} failed: {1}.", label, error instanceof Error ? error.message : String(error)),
          true,
        ),
      );
    };
    sheet.append(textButton(label, pressed));
  };
  const name = (execution: Execution, ending: string): string =>
    `${execution.view.scenario}-${execution.view.revision}.${ending}`;
  // A reader gets what the lanes show: the story of 400 steps fits into a mail, all of them do not.
  const told = (execution: Execution): readonly Told[] =>
    toldOf(execution, store.state.filter, store.state.cursor);
  const draw = (execution: Execution): string =>
    picture(execution, paletteOf(document.body), pictureWidth, told(execution));
  item(t("Copy schedule"), ({ view }) =>
    send({ kind: "copyText", text: view.schedule, what: t("Schedule") }),
  );
  item(t("Copy link"), ({ view }) =>
    send({ kind: "copyLink", schedule: view.schedule, cursor: store.state.cursor }),
  );
  item(t("Copy as text for a mail"), (execution) =>
    send({ kind: "copyText", text: plainText(execution, told(execution)), what: t("Text for a mail") }),
  );
  item(t("Copy as Mermaid diagram"), (execution) =>
    send({ kind: "copyText", text: mermaid(execution, told(execution)), what: t("Mermaid diagram") }),
  );
  item(t("Save picture (SVG)"), (execution) =>
    send({ kind: "saveFile", name: name(execution, "svg"), content: draw(execution), base64: false }),
  );
  item(t("Save picture (PNG)"), async (execution) =>
    send({
      kind: "saveFile",
      name: name(execution, "png"),
      content: await png(draw(execution)),
      base64: true,
    }),
  );
  item(t("Save trace"), ({ view }) => send({ kind: "saveTrace", schedule: view.schedule }));
  sheet.append(
    el("p", { class: "hint" }, t("Texts and pictures show the steps that the lanes show.")),
    textButton(t("Open trace"), () => {
      menu.close();
      send({ kind: "openTrace" });
    }),
  );
  return menu.element;
}
