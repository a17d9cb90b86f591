import tseslint from "typescript-eslint";
import { alongArrows } from "./eslint.arrows.mjs";

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

/** A name with `#` is hidden when the extension runs, too, and the bundler shortens it. */
const hiddenByType = {
  selector:
    ":matches(PropertyDefinition, MethodDefinition[kind!='constructor'], TSParameterProperty)[accessibility='private']",
  message: "Write a hidden member with #.",
};

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
    files: ["{src,webview}/**/*.{ts,js,mjs}"],
    plugins: { house: { rules: { "along-arrows": alongArrows } } },
    rules: { "house/along-arrows": "error" },
  },
  {
    files: ["{src,webview}/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", hiddenByType] },
  },
  // Threads have no `vscode`: the sentences that they make, such as where two revisions part, are English in every language.
  {
    files: ["src/host/**/*.ts"],
    ignores: ["src/host/worker/**"],
    rules: { "no-restricted-syntax": ["error", hiddenByType, ...bareWords] },
  },
  // Extension hosts load CommonJS only, and this small extension of the launcher is served as it stands.
  { files: ["src/launch/folder-provider/*.js"], rules: { "@typescript-eslint/no-require-imports": "off" } },
);
