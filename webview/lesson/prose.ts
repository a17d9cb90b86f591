import type { BlockView, InlineView } from "../../src/lessonProtocol";
import { el, type Content } from "../dom";

/** What happens when a link is clicked. */
export type Follow = (target: string, title: string) => void;

/** What the target of a link leads to, for its look and for those who cannot see it. */
const kinds: Readonly<Record<string, string>> = {
  claim: "proven by the models; runs it",
  document: "opens the document",
  glossary: "word of the glossary",
  hunk: "opens the diff",
  lesson: "opens the lesson",
};

/** Blocks of a lesson as elements. All text becomes text nodes. */
export function prose(blocks: readonly BlockView[], follow: Follow): readonly HTMLElement[] {
  return blocks.map((block) => blockElement(block, follow));
}

function blockElement(block: BlockView, follow: Follow): HTMLElement {
  switch (block.kind) {
    case "paragraph":
      return el("p", {}, ...inline(block.content, follow));
    case "heading":
      return el("h3", {}, ...inline(block.content, follow));
    case "quote":
      return el("blockquote", {}, ...prose(block.blocks, follow));
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

/** An item that is one paragraph needs no space around it. */
function tight(item: readonly BlockView[], follow: Follow): readonly Content[] {
  const [only, ...more] = item;
  return only?.kind === "paragraph" && more.length === 0 ? inline(only.content, follow) : prose(item, follow);
}

function inline(content: readonly InlineView[], follow: Follow): readonly Content[] {
  return content.map((part): Content => {
    switch (part.kind) {
      case "text":
        return part.text;
      case "code":
        return el("code", {}, part.text);
      case "emphasis":
        return el("em", {}, ...inline(part.content, follow));
      case "strong":
        return el("strong", {}, ...inline(part.content, follow));
      case "image":
        return el("img", { src: part.target, alt: part.alt });
      case "link": {
        const kind = /^(\w+):/.exec(part.target)?.[1] ?? "";
        const attributes = {
          class: `link ${kind}`,
          href: "#",
          title: kinds[kind] ?? part.target,
          onclick: (event: Event) => {
            event.preventDefault();
            follow(part.target, part.title);
          },
        };
        return el("a", attributes, ...inline(part.content, follow));
      }
    }
  });
}
