import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../../src/explore";
import { library } from "../../../src/host/worker/models";

/** The parts of the manifest that are looked at. */
interface Manifest {
  readonly version: string;
  readonly activationEvents: readonly string[];
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly icon: string;
  readonly files: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: unknown };
    readonly virtualWorkspaces: unknown;
  };
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category: string }[];
    readonly views: Readonly<
      Record<string, readonly { id: string; type?: string; icon?: string; contextualTitle?: string }[]>
    >;
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        id: string;
        description: string;
        media: { svg: string; altText: string };
        completionEvents: readonly string[];
      }[];
    }[];
    readonly viewsWelcome: readonly { view: string; contents: string }[];
    readonly menus: Readonly<Record<string, readonly { command: string; when?: string; group?: string }[]>>;
    readonly keybindings?: readonly { command: string; when?: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { default?: unknown; scope?: string; enum?: unknown[]; enumDescriptions?: string[] }>
      >;
    };
  };
}

const text = readFileSync("package.json", "utf8");
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(readFileSync("package.nls.json", "utf8")) as Readonly<Record<string, string>>;
const { contributes } = manifest;
const commands = contributes.commands.map(({ command }) => command);
const views = Object.values(contributes.views).flat();

describe("the manifest", () => {
  test("wakes the extension for what was asked for only", () => {
    expect(manifest.activationEvents).not.toContain("*");
    expect(manifest.activationEvents).not.toContain("onStartupFinished");
  });

  test("gives every command a category and a plain title", () => {
    for (const { title, category } of contributes.commands) {
      expect(category).toBe("%displayName%");
      expect(strings[title.slice(1, -1)]).toMatch(/^[A-Z][^:]+$/);
    }
  });

  test("has menus of declared commands only, each with a group and a condition", () => {
    for (const [menu, entries] of Object.entries(contributes.menus))
      for (const entry of entries) {
        expect(commands).toContain(entry.command);
        expect(entry.when, `${menu} ${entry.command}`).toBeTruthy();
        if (menu !== "commandPalette") expect(entry.group, `${menu} ${entry.command}`).toBeTruthy();
      }
  });

  test("hides from the palette what needs something to be clicked", () => {
    const hidden = (contributes.menus["commandPalette"] ?? []).filter(({ when }) => when === "false");
    const needClick = ["view/item/context", "explorer/context"].flatMap((menu) =>
      (contributes.menus[menu] ?? []).map(({ command }) => command),
    );
    // This one asks for the patch where none was clicked.
    const asks = "patchArchaeology.draftReply";
    expect(hidden.map(({ command }) => command)).toEqual(
      expect.arrayContaining(needClick.filter((command) => command !== asks)),
    );
  });

  test("binds keys under conditions of its own only", () => {
    for (const { when } of contributes.keybindings ?? [])
      expect(when).toMatch(/patchArchaeology|patch-archaeology/);
  });

  test("has an icon and a welcome with an action for every view", () => {
    for (const { id, icon, type } of views) {
      expect(icon).toBeTruthy();
      // A webview is never empty, and VS Code shows no welcome in it.
      if (type === "webview") continue;
      const welcome = contributes.viewsWelcome.find(({ view }) => view === id);
      const contents = strings[(welcome?.contents ?? "").slice(1, -1)] ?? "";
      const linked = [...contents.matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command);
      expect(linked.length, id).toBeGreaterThan(0);
      for (const command of linked) expect(commands).toContain(command);
    }
  });

  test("gives every setting a default and a scope, and words for every choice", () => {
    for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
      expect(setting.default, name).toBeDefined();
      expect(setting.scope, name).toBeDefined();
      if (setting.enum) expect(setting.enumDescriptions, name).toHaveLength(setting.enum.length);
    }
  });

  test("gives a search as much memory as the command line does", () => {
    const megabytes = contributes.configuration.properties["patchArchaeology.explore.memory"]?.default;
    expect(Number(megabytes) * 2 ** 20).toBe(defaultLimits.memory);
  });

  test("has one walkthrough of at most five steps, each with a picture, its words, and an end", () => {
    const [walkthrough, ...others] = contributes.walkthroughs;
    expect(others).toEqual([]);
    expect(walkthrough?.steps.length).toBeLessThanOrEqual(5);
    for (const { id, description, media, completionEvents } of walkthrough?.steps ?? []) {
      expect(readFileSync(media.svg, "utf8"), id).toMatch(/^<svg /);
      expect(strings[media.altText.slice(1, -1)], id).toMatch(/\.$/);
      expect(completionEvents.length, id).toBeGreaterThan(0);
      const words = strings[description.slice(1, -1)] ?? "";
      const linked = [...words.matchAll(/\(command:([\w.]+)\)/g)].map(([, command = ""]) => command);
      const known = [...commands, ...views.map((view) => `${view.id}.focus`)];
      for (const command of linked) expect(known).toContain(command);
      for (const event of completionEvents)
        expect([...commands, ...views.map((view) => view.id)]).toContain(event.replace(/^on\w+:/, ""));
    }
  });

  test("keeps its words in package.nls.json, all of which are used", () => {
    const used = new Set([...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
    expect(used).toEqual(new Set(Object.keys(strings)));
  });

  test("works in Restricted Mode for reading, in virtual workspaces, and in a browser", () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe("limited");
    expect(manifest.capabilities.virtualWorkspaces).toBe(true);
    expect(text).toContain('"browser": "./dist/host/extension.js"');
  });

  test("is the version that shared traces and pictures name", () => {
    expect(library.versions).toBe(`patch-archaeology ${manifest.version}`);
  });

  test("pins the types of VS Code to the version that it asks for", () => {
    const { vscode } = manifest.engines;
    expect(vscode).toBe("^1.91.0");
    expect(manifest.devDependencies["vscode"]).toBe("npm:@types/vscode@1.91.0");
  });

  test("has a PNG icon of 128 pixels, categories and keywords", () => {
    const icon = readFileSync(manifest.icon);
    expect(icon.toString("latin1", 1, 4)).toBe("PNG");
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([128, 128]);
    expect(manifest.categories.length).toBeGreaterThan(0);
    expect(manifest.keywords.length).toBeGreaterThan(0);
  });
});
