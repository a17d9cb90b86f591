import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Frame, Locator, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { browser as findBrowser } from "../../src/launch/debian.mjs";
import { root, sample } from "../../src/launch/folders.mjs";
import { openLightEditor } from "../../src/launch/light-editor.mjs";
import { unpackedExtension, vsix } from "../../src/launch/package.mjs";
import { openWholeEditor } from "../../src/launch/whole-editor.mjs";

/** `light`: VS Code 1.91 without a Node extension host. `whole`: today's VS Code with everything. */
export type EditorKind = "light" | "whole";

/** How long a part of the editor may take to appear, in milliseconds, on a machine that is busy. */
const patience = 45_000;

const screenshots = join(root, "test-results");

const windowSize = { width: 1440, height: 1000 };

/** What the README shows; none of it is in the VSIX. */
const pictures = join(root, "media", "pictures");

/** A person's settings in every test: nothing that moves or asks. */
const settings = {
  "workbench.reduceMotion": "on",
  "workbench.tips.enabled": false,
  "diffEditor.codeLens": true,
  "comments.openView": "never",
  // What takes the focus while a test types, such as a debug session that begins, leaves the palette open.
  "workbench.quickOpen.closeOnFocusLost": false,
};

/** Whether something came about, such as an element that was waited for. */
export const happens = (what: Promise<unknown>): Promise<boolean> =>
  what.then(
    () => true,
    () => false,
  );

/** A served VS Code; only the whole one takes new settings while it runs. */
interface Server {
  readonly address: string;
  readonly close: () => void | Promise<void>;
  readonly configure?: (settings: Record<string, unknown>) => void;
}

/** A real VS Code with our extension from its VSIX, and hands to use it with. */
export class Editor {
  /** Those that are open now. */
  static readonly all = new Set<Editor>();
  readonly page: Page;
  readonly kind: EditorKind;
  readonly #browser: Browser;
  readonly #server: Server;
  /** What the extension host or the page complained about, less what the editors say without us. */
  readonly complaints: readonly string[];

  private constructor(kind: EditorKind, browser: Browser, page: Page, server: Server) {
    this.kind = kind;
    this.#browser = browser;
    this.page = page;
    this.#server = server;
    const complaints: string[] = [];
    this.complaints = complaints;
    page.on("console", (message) => {
      if (message.type() === "error" && /patch-archaeology|patchArchaeology/i.test(message.text()))
        complaints.push(message.text());
    });
  }

  /** Starts an editor on a folder, the sample unless said, and waits for the workbench; only the whole one takes further VSIX files. */
  static async open(
    kind: EditorKind,
    folder: string = sample,
    more: Readonly<Record<string, unknown>> = {},
    alsoInstall: readonly string[] = [],
  ): Promise<Editor> {
    const asksForTrust = more["security.workspace.trust.enabled"] === true;
    const options = { folder, settings: { ...settings, ...more }, port: 0, asksForTrust };
    const server: Server =
      kind === "light"
        ? await openLightEditor({ extension: unpackedExtension, ...options })
        : await openWholeEditor({ vsix, alsoInstall, ...options });
    const browser = await chromium.launch({
      executablePath: findBrowser() ?? "chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    });
    const page = await browser.newPage({
      viewport: windowSize,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    page.setDefaultTimeout(patience);
    const editor = new Editor(kind, browser, page, server);
    await page.goto(server.address);
    await page.locator(".monaco-workbench .activitybar").waitFor();
    Editor.all.add(editor);
    return editor;
  }

  async close(): Promise<void> {
    Editor.all.delete(this);
    await this.#browser.close();
    await this.#server.close();
  }

  /** Takes away what a test that failed has left in the way of the next: a menu, a question, a debug session. */
  async tidy(): Promise<void> {
    const inTheWay = this.page
      .locator(".monaco-menu, .monaco-dialog-box, .quick-input-widget")
      .filter({ visible: true });
    for (let n = 0; n < 5 && (await inTheWay.count()) > 0; n++) await this.page.keyboard.press("Escape");
    const stop = this.page
      .locator('.debug-toolbar .action-label[aria-label^="Stop"]')
      .filter({ visible: true });
    if ((await stop.count()) > 0) await stop.click();
  }

  /** Brings our views to the front; the light editor starts with them there. */
  async showViews(): Promise<void> {
    if (this.kind === "whole")
      await this.page.locator('.activitybar a[class*="view-extension-patchArchaeology-"]').click();
    await this.page.locator(".pane-header", { hasText: "Series" }).waitFor();
  }

  /** A row of a view, or of the first one that has such a row, by words in its label or description. */
  row(words: string | RegExp, view?: string): Locator {
    const header = this.page.locator(".pane-header", view === undefined ? {} : { hasText: view });
    return this.page
      .locator(".pane", { has: header })
      .locator(".monaco-list-row", { hasText: words })
      .first();
  }

  /** Opens or closes the node of a tree. */
  async toggle(words: string | RegExp, view?: string): Promise<void> {
    await this.row(words, view).locator(".monaco-tl-twistie").click();
  }

  /** The lines that one side of the diff editor in front shows now, as the text a person reads. */
  async side(which: "original" | "modified"): Promise<string> {
    const lines = this.page.locator(`.monaco-diff-editor .editor.${which} .view-line`);
    const texts = await lines.allTextContents();
    return texts.join("\n").replaceAll("\u00a0", " ");
  }

  /** The replay panel, as soon as it has drawn itself. */
  panel(): Promise<Frame> {
    return this.frame(".transport .where");
  }

  /** Waits for a notification and takes all away. */
  async notified(words: string | RegExp): Promise<void> {
    await this.page.locator(".notification-toast", { hasText: words }).first().waitFor();
    await this.run("Notifications: Clear All Notifications");
  }

  /** The frame of a webview that holds an element; it waits until there is one. */
  async frame(selector: string): Promise<Frame> {
    for (const deadline = Date.now() + patience; Date.now() < deadline; await this.page.waitForTimeout(100))
      for (const frame of this.page.frames())
        if (
          (await frame
            .locator(selector)
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
    throw new Error(`No webview has drawn ${selector}.`);
  }

  /** Runs a command by its title, as a person does in the palette, and types `words` where it asks for some. */
  async run(title: string, words?: string): Promise<void> {
    await this.#choose(`>${title}`, title);
    // The palette's own input goes; an input or a list of the command may come in its place.
    await this.page.waitForFunction((asks) => {
      const box = document.querySelector<HTMLInputElement>(".quick-input-widget .quick-input-box input");
      const isOpen = box?.checkVisibility() === true;
      return isOpen ? !box.value.startsWith(">") : !asks;
    }, words !== undefined);
    if (words === undefined) return;
    await this.type(words);
    await this.#palette.press("Enter");
  }

  /** Starts a launch configuration by its name, as soon as VS Code has read the file. */
  debug(name: string): Promise<void> {
    return this.#choose(`debug ${name}`, name);
  }

  /** Writes into the box that a command has opened, in place of what is in it. */
  async type(words: string): Promise<void> {
    await this.#palette.fill(words);
  }

  /** Presses a key as soon as a diff has the focus, and waits until a tab is in front; no key is pressed twice in haste. */
  async pressUntil(key: string, tab: string): Promise<void> {
    const front = this.page.locator(".tab.active", { hasText: tab });
    for (const deadline = Date.now() + patience; Date.now() < deadline;) {
      await this.page.locator(".monaco-diff-editor .monaco-editor.focused").waitFor();
      await this.page.keyboard.press(key);
      if (await happens(front.waitFor({ timeout: 10_000 }))) return;
    }
    throw new Error(`${key} did not lead to ${tab}.`);
  }

  /** Goes to a line of the editor that has the focus. */
  goToLine(line: number): Promise<void> {
    return this.#choose(`:${line}`, `${line}`);
  }

  /** The input of the palette, and of whatever else asks for words. */
  get #palette(): Locator {
    return this.page.locator(".quick-input-widget .quick-input-box input");
  }

  /**
   * Opens the palette with some words in it, goes down to the first entry that has the others, and takes it. What begins
   * in the meantime, such as a debug session, may take the keyboard or the words away: then all is done again.
   */
  async #choose(words: string, entry: string): Promise<void> {
    const found = this.page.locator(".quick-input-list .monaco-list-row", { hasText: entry }).first();
    const isReached = () =>
      found.evaluate((row) => row.classList.contains("focused"), null, { timeout: 2000 });
    const reached = async () => {
      await this.page.keyboard.press("F1");
      await this.#palette.fill(words, { timeout: 2000 });
      await found.waitFor({ timeout: 5000 });
      for (let n = 0; n < 20 && !(await isReached()); n++) await this.#palette.press("ArrowDown");
      if (!(await isReached())) throw new Error(`"${entry}" is too far down.`);
    };
    for (const deadline = Date.now() + patience; !(await happens(reached()));)
      if (Date.now() > deadline) throw new Error(`The palette does not offer "${entry}".`);
    await this.#palette.press("Enter");
  }

  /** Presses a button that a row or a header shows under the pointer; one that is drawn anew shows none until the pointer comes again. */
  async press(place: Locator, name: string): Promise<void> {
    const button = place.getByRole("button", { name });
    const pressed = async () => {
      await place.hover({ timeout: 2000 });
      await button.click({ timeout: 2000 });
    };
    for (
      const deadline = Date.now() + patience;
      !(await happens(pressed()));
      await this.page.mouse.move(0, 0)
    )
      if (Date.now() > deadline) throw new Error(`There is no button "${name}" to press.`);
  }

  /** Puts the whole editor into a colour theme; the class is what the workbench then has. */
  async theme(name: string, themeClass: string): Promise<void> {
    this.#server.configure?.({ "workbench.colorTheme": name });
    await this.page.reload();
    await this.page.locator(`.monaco-workbench.${themeClass}`).waitFor();
  }

  /** Chooses from the menu of a row that a click with the other button opens. */
  async choose(row: Locator, words: string): Promise<void> {
    await row.click({ button: "right" });
    await this.page.locator(".monaco-menu .action-item", { hasText: words }).first().hover();
    // A menu that has just opened takes no click.
    await this.page.keyboard.press("Enter");
  }

  /** Closes a dig site by its button. */
  async closeSite(words: RegExp): Promise<void> {
    const site = this.row(words, "Series");
    // A row that is drawn anew under the pointer may lose a click.
    for (const deadline = Date.now() + patience; Date.now() < deadline;) {
      await happens(this.press(site, "Close Dig Site"));
      if (await happens(site.waitFor({ state: "detached", timeout: 5000 }))) return;
    }
    throw new Error("The dig site does not close.");
  }

  /** Waits until the status bar says that the cursor is on a line. */
  async cursorAt(line: number): Promise<void> {
    await this.page.locator(".statusbar-item", { hasText: `Ln ${line}, ` }).waitFor();
  }

  /** Rests the pointer on words of a line, as somebody does who wants to know what they mean. */
  async restOn(line: Locator, words: string): Promise<void> {
    const middle = await line.evaluate((element, wanted) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
        const at = text.nodeValue?.indexOf(wanted) ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + wanted.length);
        const { left, width, top, height } = range.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      }
      return null;
    }, words);
    if (middle === null) throw new Error(`The line does not say "${words}".`);
    await this.page.mouse.move(middle.x, middle.y);
  }

  /** Waits until the editor has put away, for its next start, something that has all these words. */
  async remembers(...words: readonly string[]): Promise<void> {
    await this.page.waitForFunction(async (wanted) => {
      for (const { name = "" } of await indexedDB.databases()) {
        if (!name.startsWith("vscode-web-state-db")) continue;
        const values = await new Promise<readonly unknown[]>((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onerror = () => reject(new Error(`${name} does not open.`));
          opening.onsuccess = () => {
            const { result: database } = opening;
            const reading = database.transaction("ItemTable").objectStore("ItemTable").getAll();
            reading.onsuccess = () => resolve(reading.result as readonly unknown[]);
            reading.onerror = () => reject(new Error(`${name} cannot be read.`));
            reading.transaction?.addEventListener("complete", () => database.close());
          };
        });
        if (values.some((value) => typeof value === "string" && wanted.every((word) => value.includes(word))))
          return true;
      }
      return false;
    }, words);
  }

  /** What the badge at the end of a row of a tree says. */
  badge(row: Locator): Promise<string> {
    return row
      .locator(".monaco-icon-label")
      .first()
      .evaluate((label) => getComputedStyle(label, "::after").content.replaceAll('"', ""));
  }

  /** Changes settings of a person; only the whole editor can while it runs. */
  configure(more: Readonly<Record<string, unknown>>): void {
    this.#server.configure?.({ ...settings, ...more });
  }

  /** Keeps a picture of the whole window in test-results. */
  async picture(name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  /**
   * Takes a picture for the README. It goes to test-results as well; with UPDATE_PICTURES set it replaces the
   * one that the README shows.
   */
  async readmePicture(name: string): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const clip = { x: 0, y: 0, ...windowSize, scale: 1 };
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 60, clip });
    const folder = process.env["UPDATE_PICTURES"] === undefined ? screenshots : pictures;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.webp`), data, "base64");
  }
}
