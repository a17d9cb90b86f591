import { writeFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";

/** The command of the palette that asks the tools. */
export const probeTitle = "Probe the Tools";

/** The file in the folder that is open which gets the answers: one text each, by the names of the tools. */
export const probeAnswers = "answers.json";

/** Writes an extension that calls our tools as language models do, by VS Code's own interface, as a VSIX. */
export function writeToolProbe(vsix: string, calls: Readonly<Record<string, object>>): void {
  const manifest = {
    ...{ name: "tool-probe", publisher: "test", version: "1.0.0", engines: { vscode: "^1.95.0" } },
    main: "./probe.js",
    contributes: { commands: [{ command: "toolProbe.ask", title: probeTitle }] },
  };
  const probe = `const vscode = require("vscode");
exports.activate = () => vscode.commands.registerCommand("toolProbe.ask", async () => {
  const answers = {};
  for (const [name, input] of Object.entries(${JSON.stringify(calls)})) {
    const known = vscode.lm.tools.some((tool) => tool.name === name);
    const ask = () => vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    answers[name] = !known ? "unknown" : await ask().then(
      ({ content }) => content.map(({ value }) => value).join(""),
      (error) => error.message,
    );
  }
  const [folder] = vscode.workspace.workspaceFolders;
  const file = vscode.Uri.joinPath(folder.uri, ${JSON.stringify(probeAnswers)});
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(answers)));
});
`;
  const files = { "extension/package.json": JSON.stringify(manifest), "extension/probe.js": probe };
  const packed = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  writeFileSync(vsix, zipSync(Object.fromEntries(packed)));
}
