/** The head of a source viewer is short. */
const REACH = 40;

const packageName = /\.(?:src\.rpm|rpm|deb|dsc|tar\.(?:gz|bz2|xz)|ebuild|spec)\b|by-pkgid|debian\/patches/i;
const headerField = /^(?:From|Subject|Date|Message-Id|To|Cc|Author|Bugzilla|Changelog|Description):/i;

/**
 * Index of the line at which the file begins that a package viewer shows (Sophie, sources.debian.org): a
 * mail header after a page head that names a package. -1 when the page is none.
 */
export function fileStart(lines: readonly { readonly text: string }[]): number {
  const reach = Math.min(lines.length, REACH);
  let isNamed = false;
  for (let i = 0; i < reach; i++) {
    const text = lines[i]?.text ?? "";
    if (packageName.test(text)) isNamed = true;
    if (!isNamed || !headerField.test(text)) continue;
    let fields = 0;
    while (/^(?:[\x21-\x39\x3b-\x7e]+:|[ \t]\S)/.test(lines[i + fields]?.text ?? "")) fields++;
    if (fields >= 2) return i;
  }
  return -1;
}
