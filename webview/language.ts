import { config } from "@vscode/l10n";

// The host gives the translations with the page, as a `meta` element named `l10n` (`vscode.l10n.bundle`). Without one
// every text is shown as it stands in the code.
const bundle = document.querySelector<HTMLMetaElement>('meta[name="l10n"]')?.content;
if (bundle) config({ contents: bundle });
