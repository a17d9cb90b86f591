import { t } from "@vscode/l10n";
import type { Conductor } from "../conductor";
import { iconButton, textButton, textField } from "../controls";
import type { Content } from "../dom";
import { el, fill } from "../dom";
import { popup } from "../popup";
import type { PanelState, Store } from "../store";

/** The sheet with named branches and bookmarks. */
export function keepMenu(store: Store, conductor: Conductor): HTMLElement {
  const sheet = el("div", { class: "keep-list" });
  const menu = popup(t("Kept"), "bookmark", sheet);
  const field = textField(t("Name this branch"), (name) => conductor.keepBranch(name));
  const mark = textButton(t("Bookmark this step"), () => conductor.toggleBookmark(), { icon: "bookmark" });
  const lists = el("div", {});
  sheet.append(field, mark, lists);
  store.follow((state, before) => {
    const same = state.branches === before.branches && state.bookmarks === before.bookmarks;
    if (same && lists.childElementCount > 0) return;
    menu.label(
      state.branches.length + state.bookmarks.length === 0
        ? t("Keep")
        : t("Kept ({0})", state.branches.length + state.bookmarks.length),
    );
    fill(lists, ...entries(state, conductor, menu.close));
  });
  return menu.element;
}

function entries(state: PanelState, conductor: Conductor, close: () => void): Content[] {
  const entry = (label: string, title: string, open: () => void, drop: () => void): Content =>
    el(
      "div",
      { class: "kept" },
      el(
        "button",
        {
          class: "link",
          type: "button",
          title,
          onclick: () => {
            close();
            open();
          },
        },
        label,
      ),
      iconButton("close", t("Remove {0}", label), drop),
    );
  return [
    el("h3", {}, t("Branches")),
    state.branches.length === 0
      ? el("p", { class: "hint" }, t("None yet. Every choice of yours can be kept under a name."))
      : null,
    ...state.branches.map((branch) =>
      entry(
        branch.name,
        branch.schedule,
        () => conductor.replay(branch.schedule, t("Branch {0}", branch.name), branch.cursor),
        () => conductor.dropBranch(branch.name),
      ),
    ),
    el("h3", {}, t("Bookmarks")),
    state.bookmarks.length === 0 ? el("p", { class: "hint" }, t("None yet. B marks the step shown.")) : null,
    ...state.bookmarks.map((bookmark) =>
      entry(
        `${bookmark.step}: ${bookmark.note}`,
        t("Go to this step"),
        () => conductor.goTo(bookmark.step),
        () => conductor.dropBookmark(bookmark.step),
      ),
    ),
  ];
}
