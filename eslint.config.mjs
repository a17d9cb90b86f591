import tseslint from "typescript-eslint";

/**
 * Which folders of `src` a folder may import. Arrows point one way; a folder
 * that is not named on the right cannot be reached from the left.
 */
const arrows = {
  mail: [],
  patch: ["mail"],
  series: ["mail", "patch"],
  review: ["series", "patch", "mail"],
  kernel: [],
  explore: ["kernel"],
  models: ["kernel", "explore", "patch", "series", "mail"],
  lessons: ["models", "explore", "kernel", "series", "patch", "mail"],
  debug: ["models", "patch"],
  cli: ["lessons", "models", "explore", "kernel", "series", "patch", "mail", "protocol"],
  host: ["debug", "review", "lessons", "models", "explore", "kernel", "series", "patch", "mail", "protocol"],
};

const folders = Object.keys(arrows);
const pure = ["mail", "patch", "series", "review", "kernel", "explore", "models", "lessons", "debug"];

/** Import patterns that a folder must not use: every folder it has no arrow to. */
function closedTo(folder) {
  const closed = folders.filter((other) => other !== folder && !arrows[folder].includes(other));
  return closed.map((other) => ({
    group: [`**/${other}/*`, `**/${other}`],
    message: `src/${folder} has no arrow to src/${other}; see ARCHITECTURE.md.`,
  }));
}

const restricted = folders.map((folder) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          ...closedTo(folder),
          ...(folder === "host" ? [] : [{ group: ["vscode"], message: "Only src/host imports vscode." }]),
          ...(folder === "patch"
            ? []
            : [{ group: ["diff", "parse-diff"], message: "Only src/patch imports these." }]),
          ...(pure.includes(folder) ? [{ group: ["node:*"], message: "The core is pure." }] : []),
        ],
      },
    ],
  },
}));

/** Words, and no address, icon or single sign. */
const words = "/^(?!\\S+@\\S+$|\\$\\().*[a-z]{3}/";

/** Selects bare texts in a place of the syntax: literals, and templates with words between their values. */
function bare(place, field) {
  return [
    `${place} > Literal.${field}[value=${words}]`,
    `${place} > TemplateLiteral.${field} > TemplateElement[value.raw=${words}]`,
  ];
}

const shown =
  "/^(title|label|description|detail|placeHolder|prompt|openLabel|tooltip|sentence|why|reason|text|name|message)$/";

/** What people read goes through `vscode.l10n.t`; these are the ways that lead to their eyes. */
const bareWords = [
  bare(
    "CallExpression[callee.property.name=/^(show(Information|Warning|Error)Message|setStatusBarMessage)$/]",
    "arguments",
  ),
  bare("CallExpression[callee.name=/^(said|item|tooltipOf)$/]", "arguments"),
  bare("NewExpression[callee.name=/^(Refused|Error|ProtocolError)$/]", "arguments"),
  bare(`Property[key.name=${shown}]`, "value"),
  bare(`AssignmentExpression[left.property.name=${shown}]`, "right"),
]
  .flat()
  .map((selector) => ({ selector, message: "What people read goes through vscode.l10n.t." }));

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", ".cache/", "test-results/"] },
  ...tseslint.configs.strict,
  {
    files: ["**/*.ts"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      // `interface Dio extends Handle<typeof Dio> {}`: an interface may name itself in its fields where a type cannot.
      "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
      "no-control-regex": "off",
      "max-lines": ["error", { max: 400 }],
    },
  },
  {
    files: ["webview/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["**/src/*/**"],
              message: "The webview imports src/protocol only.",
              allowTypeImports: true,
            },
          ],
        },
      ],
    },
  },
  // Threads have no `vscode`; what they say is put into words by those who ask them.
  {
    files: ["src/host/**/*.ts"],
    ignores: ["src/host/worker/**"],
    rules: { "no-restricted-syntax": ["error", ...bareWords] },
  },
  // Extension hosts load CommonJS only, and this small extension of the launcher is served as it stands.
  { files: ["src/launch/folder-provider/*.js"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  ...restricted,
);
