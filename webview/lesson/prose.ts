import type { BlockView, InlineView, WordsView } from "../../src/lessonProtocol";
import { el, type Content } from "../dom";
import { codeText, wholeWords } from "./codeText";

/** What happens when a link is clicked, and the words for what it leads to. */
export interface Follow {
  readonly words: WordsView;
  readonly run: (target: string, title: string) => void;
}

/** Blocks of a lesson as elements. All text becomes text nodes. */
export function prose(blocks: readonly BlockView[], follow: Follow): readonly HTMLElement[] {
  return blocks.map((block) => blockElement(block, follow));
}

function blockElement(block: BlockView, follow: Follow): HTMLElement {
  switch (block.kind) {
    case "paragraph":
      return el("p", {}, ...inline(block.content, follow));
    case "heading":
      return el("h2", {}, ...inline(block.content, follow));
    case "quote":
      return el("blockquote", {}, ...block.blocks.flatMap((one) => quoted(one, follow)));
    case "list":
      return el(
        block.ordered ? "ol" : "ul",
        {},
        ...block.items.map((item) => el("li", {}, ...tight(item, follow))),
      );
    case "code":
      return el("pre", { tabindex: 0 }, el("code", {}, block.text));
  }
}

/** The dash that begins the line which says whose words a quote is. */
const dash = "\n— ";

/** A paragraph of a quote; the line that says whose words it is stands apart. */
function quoted(block: BlockView, follow: Follow): readonly HTMLElement[] {
  const content = block.kind === "paragraph" ? block.content : [];
  const at = content.findIndex((part) => part.kind === "text" && part.text.includes(dash));
  const part = content[at];
  if (part?.kind !== "text") return [blockElement(block, follow)];
  const [said = "", ...who] = part.text.split(dash);
  const words = [...content.slice(0, at), { ...part, text: said }];
  const source = [{ ...part, text: who.join(dash) }, ...content.slice(at + 1)];
  return [
    el("p", {}, ...inline(words, follow)),
    el("footer", {}, "— ", el("cite", {}, ...inline(source, follow))),
  ];
}

/** An item that is one paragraph needs no space around it. */
function tight(item: readonly BlockView[], follow: Follow): readonly Content[] {
  const [only, ...more] = item;
  return only?.kind === "paragraph" && more.length === 0 ? inline(only.content, follow) : prose(item, follow);
}

function inline(content: readonly InlineView[], follow: Follow): readonly Content[] {
  return content.flatMap((part): Content | readonly Content[] => {
    switch (part.kind) {
      case "text":
        return wholeWords(part.text);
      case "code":
        return codeText(part.text);
      case "emphasis":
        return el("em", {}, ...inline(part.content, follow));
      case "strong":
        return el("strong", {}, ...inline(part.content, follow));
      case "image":
        return part.source === null
          ? el("em", { class: "lost" }, part.alt)
          : el("img", { src: part.source, alt: part.alt });
      case "link":
        return link(part, follow);
    }
  });
}

function link(part: Extract<InlineView, { readonly kind: "link" }>, follow: Follow): HTMLElement {
  const { target, title, content } = part;
  const kind = /^(\w+)(?:-before)?:/.exec(target)?.[1] ?? "";
  const attributes = {
    class: `link ${kind}`,
    href: "#",
    title: leadsTo(kind, follow.words) ?? target,
    onclick: (event: Event) => {
      event.preventDefault();
      follow.run(target, title);
    },
  };
  return el("a", attributes, ...inline(content, follow));
}

/** What the target of a link leads to, for those who cannot see it by its look. */
function leadsTo(kind: string, words: WordsView): string | undefined {
  const known: Readonly<Record<string, string>> = {
    claim: words.provenLink,
    document: words.documentLink,
    glossary: words.glossaryLink,
    hunk: words.hunkLink,
    lesson: words.lessonLink,
  };
  return known[kind];
}
