/** Called by VS Code when a view, command or editor of the extension is used for the first time. */
export function activate(): void {
  return;
}
