import { join } from "node:path";
import { Linter } from "eslint";
import { parser } from "typescript-eslint";
import { expect, test } from "vitest";
import { alongArrows } from "../../eslint.arrows.mjs";

const linter = new Linter();

/** What lint says of a file of the house that consists of this text. */
function saidOf(file: string, text: string): readonly string[] {
  const config: Linter.Config = {
    files: ["**/*.ts"],
    languageOptions: { parser },
    plugins: { house: { rules: { "along-arrows": alongArrows } } },
    rules: { "house/along-arrows": "error" },
  };
  return linter.verify(text, config, join(process.cwd(), file)).map(({ message }) => message);
}

test.each([
  ["src/kernel/x.ts", 'import { a } from "../models/places/places";', "kernel has no arrow to models"],
  ["src/kernel/x.ts", 'export * from "../models";', "kernel has no arrow to models"],
  ["src/mail/x.ts", 'export const a = import("../patch/patch");', "mail has no arrow to patch"],
  ["src/mail/x.ts", 'let a: import("../patch/patch").Patch;', "mail has no arrow to patch"],
  ["src/mail/x.ts", 'import type { A } from "../protocol";', "mail has no arrow to protocol"],
  ["src/mail/x.ts", 'import a from "fs";', "mail does not import fs"],
  ["src/cli/x.ts", 'import * as vscode from "vscode";', "cli does not import vscode"],
  ["src/protocol.ts", 'import { a } from "./host/activate";', "protocol has no arrow to host"],
  ["src/host/x.ts", 'import { a } from "../../webview/dom";', "host has no arrow to webview"],
  ["webview/lanes/x.ts", 'import type { A } from "../../src/models";', "webview has no arrow to models"],
])("%s may not say %s", (file, text, why) => {
  expect(saidOf(file, text)).toEqual([`${why}; see ARCHITECTURE.md.`]);
});

test.each([
  ["src/models/map/x.ts", 'import { a } from "../places/places"; export * from "../../explore";'],
  ["src/host/worker/x.ts", 'import { a } from "../../models"; import "vscode";'],
  ["test/unit/x.ts", 'import { a } from "../../src/host/activate"; import "vitest";'],
])("%s may say %s", (file, text) => {
  expect(saidOf(file, text)).toEqual([]);
});
