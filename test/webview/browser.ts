import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { page as panelPage } from "../../src/host/panel/page";
import type { SavedPanel, ToHost, ToPanel } from "../../src/protocol";
import type { Theme } from "./themes";

/** Where the page of a test seems to come from; nothing is really fetched. */
const origin = "https://panel.test";

/** How long a busy machine may take to draw what somebody waits for, in milliseconds. */
const PATIENCE = 240_000;

/** The bundle of the panel, as it is shipped. */
export interface Bundle {
  readonly script: string;
  readonly style: string;
}

const bundles = new Map<string, Promise<Bundle>>();

/** The panel, or another view, bundled as `npm run build` does, and once for all files of tests in a process. */
export function bundle(entry = "webview/main.ts"): Promise<Bundle> {
  const known = bundles.get(entry) ?? bundled(entry);
  bundles.set(entry, known);
  return known;
}

async function bundled(entry: string): Promise<Bundle> {
  const result = await build({
    entryPoints: { webview: entry },
    outdir: "out",
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "warning",
  });
  const of = (ending: string): string =>
    result.outputFiles.find((file) => file.path.endsWith(ending))?.text ?? "";
  return { script: of(".js"), style: of(".css") };
}

let running: Promise<Browser> | undefined;

/**
 * Debian's Chromium; `CHROMIUM` names another one. The files of tests in a process share one, which ends with the process;
 * should it break down or not start, the next file has a new one.
 */
export async function launch(): Promise<Browser> {
  const browser = await (running ?? kept());
  return browser.isConnected() ? browser : kept();
}

/** Starts a browser that all share; one that does not start is not kept. */
function kept(): Promise<Browser> {
  const starting = started();
  running = starting;
  starting.catch(() => (running = undefined));
  return starting;
}

function started(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A panel, or another view, in a page of its own, with a stub in place of VS Code. */
export interface TestPanel<In = ToPanel, Out = ToHost> {
  readonly page: Page;
  /** Sends messages as the extension would. */
  readonly send: (...messages: readonly In[]) => Promise<void>;
  /** Messages the panel sent, oldest first. */
  readonly sent: () => Promise<readonly Out[]>;
  /** What the panel asked VS Code to keep. */
  readonly saved: () => Promise<SavedPanel | null>;
  /** Violations of the content security policy, page errors and errors on the console. */
  readonly errors: readonly string[];
}

/** What the stub of VS Code puts on the window. */
interface Stub<Out = ToHost> {
  readonly sent: Out[];
  state: SavedPanel | null;
  /** Called when {@link END} has arrived. */
  arrived: () => void;
}

/** Posted behind other messages, and kept from the panel: messages arrive in order, so those have been handled. */
const END = "all has arrived";

/** Opens the panel as VS Code would: same page, same policy, theme variables on the root. */
export async function openPanel<In = ToPanel, Out = ToHost>(
  browser: Browser,
  parts: Bundle,
  theme: Theme,
  size: { readonly width: number; readonly height: number } = { width: 1000, height: 760 },
  kept: SavedPanel | null = null,
  texts?: Readonly<Record<string, string>>,
): Promise<TestPanel<In, Out>> {
  const context = await browser.newContext({ viewport: size, reducedMotion: "reduce" });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(`page: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`console: ${message.text()}`);
  });
  const html = panelPage({
    cspSource: origin,
    script: `${origin}/webview.js`,
    style: `${origin}/webview.css`,
    nonce: "testnonce",
    language: "en",
    title: "Replay",
    texts,
  });
  const rules = Object.entries(theme.variables)
    .map(([name, value]) => `${name}:${value};`)
    .join("");
  await page.route(`${origin}/**`, (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === "/webview.js") return route.fulfill({ contentType: "text/javascript", body: parts.script });
    if (path === "/webview.css")
      return route.fulfill({ contentType: "text/css", body: `${parts.style}\n:root{${rules}}` });
    return route.fulfill({
      contentType: "text/html",
      body: html.replace("<body>", `<body class="${theme.bodyClass}">`),
    });
  });
  await page.addInitScript(
    ([state, last]) => {
      const stub: Stub = { sent: [], state, arrived: () => undefined };
      window.addEventListener("message", (event) => {
        if (event.data !== last) return;
        event.stopImmediatePropagation();
        stub.arrived();
      });
      Object.assign(window, {
        stub,
        acquireVsCodeApi: () => ({
          postMessage: (message: ToHost) => stub.sent.push(message),
          getState: () => stub.state,
          setState: (value: SavedPanel) => (stub.state = value),
        }),
      });
      document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`),
      );
    },
    [kept, END] as const,
  );
  await page.goto(`${origin}/`);
  return {
    page,
    errors,
    send: (...messages) =>
      page.evaluate(
        ([all, last]) =>
          new Promise<void>((done) => {
            const { stub } = window as unknown as { stub: Stub };
            stub.arrived = () => setTimeout(done, 0);
            for (const message of [...all, last]) window.postMessage(message, "*");
          }),
        [messages, END] as const,
      ),
    sent: () => page.evaluate(() => (window as unknown as { stub: Stub<Out> }).stub.sent),
    saved: () => page.evaluate(() => (window as unknown as { stub: Stub }).stub.state),
  };
}
