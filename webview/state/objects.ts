import type { Conductor } from "../conductor";
import type { Content } from "../dom";
import { el, fill } from "../dom";
import { icon } from "../icons";
import type { FieldState, ObjectState } from "../model/memory";
import { Memory } from "../model/memory";
import type { Store } from "../store";

/** The objects of simulated memory as a person draws them: boxes with fields, who points to them, who freed them. */
export class Objects {
  readonly element = el("div", { class: "objects" });
  private memory: Memory | null = null;

  constructor(store: Store, conductor: Conductor) {
    store.follow((state, before) => {
      if (state.execution !== before.execution)
        this.memory = state.execution ? new Memory(state.execution.view) : null;
      if (
        state.execution === before.execution &&
        state.cursor === before.cursor &&
        state.view === before.view
      )
        return;
      if (state.view !== "replay" || !this.memory) return;
      const objects = this.memory.objectsAt(state.cursor);
      const acting = state.execution?.step(state.cursor)?.object;
      fill(
        this.element,
        ...objects.filter(isThere).map((object) => box(object, object.id === acting, conductor)),
      );
    });
  }
}

/** Objects that are not allocated yet are not drawn. */
function isThere(object: ObjectState): boolean {
  return object.life !== "absent";
}

function box(object: ObjectState, acting: boolean, conductor: Conductor): HTMLElement {
  const freed = object.life === "freed";
  const changed = object.fields.some((field) => field.was !== null);
  const classes = [
    "object",
    freed ? "freed" : "",
    acting ? "acting" : "",
    changed ? "changed" : "",
    object.recorder ? "recorder" : "",
  ];
  const kind = object.recorder
    ? "record of the run"
    : object.struct === object.id
      ? ""
      : `struct ${object.struct}`;
  return el(
    "article",
    { class: classes.join(" ").trim(), "data-object": object.id, "aria-label": object.id },
    el(
      "header",
      { title: object.note },
      el(
        "button",
        {
          class: "object-name",
          type: "button",
          title: `Show only steps on ${object.id}`,
          onclick: () => conductor.filter({ object: object.id }),
        },
        object.id,
      ),
      el("small", {}, kind),
    ),
    freed ? el("p", { class: "freed-by" }, icon("freed"), `freed by ${object.freedBy ?? "?"}`) : null,
    object.heldBy.length > 0 ? el("p", { class: "held-by" }, `held by ${object.heldBy.join(", ")}`) : null,
    el("dl", {}, ...object.fields.flatMap(fieldLines)),
  );
}

function fieldLines(field: FieldState): Content[] {
  const changed = field.was !== null && field.was !== field.value;
  const value: Content[] = changed
    ? [
        el("del", {}, field.was ?? ""),
        el("span", { class: "to", "aria-label": "became" }, " → "),
        el("ins", {}, field.value),
      ]
    : [field.value];
  return [
    el("dt", { class: changed ? "changed" : "", title: field.note }, field.name),
    el("dd", { class: changed ? "changed" : "", title: field.note }, ...value),
  ];
}
