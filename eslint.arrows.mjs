// @ts-check
import { dirname, relative, resolve, sep } from "node:path";

/**
 * Which parts of the house a part may import: a folder of `src`, a file beside those folders, or the webview. Arrows
 * point one way; a part that is not named on the right cannot be reached from the left, as a type or a value.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const arrows = {
  checks: [],
  nearest: [],
  errno: [],
  version: [],
  expression: [],
  protocol: ["checks"],
  lessonProtocol: ["checks"],
  documentProtocol: ["checks"],
  contextMark: ["protocol"],
  placeWords: ["protocol"],
  memory: ["protocol"],
  mail: [],
  patch: ["mail"],
  series: ["mail", "patch"],
  review: ["series", "patch", "mail"],
  kernel: [],
  explore: ["kernel"],
  models: ["kernel", "explore", "patch", "series", "mail", "nearest", "errno"],
  lessons: ["models", "explore", "kernel", "series", "patch", "mail", "contextMark", "nearest"],
  debug: ["models", "patch", "protocol", "placeWords", "memory", "expression", "nearest"],
  cli: ["lessons", "models", "explore", "kernel", "series", "patch", "mail", "nearest", "version"],
  host: [
    ...["debug", "review", "lessons", "models", "explore", "kernel", "series", "patch", "mail"],
    ...["protocol", "lessonProtocol", "documentProtocol", "checks", "contextMark", "placeWords", "version"],
    "errno",
  ],
  extension: ["host"],
  launch: [],
  webview: [
    ...["protocol", "lessonProtocol", "documentProtocol", "checks"],
    ...["contextMark", "placeWords", "memory", "expression", "errno"],
  ],
};

/**
 * Which packages a part may import; a part that is not named here is pure and has none.
 * @type {Readonly<Record<string, RegExp>>}
 */
const packages = {
  mail: /^fflate$/,
  patch: /^(?:fflate|diff|parse-diff)$/,
  debug: /^@vscode\/debugprotocol$/,
  host: /^(?:vscode|node:worker_threads)$/,
  cli: /^node:/,
  launch: /^(?:node:|vscode$|fflate$|@gfx\/zopfli$)/,
  webview: /^@vscode\/(?:l10n|webview-ui-toolkit)$/,
};

/**
 * The part of the house that a file belongs to; undefined for tests and configurations, which may import all.
 * @param {string} path absolute
 */
function partOf(path) {
  const [top, name = ""] = relative(import.meta.dirname, path).split(sep);
  return top === "src" ? name.replace(/\.ts$/, "") : top === "webview" ? top : undefined;
}

/**
 * Why a file may not import something; undefined if it may.
 * @param {string} file absolute
 * @param {string} wanted as it stands in the import
 */
function objection(file, wanted) {
  const from = partOf(file);
  if (from === undefined) return undefined;
  if (!wanted.startsWith("."))
    return packages[from]?.test(wanted) ? undefined : `${from} does not import ${wanted}`;
  const to = partOf(resolve(dirname(file), wanted));
  if (to === from || (to !== undefined && arrows[from]?.includes(to))) return undefined;
  return `${from} has no arrow to ${to ?? wanted}`;
}

/**
 * Imports go along the arrows: static and dynamic ones, types, and what is exported again.
 * @type {import("eslint").Rule.RuleModule}
 */
export const alongArrows = {
  meta: { type: "problem", schema: [] },
  create(context) {
    /** @param {any} node */
    const check = (node) => {
      const { value: wanted } = node.source ?? node.expression ?? node.argument?.literal ?? {};
      if (typeof wanted !== "string") return;
      const why = objection(context.filename, wanted);
      if (why !== undefined) context.report({ node, message: `${why}; see ARCHITECTURE.md.` });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
      TSExternalModuleReference: check,
    };
  },
};
