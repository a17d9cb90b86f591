/** Where the parts of the panel's page come from. */
export interface PageSources {
  /** Origin that VS Code serves the extension's files from. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Fresh for every page. */
  readonly nonce: string;
  readonly language: string;
}

/**
 * The panel's page. Nothing may load or run but our own script and style: no inline style, no evaluation,
 * no network. Pictures may come from `data:` because the PNG export draws an SVG of its own on a canvas.
 * The toolkit reads the nonce from the `csp-nonce` property for the styles it makes.
 */
export function page(sources: PageSources): string {
  const { cspSource, script, style, nonce, language } = sources;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    "img-src data:",
    `font-src ${cspSource}`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Replay</title>
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
