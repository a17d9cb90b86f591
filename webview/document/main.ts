import { ProtocolError } from "../../src/checks";
import {
  documentProtocolVersion,
  readToPage,
  type FromPage,
  type MessageView,
  type PatchView,
  type ToPage,
} from "../../src/documentProtocol";
import { el, fill } from "../dom";
import "./document.css";

declare function acquireVsCodeApi(): { readonly postMessage: (message: FromPage) => void };

const api = acquireVsCodeApi();
const root = el("main");
document.body.append(root);

type Labels = ToPage["labels"];

function link(words: string, message: FromPage): HTMLElement {
  return el("button", { class: "link", type: "button", onclick: () => api.postMessage(message) }, words);
}

const rowClasses: Readonly<Record<string, string>> = { "+": "added", "-": "deleted" };

function patch({ title, files }: PatchView): HTMLElement {
  const hunks = files.flatMap((file) => [
    el("h3", {}, file.path, " ", el("small", {}, file.counts)),
    ...file.hunks.map(({ id, heading, rows }, index) =>
      el(
        "div",
        { class: "hunk" },
        link(`#${index + 1} ${heading}`, { kind: "hunk", id }),
        el(
          "pre",
          {},
          ...rows.map((row) => el("span", { class: rowClasses[row[0] ?? ""] ?? "" }, `${row}\n`)),
        ),
      ),
    ),
  ]);
  return el("section", { "aria-label": title }, ...hunks);
}

/** A message that can be unfolded; what is in it is made when it first is, so that long threads open at once. */
function message(view: MessageView, labels: Labels, isOpen: boolean): HTMLElement {
  const { subject, from, line, depth, ghost, words, patches } = view;
  const body = el("div", { class: "body" });
  const details = el(
    "details",
    { class: `depth-${depth}` },
    el("summary", {}, el("b", {}, subject), ` ${from}`, ghost ? el("i", {}, ` ${labels.ghost}`) : null),
    body,
  );
  const unfold = () => {
    if (!details.open || body.hasChildNodes()) return;
    fill(
      body,
      link(`${labels.showText}, ${labels.line} ${line}`, { kind: "text", line }),
      el("pre", { class: "words" }, words.join("\n").trim()),
      ...patches.map(patch),
    );
  };
  details.addEventListener("toggle", unfold);
  details.open = isOpen;
  unfold();
  return details;
}

function show({ title, summary, problems, messages, labels }: ToPage): void {
  fill(
    root,
    el("h1", {}, title),
    el(
      "p",
      { class: "actions" },
      summary,
      link(labels.showText, { kind: "text", line: 1 }),
      link(labels.openSite, { kind: "site" }),
    ),
    problems.length === 0
      ? null
      : el("ul", { class: "problems" }, ...problems.map((one) => el("li", {}, one))),
    messages.length === 0 ? el("p", {}, labels.nothing) : null,
    ...messages.map((one, index) => message(one, labels, index === 0)),
  );
}

window.addEventListener("message", ({ data }) => {
  try {
    show(readToPage(data));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    fill(root, el("p", {}, error.message));
  }
});
api.postMessage({ kind: "ready", version: documentProtocolVersion });
