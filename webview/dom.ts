/**
 * Makes elements. Text only ever becomes a text node, so nothing that came out of a mail or a patch can
 * turn into markup; there is no way in this module to set HTML.
 */

/** What may stand inside an element; null stands for nothing. */
export type Content = Node | string | null;

/** Attributes and listeners of an element: `class`, `onclick`, `aria-label` and so on. */
export type Attributes = Readonly<Record<string, string | number | boolean | ((event: Event) => void)>>;

function setAll(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, String(value));
  }
}

/** An HTML element, with attributes and content. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...content: readonly Content[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAll(element, attributes);
  element.append(...content.filter((part) => part !== null));
  return element;
}

const svgNamespace = "http://www.w3.org/2000/svg";

/** An SVG element, with attributes and content. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...content: readonly Content[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(svgNamespace, tag);
  setAll(element, attributes);
  element.append(...content.filter((part) => part !== null));
  return element;
}

/** Puts `content` in place of all that `parent` holds. */
export function fill(parent: Element, ...content: readonly Content[]): void {
  parent.replaceChildren(...content.filter((part) => part !== null));
}
