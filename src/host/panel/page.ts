/** Where the parts of the panel's page come from. */
export interface PageSources {
  /** Origin that VS Code serves the extension's files from. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Fresh for every page. */
  readonly nonce: string;
  readonly language: string;
  readonly title: string;
  /** For a page that speaks by itself: the editor's texts by those of the code (`vscode.l10n.bundle`). */
  readonly texts?: Readonly<Record<string, string>> | undefined;
}

/**
 * The page of a webview of ours. Nothing may load or run but our own script, style and pictures: no inline style, no
 * evaluation, no network. Pictures may also come from `data:` because the PNG export draws an SVG of its own on a canvas.
 * The toolkit reads the nonce from the `csp-nonce` property for the styles it makes.
 */
export function page(sources: PageSources): string {
  const { cspSource, script, style, nonce, language, title, texts } = sources;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `img-src ${cspSource} data:`,
    `font-src ${cspSource}`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
${texts ? `<meta name="l10n" content="${quoted(JSON.stringify(texts))}">\n` : ""}<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>${title}</title>
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

/** `text` for the inside of a quoted attribute. */
function quoted(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}

/** 128 random bits: a page's script nonce must not be guessable (CSP Level 3, section 7.1). */
export function freshNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
