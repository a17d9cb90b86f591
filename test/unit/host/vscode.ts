/**
 * As much of VS Code as activation touches. It keeps what was registered, and any look at a file or at a setting
 * throws: neither belongs into activation.
 */
export const registeredCommands: string[] = [];
export const createdViews: string[] = [];
/** What fills a tree, by the id of its view. */
export const providers = new Map<string, unknown>();

const disposable = { dispose: () => undefined };
const register = () => disposable;

export const commands = {
  registerCommand: (id: string) => {
    registeredCommands.push(id);
    return disposable;
  },
  executeCommand: (...given: readonly unknown[]) => Promise.resolve(given),
};
export const window = {
  visibleTextEditors: [],
  tabGroups: { onDidChangeTabs: register },
  activeTextEditor: undefined,
  createTreeView: (id: string, options: { readonly treeDataProvider: unknown }) => {
    createdViews.push(id);
    providers.set(id, options.treeDataProvider);
    return { ...disposable, onDidChangeCheckboxState: register };
  },
  registerWebviewViewProvider: (id: string) => {
    createdViews.push(id);
    return disposable;
  },
  createTextEditorDecorationType: register,
  onDidChangeVisibleTextEditors: register,
  onDidChangeActiveTextEditor: register,
  onDidChangeTextEditorSelection: register,
  registerWebviewPanelSerializer: register,
  registerCustomEditorProvider: register,
  registerFileDecorationProvider: register,
  registerUriHandler: register,
};
export const workspace = {
  registerTextDocumentContentProvider: register,
  registerFileSystemProvider: register,
  onDidOpenTextDocument: register,
  onDidChangeConfiguration: register,
  get fs(): never {
    throw new Error("A file was looked at while the extension was activated.");
  },
  get workspaceFolders(): never {
    throw new Error("The workspace was looked at while the extension was activated.");
  },
};
export const languages = {
  createDiagnosticCollection: register,
  registerCodeLensProvider: register,
  registerFoldingRangeProvider: register,
  registerHoverProvider: register,
  registerDocumentSymbolProvider: register,
};
export const debug = {
  registerDebugAdapterDescriptorFactory: register,
  registerDebugConfigurationProvider: register,
  onDidChangeActiveStackItem: register,
  onDidChangeActiveDebugSession: register,
};
export const DebugConfigurationProviderTriggerKind = { Dynamic: 2 };
export const tests = {
  createTestController: () => ({ ...disposable, createRunProfile: () => ({}) }),
};
export const TestRunProfileKind = { Run: 1, Debug: 2 };
export const comments = { createCommentController: register };
export const l10n = {
  t: (words: string, ...values: readonly unknown[]) =>
    words.replace(/\{(\d)\}/g, (_, n: string) => String(values[Number(n)])),
};
export const OverviewRulerLane = { Full: 7 };
export class ThemeColor {
  constructor(readonly id: string) {}
}
export class EventEmitter {
  readonly event = register;
}
export const Disposable = { from: register };
export const Uri = { joinPath: (...parts: readonly unknown[]) => parts.join("/") };
