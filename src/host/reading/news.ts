import type * as vscode from "vscode";
import type { Desk, OpenSite } from "../desk/desk";

const memory = "seen";

/** Only of so many dig sites is it known what was there at the last look. */
const mostSites = 20;

/** What was there at the last look, by key of the dig site: the latest site last. */
type Seen = Readonly<Record<string, readonly string[]>>;

/** Names that stay the same when a document grows: Message-IDs where there are some, and patches by what they change. */
function namesIn({ found }: OpenSite): readonly string[] {
  const messages = found.site.messages.filter(({ message }) => !message.ghost);
  return [
    ...messages.map(({ message }) => message.messageId ?? message.id),
    ...[...found.patches.values()].map(({ id, commit }) => commit ?? id),
  ];
}

/** Knows which messages and patches came to a dig site since it was last opened. */
export class News {
  readonly #state: vscode.Memento;
  readonly #desk: Desk;
  /** New names by site; sites that were never opened before have no news. */
  readonly #fresh = new Map<OpenSite, ReadonlySet<string>>();

  constructor(state: vscode.Memento, desk: Desk) {
    this.#state = state;
    this.#desk = desk;
    desk.onDidChange(() => this.#look());
  }

  /** Whether a message, by Message-ID or else id, or a patch, by commit or else id, is new in a site. */
  isNew(site: OpenSite, name: string): boolean {
    return this.#fresh.get(site)?.has(name) ?? false;
  }

  #look(): void {
    const sites = this.#desk.sites;
    const unseen = sites.filter((site) => !this.#fresh.has(site));
    for (const site of this.#fresh.keys()) if (!sites.includes(site)) this.#fresh.delete(site);
    if (unseen.length === 0) return;
    let seen: Seen = this.#state.get<Seen>(memory, {});
    for (const site of unseen) {
      const names = namesIn(site);
      const before = seen[site.key];
      const known = new Set(before ?? names);
      this.#fresh.set(site, new Set(names.filter((name) => !known.has(name))));
      const others = Object.entries(seen).filter(([key]) => key !== site.key);
      seen = Object.fromEntries([...others.slice(1 - mostSites), [site.key, names]]);
    }
    void this.#state.update(memory, seen);
  }
}
