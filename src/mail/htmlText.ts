const named = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
]);

function entity(whole: string, name: string): string {
  if (!name.startsWith("#")) return named.get(name.toLowerCase()) ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** Text with its entities resolved. */
export function withEntities(text: string): string {
  return text.replace(/&(#?\w{1,10});/g, entity);
}

/** The source without what no reader shows, scripts, styles and the head; their line ends stay. */
export function shownHtml(source: string): string {
  return source
    .replace(/<(script|style|head)\b[^>]{0,500}>/gi, "<$1>")
    .split(/<(?=script>|style>|head>)/i)
    .map((piece, i) => (i === 0 ? piece : afterClosing(`<${piece}`)))
    .join("");
}

/**
 * The text of an HTML page. Tags go; line ends of the source are kept, so that line numbers stay right. Nothing is ever
 * shown as HTML.
 */
export function htmlText(source: string): string {
  return withEntities(shownHtml(source).replace(/<[^<>]{0,2000}>/g, (tag) => tag.replace(/[^\n]/g, "")));
}

function afterClosing(piece: string): string {
  const name = /^<(\w+)>/.exec(piece)?.[1] ?? "";
  const end = piece.toLowerCase().indexOf(`</${name.toLowerCase()}>`);
  if (end < 0) return piece;
  return piece.slice(0, end).replace(/[^\n]/g, "") + piece.slice(end + name.length + 3);
}
