import { t } from "@vscode/l10n";
import type { ExecutionView } from "../../src/protocol";
import type { Conductor } from "../conductor";
import type { Content } from "../dom";
import { el, fill } from "../dom";
import { icon } from "../icons";
import type { FieldState, ObjectState } from "../../src/memory";
import { Memory } from "../../src/memory";
import type { PanelState, Store } from "../store";
import { counted } from "../counted";
import { withErrnos } from "../../src/errno";

/** The objects of simulated memory as a person draws them: boxes with fields, who points to them, who freed them. */
export class Objects {
  readonly element = el("div", { class: "objects-side" });
  readonly #conductor: Conductor;
  readonly #boxes = el("div", { class: "objects" });
  readonly #idle = el("details", { class: "idle" });
  #memory: Memory | null = null;
  #ids: ReadonlySet<string> = new Set();
  /** How often the execution changes a cell. */
  #changes: ReadonlyMap<string, number> = new Map();
  readonly #unfolded = new Set<string>();
  /** Objects that some step of the execution uses or changes; the others are drawn apart. */
  #used: ReadonlySet<string> = new Set();

  constructor(store: Store, conductor: Conductor) {
    this.#conductor = conductor;
    this.element.append(this.#boxes, this.#idle);
    for (const name of ["pointerover", "focusin"])
      this.element.addEventListener(name, (event) => this.#point(event));
    for (const name of ["pointerout", "focusout"])
      this.element.addEventListener(name, () => this.#mark(null));
    store.follow((state, before) => {
      if (state.execution !== before.execution) this.#learn(state.execution?.view ?? null);
      const same = state.execution === before.execution && state.cursor === before.cursor;
      if ((same && state.view === before.view) || state.view !== "replay") return;
      this.#draw(state);
    });
  }

  #learn(execution: ExecutionView | null): void {
    this.#memory = execution ? new Memory(execution) : null;
    this.#ids = new Set(execution?.objects.map((object) => object.id));
    const steps = execution?.steps ?? [];
    const changes = new Map<string, number>();
    for (const change of steps.flatMap((step) => step.changes)) {
      const cell = `${change.object}->${change.field}`;
      changes.set(cell, (changes.get(cell) ?? 0) + 1);
    }
    this.#changes = changes;
    this.#used = new Set(
      steps.flatMap((step) => [step.object, ...step.changes.map((change) => change.object)]),
    );
  }

  #draw(state: PanelState): void {
    const objects = this.#memory?.objectsAt(state.cursor).filter(isThere) ?? [];
    const acting = state.execution?.step(state.cursor)?.object;
    const draw = (object: ObjectState): HTMLElement => this.#box(object, object.id === acting);
    const inUse = objects.filter((object) => this.#used.has(object.id));
    fill(this.#boxes, ...comingAndGoing(inUse).map(draw));
    this.#boxes.querySelector(".acting")?.scrollIntoView({ block: "nearest" });
    const others = objects.filter((object) => !this.#used.has(object.id));
    this.#idle.hidden = others.length === 0;
    const names = others.map((object) => object.id).join(", ");
    fill(
      this.#idle,
      el("summary", {}, t("Not used by this execution: {0}", names)),
      el("div", { class: "objects" }, ...others.map(draw)),
    );
  }

  /** Marks the object that the pointer under the mouse, or with the focus, points to. */
  #point(event: Event): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-target]") : null;
    this.#mark(link?.dataset["target"] ?? null);
  }

  #mark(id: string | null): void {
    for (const box of this.element.querySelectorAll<HTMLElement>(".object"))
      box.classList.toggle("pointed", id !== null && box.dataset["object"] === id);
  }

  #go(id: string): void {
    const box = [...this.element.querySelectorAll<HTMLElement>(".object")].find(
      (one) => one.dataset["object"] === id,
    );
    box?.scrollIntoView({ block: "nearest" });
    box?.querySelector("button")?.focus();
  }

  #box(object: ObjectState, acting: boolean): HTMLElement {
    const freed = object.life === "freed";
    const marks = { freed, acting, recorder: object.recorder };
    const classes = Object.entries(marks).flatMap(([name, on]) => (on ? [name] : []));
    const telling = object.fields.filter((field) => this.#tells(object.id, field));
    const quiet = object.fields.filter((field) => !telling.includes(field));
    const kind = object.recorder
      ? t("record of the run")
      : object.struct === object.id
        ? ""
        : `struct ${object.struct}`;
    return el(
      "article",
      { class: ["object", ...classes].join(" "), "data-object": object.id, "aria-label": object.id },
      el(
        "header",
        { title: object.note },
        el(
          "button",
          {
            class: "object-name",
            type: "button",
            title: t("Show only steps on {0}", object.id),
            onclick: () => this.#conductor.filter({ object: object.id }),
          },
          object.id,
        ),
        el("small", {}, kind),
      ),
      freed ? el("p", { class: "freed-by" }, icon("freed"), t("freed by {0}", object.freedBy ?? "?")) : null,
      object.heldBy.length > 0
        ? el("p", { class: "held-by" }, t("held by {0}", object.heldBy.join(", ")))
        : null,
      el("dl", {}, ...recordersLast(telling).flatMap((field) => this.#field(field))),
      quiet.length === 0 ? null : this.#others(object.id, quiet),
    );
  }

  /** Fields that change more than once, that change now or that point to something: what a person follows. */
  #tells(object: string, field: FieldState): boolean {
    return (
      field.was !== null ||
      this.#ids.has(field.value) ||
      (this.#changes.get(`${object}->${field.name}`) ?? 0) > 1
    );
  }

  /** The fields that do not tell much, folded; they stay unfolded where a person unfolded them. */
  #others(object: string, fields: readonly FieldState[]): HTMLElement {
    const unfold = (event: Event): void => {
      if (event.target instanceof HTMLDetailsElement && event.target.open) this.#unfolded.add(object);
      else this.#unfolded.delete(object);
    };
    return el(
      "details",
      { class: "other-fields", open: this.#unfolded.has(object), ontoggle: unfold },
      el("summary", {}, counted(fields.length, "other fields")),
      el("dl", {}, ...fields.flatMap((field) => this.#field(field))),
    );
  }

  #field(field: FieldState): Content[] {
    const changed = field.was !== null && field.was !== field.value;
    const now = this.#value(field.value);
    const value: Content[] = changed
      ? [el("del", {}, withErrnos(field.was ?? "")), el("span", { class: "to" }, " → "), el("ins", {}, now)]
      : [now];
    const classes = `${changed ? "changed" : ""} ${field.recorder ? "recorded" : ""}`;
    return [
      el("dt", { class: classes, title: field.note }, field.name),
      el("dd", { class: classes, title: field.note }, ...value),
    ];
  }

  /** A value; a pointer is a link to its target. */
  #value(text: string): Content {
    if (!this.#ids.has(text)) return withErrnos(text);
    const follow = (): void => this.#go(text);
    return el(
      "button",
      { class: "pointer", type: "button", "data-target": text, title: t("Go to {0}", text), onclick: follow },
      text,
    );
  }
}

/** Objects that are not allocated yet are not drawn. */
function isThere(object: ObjectState): boolean {
  return object.life !== "absent";
}

/** What is allocated and freed stands before what is always there. */
function comingAndGoing(objects: readonly ObjectState[]): readonly ObjectState[] {
  return [
    ...objects.filter(({ life }) => life !== "static"),
    ...objects.filter(({ life }) => life === "static"),
  ];
}

function recordersLast(fields: readonly FieldState[]): readonly FieldState[] {
  return [...fields.filter((field) => !field.recorder), ...fields.filter((field) => field.recorder)];
}
